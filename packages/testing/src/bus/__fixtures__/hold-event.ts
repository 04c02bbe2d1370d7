import { LlmgineError, type Message } from '@llmgine/contracts'
import type { World } from './plain-world.ts'

interface Held {
  readonly message: Message
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** Holds an event until somebody listens, and publishes it then. */
export function holdEvent(world: World, held: Held, publish: () => Promise<unknown>): Promise<unknown> {
  const { message, timeoutMs, signal } = held
  return new Promise((resolve, reject) => {
    const leave = (then: () => void): void => {
      timer.cancel()
      world.held.delete(look)
      signal?.removeEventListener('abort', giveUp)
      then()
    }
    const giveUp = (): void => leave(() => reject(signal?.reason))
    const look = (isOver = false): void => {
      if (isOver) leave(() => reject(new LlmgineError('bus.closed', 'Closed.')))
      else if (isListenedTo(world, message)) leave(() => resolve(publish()))
    }
    const expire = (): void => leave(() => reject(new LlmgineError('bus.no_listener', 'Nobody listens.')))
    const timer = world.clock.setTimer(expire, timeoutMs)
    world.held.add(look)
    signal?.addEventListener('abort', giveUp)
  })
}

/** Whether somebody listens to this type; who hears everything does not count. */
export function isListenedTo({ listeners }: World, message: Message): boolean {
  return listeners.some(({ type, hears }) => type === message.type && hears(message))
}
