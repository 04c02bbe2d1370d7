import { isAbsolute, relative, resolve } from 'node:path'
import { LlmgineError } from '@llmgine/contracts'
import { usualDataFolder } from './data-folder.ts'
import { configFileName } from './read-config-file.ts'
import { resolveEndpoint } from './resolve-endpoint.ts'
import type { Settings } from './settings.ts'
import type { Sources } from './sources.ts'

/**
 * The one place where settings are decided: a flag before the environment before the file before the default. An empty variable
 * counts as absent.
 *
 * @throws `cli.bad_base_url`, `cli.bad_config`
 */
export function resolveSettings(sources: Sources): Settings {
  const { flags, env, file, folder } = sources
  const data = flags.data ?? (env.LLMGINE_DATA || file.data)
  const files = flags.files ?? file.files
  if (flags.files === undefined && file.files !== undefined) checkWithin(folder, file.files)
  const model = resolveModel(sources)
  return {
    dataFolder: data === undefined ? usualDataFolder(sources) : resolve(folder, data),
    filesFolder: files === undefined ? undefined : resolve(folder, files),
    model,
    endpoint: resolveEndpoint(sources, model?.name),
    approve: flags.approve ?? [],
    log: flags.log ?? false,
  }
}

function resolveModel({ flags, env, file }: Sources): Settings['model'] {
  if (flags.model !== undefined) return { name: flags.model, from: '--model' }
  if (env.LLMGINE_MODEL) return { name: env.LLMGINE_MODEL, from: 'LLMGINE_MODEL' }
  return file.model === undefined ? undefined : { name: file.model, from: configFileName }
}

/** The file comes with a folder, perhaps a stranger's: it may open that folder to the tools and nothing else. */
function checkWithin(folder: string, files: string): void {
  const way = relative(folder, resolve(folder, files))
  if (!isAbsolute(way) && way.split(/[\\/]/)[0] !== '..') return
  const message = `${configFileName} may open only its own folder and what is in it, not "${files}". Use --files for others.`
  throw new LlmgineError('cli.bad_config', message)
}
