import type { Logger } from '@llmgine/contracts'
import type { LogLevel } from './log-level.ts'
import { type RedactOptions, redact } from './redact.ts'

/** Where a logger writes, and what. */
export interface LoggerOptions extends Pick<RedactOptions, 'secrets'> {
  /** The least that is written. @default 'info' */
  readonly level?: LogLevel | undefined
  /** A file, which is made with its folder for its owner alone and added to, or whatever has a `write`. @default standard error */
  readonly destination?: string | { write(line: string): unknown } | undefined
}

/**
 * A pino logger that cannot write a secret: data and text go through {@link redact} first. Lines are JSON and are written at once, so that
 * none is lost when the process ends. pino is loaded here and nowhere else.
 *
 * @example
 * const logger = await createLogger({ level: 'debug', destination: 'data/llmgine.log' })
 */
export async function createLogger(options: LoggerOptions = {}): Promise<Logger> {
  const { level = 'info', destination, secrets } = options
  const { pino } = await import('pino')
  const stream =
    typeof destination === 'object'
      ? destination
      : pino.destination({ dest: destination ?? 2, sync: true, mkdir: true, mode: 0o600 })
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
  const write =
    (own: LogLevel) =>
    (data: object, message?: string): void => {
      if (!logger.isLevelEnabled(own)) return
      // `redact` makes an object of an object.
      const safe = redact(data, { secrets }) as object
      logger[own](safe, message === undefined ? undefined : String(redact(message, { secrets })))
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
