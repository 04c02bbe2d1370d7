import type { Machine } from './data-folder.ts'
import type { FileSettings, Flags } from './settings.ts'

/** Everything a setting can come from. */
export interface Sources extends Machine {
  readonly flags: Flags
  readonly file: FileSettings
  /** The current folder: paths of flags, environment and file start there. */
  readonly folder: string
}
