/**
 * State machines of actions whose state is a fold over a log, and the chat machine built from them.
 *
 * @packageDocumentation
 */

export type { ChatOptions } from './chat/chat-options.ts'
export { type ChatState, chatState } from './chat/chat-state.ts'
export { createChatMachine } from './chat/create-chat-machine.ts'
export { type ChatParts, createChatParts } from './chat/create-chat-parts.ts'
export type { Action, ActionContext } from './machine/action.ts'
export { defineMachine } from './machine/define-machine.ts'
export type { Machine } from './machine/machine.ts'
export type { MachineDefinition } from './machine/machine-definition.ts'
export { append } from './patch/append.ts'
export { extend } from './patch/extend.ts'
export { increment } from './patch/increment.ts'
export { logged } from './patch/logged.ts'
export { remove } from './patch/remove.ts'
export { set } from './patch/set.ts'
export type { Run, Step } from './run/run.ts'
export type { Engine, EngineOptions } from './serve/engine.ts'
export { serveEngine } from './serve/serve-engine.ts'
export { list } from './state/list.ts'
export { transient } from './state/transient.ts'
