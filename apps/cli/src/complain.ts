import { toErrorData } from '@llmgine/contracts'
import { knownKeys } from './config/known-keys.ts'
import { exitStatuses, reasonOf } from './exit-status.ts'
import type { World } from './world.ts'

/**
 * Says in one sentence on the error stream what went wrong, and answers with the exit status for it. Should the sentence hold one of
 * the keys of the environment, the key is left out.
 */
export function complain({ errors, env }: Pick<World, 'errors' | 'env'>, error: unknown): number {
  const { message } = toErrorData(error, 'cli.failed')
  const safe = knownKeys(env).reduce((text, key) => text.replaceAll(key, '[key]'), message)
  errors.write(`llmgine: ${safe.trim()}\n`)
  return exitStatuses[reasonOf(error)][0]
}
