import { join } from 'node:path'
import type { Bus, Logger } from '@llmgine/contracts'
import { knownKeys } from './config/known-keys.ts'
import type { Settings } from './config/settings.ts'

/** The technical log of a run. */
export interface StartedLog {
  readonly logger: Logger
  /** Writes a line for every message of a bus. */
  attach(bus: Bus): void
}

/** Starts the technical log: `llmgine.log` in the data folder, without secrets. */
export async function startLog(
  { dataFolder }: Settings,
  env: Readonly<Record<string, string | undefined>>,
): Promise<StartedLog> {
  const { createLogger, logMessages } = await import('@llmgine/observability')
  const secrets = knownKeys(env)
  const logger = await createLogger({ destination: join(dataFolder, 'llmgine.log'), secrets, level: 'debug' })
  return { logger, attach: (bus) => void logMessages(bus, { logger, secrets, level: 'debug' }) }
}
