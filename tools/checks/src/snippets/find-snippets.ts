import type { Snippet } from './snippet.ts'

interface Block {
  readonly info: string
  readonly line: number
  readonly text: string
}

/** The `ts` blocks of a Markdown file, each with the `text` block that follows it before any other block. */
export function findSnippets(file: string, markdown: string): readonly Snippet[] {
  const blocks = findBlocks(markdown)
  return blocks.flatMap(({ info, line, text }, at) => {
    const [language, mark] = info.split(' ')
    if (language !== 'ts') return []
    const next = blocks[at + 1]
    return [{ file, line, code: text, runs: mark !== 'no-run', output: next?.info === 'text' ? next.text : undefined }]
  })
}

function findBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```([^\n`]*)\n(.*?)^```$/gms)].map(({ 1: info = '', 2: text = '', index }) => ({
    info: info.trim(),
    line: markdown.slice(0, index).split('\n').length + 1,
    text,
  }))
}
