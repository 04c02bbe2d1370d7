import { constants } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { LlmgineError } from '@llmgine/contracts'
import { toolFailed } from '../tool-failed.ts'
import { isPrivate } from './is-private.ts'

/** A folder whose files may be read, and nothing outside of it. */
export interface Folder {
  /** Its own path, symbolic links resolved. */
  readonly path: string
  /**
   * The real path of something in it.
   * @throws `tool.failed` when it does not exist, lies outside (also by a symbolic link) or looks as if it held secrets
   */
  locate(path: string): Promise<string>
  /** Opens a regular file in it for reading. */
  open(path: string): Promise<FileHandle>
  /** A path as it is shown: from the folder, with forward slashes. */
  show(realPath: string): string
}

/**
 * Opens a folder for the tools.
 *
 * @throws `cli.bad_folder` when it is not a folder that can be read
 */
export async function openFolder(path: string): Promise<Folder> {
  const root = await realpath(path).catch(() => undefined)
  if (root === undefined || !(await stat(root)).isDirectory()) {
    throw new LlmgineError('cli.bad_folder', `"${path}" is not a folder. Give --files a folder that exists.`)
  }

  const show = (realPath: string): string => relative(root, realPath).split(sep).join('/') || '.'

  const locate = async (wanted: string): Promise<string> => {
    const real = await realpath(resolve(root, wanted)).catch(() => undefined)
    // Both answers are the same for what lies outside, so that nothing can be learnt of it.
    if (real === undefined || !isWithin(root, real)) {
      throw toolFailed(`There is no "${wanted}" in the folder.`)
    }
    if (isPrivate(show(real))) throw toolFailed(`"${wanted}" may hold secrets and is not read.`)
    return real
  }

  return {
    path: root,
    show,
    locate,
    async open(wanted) {
      const real = await locate(wanted)
      if (!(await stat(real)).isFile()) throw toolFailed(`"${wanted}" is not a file.`)
      // The real path has no link left; a link put there in the meantime is refused.
      return open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    },
  }
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}
