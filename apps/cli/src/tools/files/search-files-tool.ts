import { open } from 'node:fs/promises'
import { defineTool } from '@llmgine/tools'
import { z } from 'zod'
import type { Folder } from './folder.ts'
import { readText } from './read-text.ts'
import { walk } from './walk.ts'

const mostFiles = 5_000
const mostMatches = 50
const mostShown = 200

/** What the tool answers with. */
export const searchFilesOutput = z.object({
  text: z.string(),
  matches: z.array(z.object({ path: z.string(), line: z.number(), text: z.string() })),
  filesSearched: z.number(),
  complete: z.boolean(),
})

/** Finds text in files. */
export function createSearchFilesTool(folder: Folder) {
  return defineTool({
    name: 'search_files',
    version: '1',
    description:
      `Finds the lines that contain a text, in any letter case, in the text files below a folder; at most ${mostMatches} lines. ` +
      'Folders such as node_modules are left out.',
    effects: 'read',
    input: z.object({
      text: z.string().min(2).max(200).describe('Plain text, no pattern'),
      folder: z.string().optional().describe('Where to look; everywhere when absent'),
    }),
    output: searchFilesOutput,
    async execute({ text, folder: from = '.' }, { signal }) {
      const wanted = text.toLowerCase()
      const matches: { path: string; line: number; text: string }[] = []
      let filesSearched = 0
      for await (const path of walk(folder, await folder.locate(from), { limit: mostFiles, signal })) {
        filesSearched++
        for (const [index, line] of (await linesOf(path)).entries()) {
          if (!line.toLowerCase().includes(wanted)) continue
          if (matches.length === mostMatches) return { text, matches, filesSearched, complete: false }
          matches.push({ path: folder.show(path), line: index + 1, text: line.trim().slice(0, mostShown) })
        }
      }
      return { text, matches, filesSearched, complete: filesSearched < mostFiles }
    },
  })
}

/** What is too large, no text or gone by now has no lines. */
async function linesOf(path: string): Promise<readonly string[]> {
  try {
    await using file = await open(path)
    return (await readText(file, path)).split('\n')
  } catch {
    return []
  }
}
