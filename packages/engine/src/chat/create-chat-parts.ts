import type { Action } from '../machine/action.ts'
import type { Transition, TurnOutcome } from '../machine/graph.ts'
import { createAct } from './act.ts'
import type { ChatOptions } from './chat-options.ts'
import { chatOutcome } from './chat-outcome.ts'
import type { ChatState } from './chat-state.ts'
import { createCheck } from './check.ts'
import { createCompile } from './compile.ts'
import { createReceive } from './receive.ts'
import { createReply } from './reply.ts'
import { createSettle } from './settle.ts'
import { createThink } from './think.ts'

/** The parts of a chat machine: a graph, to be built as it is or taken apart and extended. */
export interface ChatParts {
  readonly actions: Readonly<Record<ChatActionName, Action<ChatState>>>
  readonly transitions: readonly Transition<ChatActionName, ChatState>[]
  readonly entrypoint: 'receive'
  readonly onInterrupt: 'settle'
  readonly outcome: (state: ChatState) => TurnOutcome
}

/** The actions of a chat machine. */
export type ChatActionName = 'receive' | 'compile' | 'think' | 'check' | 'act' | 'reply' | 'settle'

/**
 * The actions of a chat and the ways between them, for a machine that has more.
 *
 * @example
 * const chat = createChatParts({ system: 'You help.' })
 * const machine = defineMachine({ ...chatState, member: z.string() })
 * const identify = machine.action({ reads: [], writes: ['member'] }, ({ turn }) => ({ member: turn?.input.actor?.id ?? 'guest' }))
 * export const assistant = machine.build({
 *   ...chat,
 *   actions: { ...chat.actions, identify },
 *   transitions: [['identify', 'receive'], ...chat.transitions],
 *   entrypoint: 'identify',
 * })
 */
export function createChatParts(options: ChatOptions = {}): ChatParts {
  return {
    actions: {
      receive: createReceive(),
      compile: createCompile(options),
      think: createThink(options),
      check: createCheck(options),
      act: createAct(options),
      reply: createReply(),
      settle: createSettle(),
    },
    transitions: [
      ['receive', 'compile'],
      ['compile', 'think'],
      ['think', 'check'],
      ['check', 'act', ({ calls }) => calls.next === 'act'],
      ['check', 'compile', ({ calls }) => calls.next === 'compile'],
      ['check', 'reply'],
      ['act', 'act', ({ calls }) => calls.next === 'act'],
      ['act', 'compile'],
    ],
    entrypoint: 'receive',
    onInterrupt: 'settle',
    outcome: chatOutcome,
  }
}
