import { TurnSubmit } from '@llmgine/contracts'
import type { Turns } from '../conversation/create-turns.ts'
import type { Send } from '../conversation/send.ts'
import { tellError } from '../conversation/tell-error.ts'
import type { LiveSurface } from '../display/create-live-surface.ts'

/** Inputs on their way. */
export interface Outbox {
  submit(content: string): void
  /** Those that wait for the running turn to end. */
  readonly waiting: readonly string[]
}

/** Where inputs go, and who hears of it. */
export interface OutboxOptions {
  readonly surface: LiveSurface
  readonly send: Send
  readonly turns: Turns
  /** A turn that was begun here is over, or could not begin. */
  readonly onDone: () => void
}

/**
 * Sends every input at once, so that it is kept whatever happens here. One that has to wait is shown below the conversation until its turn
 * comes, and then above its answer.
 */
export function createOutbox({ surface, send, turns, onDone }: OutboxOptions): Outbox {
  const waiting = new Map<symbol, string>()

  const run = async (content: string): Promise<void> => {
    const key = Symbol(content)
    const show = (): void => {
      waiting.delete(key)
      surface.tell('user', `> ${content.replaceAll('\n', '\n  ')}`)
    }
    const hasToWait = turns.active
    if (hasToWait) {
      waiting.set(key, content)
      surface.refresh()
    } else {
      show()
      surface.status('thinking')
    }
    try {
      await turns.run(() => send(TurnSubmit, { content }), hasToWait ? show : undefined)
    } catch (error) {
      if (waiting.has(key)) show()
      tellError(surface, error)
    }
    onDone()
  }

  return {
    submit: (content) => void run(content),
    get waiting() {
      return [...waiting.values()]
    },
  }
}
