import { defineMachine } from '../machine/define-machine.ts'
import type { Machine } from '../machine/machine.ts'
import type { ChatOptions } from './chat-options.ts'
import { type ChatState, chatState } from './chat-state.ts'
import { type ChatActionName, createChatParts } from './create-chat-parts.ts'

/**
 * A machine that holds a conversation: `receive → compile → think → check → act → reply`. It reaches the model by `model.generate` and tools by
 * `tool.list` and `tool.call` on the bus it runs on.
 *
 * @example
 * serveEngine(bus, { machine: createChatMachine({ system: 'You are brief.', maxSteps: 8 }), log })
 */
export function createChatMachine(options: ChatOptions = {}): Machine<ChatState, ChatActionName> {
  return defineMachine(chatState).build(createChatParts(options))
}
