import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LlmgineError } from '@llmgine/contracts'
import type { FileSettings } from './settings.ts'

/** The file's name; it is looked for in the current folder. */
export const configFileName = 'llmgine.config.json'

const known: readonly (keyof FileSettings)[] = ['baseUrl', 'model', 'data', 'files']

/**
 * The settings in a folder's `llmgine.config.json`; none when there is no such file.
 *
 * @throws `cli.bad_config` when it is not JSON, or has a key or value that does not belong there
 */
export async function readConfigFile(folder: string): Promise<FileSettings> {
  const text = await readFile(join(folder, configFileName), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '{}'
    throw badConfig(`cannot be read (${cause.code})`, cause)
  })
  const settings = parse(text)
  for (const [key, value] of Object.entries(settings)) {
    if (!known.some((name) => name === key)) throw badConfig(`has "${key}"; it may hold ${known.join(', ')}`)
    if (typeof value !== 'string' || value === '') throw badConfig(`needs text under "${key}"`)
  }
  // Every key was just found to be known and its value text.
  return settings as FileSettings
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch (cause) {
    throw badConfig('is not JSON', cause)
  }
  throw badConfig('is not a JSON object')
}

function badConfig(problem: string, cause?: unknown): LlmgineError {
  return new LlmgineError('cli.bad_config', `${configFileName} ${problem}.`, { cause })
}
