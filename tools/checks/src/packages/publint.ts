import { readFile } from 'node:fs/promises'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import type { Violation } from '../workspace/violation.ts'
import type { PackedPackage } from './packed-package.ts'

/** What publint says of a tarball: files that are missing, conditions in the wrong order, and their like. */
export async function checkPublint({ source, tarball }: PackedPackage): Promise<readonly Violation[]> {
  const bytes = await readFile(tarball)
  const archive = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball: archive }, strict: true })
  return messages.map((message) => ({
    file: `${source.folder}/package.json`,
    message: `publint: ${formatMessage(message, pkg, { color: false })}`,
  }))
}
