import type { ContentPart } from '@llmgine/contracts'
import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { append } from '../patch/append.ts'
import { logged } from '../patch/logged.ts'
import { beginTurn } from './begin-turn.ts'
import { type ChatState, chatState } from './chat-state.ts'
import { objectSchema } from './object-schema.ts'

/** Takes the input into the conversation and begins a turn. */
export function createReceive(): Action<Pick<ChatState, 'messages' | 'turn' | 'calls'>> {
  const inputs = objectSchema<{ content: string | readonly ContentPart[] }>({ content: 'content' })
  return defineMachine(chatState).action(
    { reads: ['messages'], writes: ['messages', 'turn', 'calls'], inputs, repeatable: true },
    ({ state, turn, inputs: { content }, sequence }) => ({
      messages: append(turn === undefined ? { role: 'user', content } : logged(turn.input)),
      ...beginTurn(turn, { from: state.messages.length, step: sequence }),
    }),
  )
}
