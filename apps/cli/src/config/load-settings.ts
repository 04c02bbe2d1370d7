import type { World } from '../world.ts'
import { readConfigFile } from './read-config-file.ts'
import { resolveSettings } from './resolve-settings.ts'
import type { Flags, Settings } from './settings.ts'

/**
 * The settings of this run.
 *
 * @throws `cli.bad_config`, `cli.bad_base_url`
 */
export async function loadSettings(world: World, flags: Flags): Promise<Settings> {
  return resolveSettings({ ...world, flags, file: await readConfigFile(world.folder) })
}
