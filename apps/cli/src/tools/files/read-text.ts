import type { FileHandle } from 'node:fs/promises'
import { toolFailed } from '../tool-failed.ts'

const mostBytes = 2_000_000

/**
 * The text of an open file.
 *
 * @throws `tool.failed` when it is larger than 2 MB or not text in UTF-8
 */
export async function readText(file: FileHandle, path: string): Promise<string> {
  const { size } = await file.stat()
  if (size > mostBytes) {
    throw toolFailed(`"${path}" has ${size} bytes; files of more than ${mostBytes} are not read.`)
  }
  const bytes = await file.readFile()
  try {
    if (bytes.includes(0)) throw new TypeError('It holds a zero byte.')
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw toolFailed(`"${path}" is not a text file.`, cause)
  }
}
