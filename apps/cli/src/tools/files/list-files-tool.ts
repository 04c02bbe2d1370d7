import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import { toolFailed } from '../tool-failed.ts'
import type { Folder } from './folder.ts'

const most = 500

/** What the tool answers with. */
export const listFilesOutput = z.object({
  folder: z.string(),
  entries: z.array(
    z.object({ name: z.string(), kind: z.enum(['file', 'folder', 'other']), bytes: z.number().optional() }),
  ),
  leftOut: z.number(),
})

/** Shows what is in a folder. */
export function createListFilesTool(folder: Folder) {
  return defineTool({
    name: 'list_files',
    version: '1',
    description: `Lists the files and folders in one folder (not below it), at most ${most}.`,
    effects: 'read',
    input: z.object({
      folder: z.string().optional().describe('From the top folder; the top folder itself when absent'),
    }),
    output: listFilesOutput,
    async execute({ folder: wanted = '.' }) {
      const place = await folder.locate(wanted)
      const found = await readdir(place, { withFileTypes: true }).catch((cause) => {
        throw toolFailed(`"${wanted}" is not a folder that can be read.`, cause)
      })
      const shown = found.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, most)
      const entries = shown.map(async (entry) => {
        if (entry.isDirectory()) return { name: entry.name, kind: 'folder' as const }
        if (!entry.isFile()) return { name: entry.name, kind: 'other' as const }
        const size = await stat(join(place, entry.name)).catch(() => undefined)
        return { name: entry.name, kind: 'file' as const, bytes: size?.size }
      })
      return { folder: folder.show(place), entries: await Promise.all(entries), leftOut: found.length - shown.length }
    },
  })
}
