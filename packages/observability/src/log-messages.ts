import {
  type Bus,
  defineLayer,
  isLlmgineError,
  type Logger,
  type Message,
  type MessageLayerCall,
  type Subscription,
} from '@llmgine/contracts'
import { levelOf } from './level-of.ts'
import { isWritten, type LogLevel } from './log-level.ts'
import type { RedactOptions } from './redact.ts'
import { summarize } from './summarize.ts'

/** Where lines go, and which. */
export interface LogMessagesOptions extends Pick<RedactOptions, 'secrets'> {
  /** A pino logger, `await createLogger()`, or anything of that shape. */
  readonly logger: Logger
  /** The least that is written. Messages below cost next to nothing. @default 'info' */
  readonly level?: LogLevel | undefined
}

/**
 * Writes a line for every message on a bus, until unsubscribed: events as they are told, commands when they have their answer. Failures are
 * errors or warnings, deltas, steps and answered commands are for debugging, all else is information. A line has numbers, names and
 * ids; of an application's own messages it has the payload, shortened and without secrets.
 *
 * @example
 * using lines = logMessages(bus, { logger: pino() })
 */
export function logMessages(bus: Bus, options: LogMessagesOptions): Subscription {
  const events = bus.on('*', (_payload, { message }) => logEvent(message, options))
  const commands = bus.use(
    defineLayer<MessageLayerCall>('log-messages', { wraps: 'send', targets: ['command'] }, async (call, next) => {
      const start = performance.now()
      try {
        const answer = await next()
        logCommand(call, { options, start })
        return answer
      } catch (error) {
        logCommand(call, { options, start, error })
        throw error
      }
    }),
  )
  const unsubscribe = (): void => {
    events.unsubscribe()
    commands.unsubscribe()
  }
  return { unsubscribe, [Symbol.dispose]: unsubscribe }
}

function logEvent(message: Message, { logger, level = 'info', secrets }: LogMessagesOptions): void {
  const own = levelOf(message)
  if (!isWritten(own, level)) return
  const { facts, text } = summarize(message, { secrets })
  logger[own]({ ...envelopeOf(message), ...facts }, text)
}

function logCommand(
  { message, signal }: MessageLayerCall,
  { options, start, error }: { readonly options: LogMessagesOptions; readonly start: number; readonly error?: unknown },
): void {
  const { logger, level = 'info' } = options
  const failed = error !== undefined && !signal.aborted
  const own = failed ? 'warn' : 'debug'
  if (!isWritten(own, level)) return
  const ending = failed ? 'failed' : signal.aborted ? 'cancelled' : 'answered'
  const code = isLlmgineError(error) ? error.code : undefined
  const durationMs = Math.round((performance.now() - start) * 1_000) / 1_000
  logger[own]({ ...envelopeOf(message), ending, code, durationMs }, `${message.type} ${ending}`)
}

function envelopeOf({ id, type, sessionId, actor, causationId }: Message): object {
  return { type, id, sessionId, actor: actor?.id, causationId }
}
