import {
  catalogue,
  defineLayer,
  type EventLog,
  type Layer,
  LlmgineError,
  type Message,
  type MessageDefinition,
  type MessageLayerCall,
} from '@llmgine/contracts'
import { BusView } from './bus-view.ts'

/** What is known besides what events are published by. */
export interface LogLayerOptions {
  /**
   * An application's own events that are ephemeral or journalled and come by `dispatch`: then only their type is known. The catalogue's are
   * known already.
   */
  readonly definitions?: readonly MessageDefinition[] | undefined
  /** From so many appends under way on, `publish` resolves only when its own is done. @default 1000 */
  readonly maxPending?: number | undefined
}

/** A layer that writes to a log. */
export interface LogLayer extends Layer<MessageLayerCall> {
  /** Resolves when all that was handed to the log is kept. @throws `bus.log_failed` when some was not, and no earlier flush said so */
  readonly flush: () => Promise<void>
}

/**
 * A layer that writes the events of sessions to a log, except ephemeral ones and those that their senders write themselves. Each is handed to
 * the log before its first handler runs and in the order of publishing, so a record that somebody appends afterwards stands behind it. The
 * handlers do not wait for the log. What the log refuses is told as `bus.handler-failed` and by the next `flush()`; `bus.close()` flushes.
 *
 * @example
 * const bus = createBus()
 * bus.use(withLog(log))
 */
export function withLog(log: EventLog, options: LogLayerOptions = {}): LogLayer {
  const { definitions = [], maxPending = 1000 } = options
  const known = new Map([...catalogue, ...definitions].map((definition) => [definition.type, definition]))
  const pending = new Set<Promise<void>>()
  let failures: { readonly first: unknown; readonly count: number } | undefined

  const append = (sessionId: string, call: MessageLayerCall): Promise<void> => {
    const written = keep(log, sessionId, call.message)
      .catch((error: unknown) => {
        failures = { first: failures?.first ?? error, count: (failures?.count ?? 0) + 1 }
        BusView.coreOf(call.bus)?.report(call.message, error)
      })
      .finally(() => pending.delete(written))
    pending.add(written)
    return written
  }

  const layer = defineLayer<MessageLayerCall>('log', { targets: ['event'] }, (call, next) => {
    const { sessionId, definition = known.get(call.name) } = call
    if (sessionId === undefined || isLeftAlone(definition)) return next()
    const written = append(sessionId, call)
    return pending.size > maxPending ? Promise.all([next(), written]) : next()
  })

  const flush = async (): Promise<void> => {
    await Promise.all(pending)
    if (failures === undefined) return
    const { first, count } = failures
    failures = undefined
    throw new LlmgineError(
      'bus.log_failed',
      `The log did not keep ${count} event${count === 1 ? '' : 's'}. See the cause.`,
      {
        cause: first,
        details: { count },
      },
    )
  }
  return Object.assign(layer, { flush })
}

/** In a function of its own, so that a log that throws at once is one that rejects. */
async function keep(log: EventLog, sessionId: string, message: Message): Promise<void> {
  await log.append(sessionId, [{ message }], { lazily: true })
}

function isLeftAlone(definition: MessageDefinition | undefined): boolean {
  if (definition === undefined) return false
  return definition.journalled || ('ephemeral' in definition && definition.ephemeral === true)
}
