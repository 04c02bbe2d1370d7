import { type Bus, createMessage, HandlerFailed, type Message, toErrorData } from '@llmgine/contracts'
import type { CreateBus } from '../create-bus.ts'
import { createPlainView, tell } from './plain-view.ts'
import { type BusFault, isCausedBy, type Scope, type World } from './plain-world.ts'

/**
 * The shortest bus that keeps the contract, with no thought of speed, and that can be told to break it in one place: what the suite is held
 * against, so that it is known to catch what it claims to.
 */
export function createPlainBus({ clock }: Parameters<CreateBus>[0], fault?: BusFault): Bus {
  const root: Scope = { sessionId: undefined, state: 'open' }
  const failures = new Set<Message>()
  const world: World = {
    clock,
    is: (one) => one === fault,
    root,
    scopes: [root],
    commands: [],
    listeners: [],
    layers: [],
    held: new Set(),
    causes: new Map(),
    waiters: new Set(),
    running: new Set(),
    lookers: new Set(),
    sent: { commands: 0, events: 0 },
    busFor: (scope, message) => createPlainView(world, scope, message),
    report(message, error) {
      const { is } = world
      const isFailure = message.type === HandlerFailed.type && !is('loops on failures')
      const isOfFailure = [...failures].some((failure) => isCausedBy(world, message, failure))
      if (isFailure || is('failures are not told') || (isOfFailure && !is('loops on failures by a detour'))) return
      const data = toErrorData(error, 'bus.handler_failed')
      const payload = { messageId: message.id, messageType: message.type, error: data }
      const failure = createMessage(HandlerFailed, payload, { cause: message, time: clock.now() })
      if (!is('loops on failures')) failures.add(failure)
      void tell(world, failure, HandlerFailed)
    },
  }
  return createPlainView(world, root)
}
