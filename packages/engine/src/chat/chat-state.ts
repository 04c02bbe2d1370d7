import type {
  ChatMessage,
  Cost,
  ModelTool,
  RequestManifest,
  Schema,
  TurnFinishedPayload,
  Usage,
} from '@llmgine/contracts'
import { type ListSchema, list } from '../state/list.ts'
import type { StateOf } from '../state/state-of.ts'
import { type TransientSchema, transient } from '../state/transient.ts'
import { objectSchema } from './object-schema.ts'

/** The state of a chat machine. */
export type ChatState = StateOf<ChatSchemas>

/** The keys of a chat machine's state. */
export type ChatSchemas = {
  /** The conversation, without the system prompt. */
  readonly messages: ListSchema<ChatMessage>
  /** The turn under way, or the last one. */
  readonly turn: Schema<unknown, ChatTurn>
  /** The tool calls of the model's last response, and where they lead. */
  readonly calls: Schema<unknown, ChatCalls>
  /** What the model is shown next. Not kept. */
  readonly request: TransientSchema<ChatRequest>
}

/** What a turn has come to. */
export interface ChatTurn {
  /** Absent in a run without a log. */
  readonly id?: string | undefined
  /** Index in `messages` of its first message. */
  readonly from: number
  /** How often the model was asked. */
  readonly thoughts: number
  /** The number of the step in which the model answered last: the calls of that answer have it in their ids. */
  readonly step: number
  /** Of all model calls of the turn. */
  readonly usage: Usage
  readonly cost?: Cost | undefined
  /** The model's last response. */
  readonly responseId?: string | undefined
  /** What it had said when it was stopped. */
  readonly partial?: string | undefined
}

/** What becomes of the model's last response. */
export interface ChatCalls {
  readonly next: 'check' | 'act' | 'compile' | 'reply'
  /** Which of its tool calls have a result, by index. */
  readonly settled: readonly number[]
  /** How many times in a row nothing but mistakes came of its tool calls. */
  readonly mistakes: number
  /** Why the turn ends, when it does. */
  readonly reason?: TurnFinishedPayload['reason'] | undefined
}

/** What a model is shown. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[]
  readonly tools: readonly ModelTool[]
  readonly manifest?: RequestManifest | undefined
}

/** The keys of a chat machine's state and their schemas, to be spread into those of a machine that has more. */
export const chatState: ChatSchemas = {
  messages: list(objectSchema<ChatMessage>({ role: 'string', content: 'content' })),
  turn: objectSchema<ChatTurn>({ from: 'number', thoughts: 'number', step: 'number', usage: 'object' }),
  calls: objectSchema<ChatCalls>({ next: 'string', settled: 'object', mistakes: 'number' }),
  request: transient<ChatRequest>(),
}
