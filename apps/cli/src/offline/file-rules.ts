import { defineRule, type EarlierCall, type OfflineRule } from '@llmgine/offline-model'
import { z } from 'zod'
import { listFilesOutput } from '../tools/files/list-files-tool.ts'
import { readFileOutput } from '../tools/files/read-file-tool.ts'
import { searchFilesOutput } from '../tools/files/search-files-tool.ts'
import { toFolder, toLine, toPath } from './to-path.ts'

/** As many lines as fit a screen or two. */
const page = 60

const unavailable = 'I may read no files here. Start me with --files <folder> to allow those below a folder.'

/** Reading a file, and reading on. */
const readRules: readonly OfflineRule[] = [
  defineRule({
    name: 'read-file',
    example: 'read README.md',
    patterns: [
      '(read|open|show|display|print|cat|view) [me] [the] [file|contents of] {path}',
      'what (is in|does) {path} [say|contain]',
      '(read|show) [me] lines {from} (to|until|through) {to} (of|in|from) {path}',
      '(read|show) [me] {path} lines {from} (to|until|through) {to}',
      '(read|show) [me] {path} from [line] {from} to {to}',
      '(read|show) [me] [the] first {to} lines (of|in|from) {path}',
    ],
    readers: { path: toPath, from: toLine, to: toLine },
    respond: ({ slots: { path, from, to } }) => ({
      tool: 'read_file',
      arguments: { path, fromLine: toNumber(from), toLine: toNumber(to) ?? page },
    }),
    unavailable,
    output: readFileOutput,
    say: (_match, output) => sayFile(output),
  }),
  defineRule({
    name: 'read-on',
    after: ['read_file'],
    patterns: ['(go on|continue|more|next|read on|keep reading|read more|show more|[show] [me] the rest|next page)'],
    respond: ({ previous }) => {
      const read = readFileOutput.safeParse(previous?.result?.value)
      if (!read.success) return undefined
      const { path, toLine: last, totalLines } = read.data
      if (last >= totalLines) return `That was all of ${path}.`
      return { tool: 'read_file', arguments: { path, fromLine: last + 1, toLine: last + page } }
    },
    unavailable,
    output: readFileOutput,
    say: (_match, output) => sayFile(output),
  }),
  defineRule({
    name: 'read-found',
    after: ['search_files', 'read_file'],
    patterns: [
      '(read|open|show) [me] (it|that|that one|that file|the file|the first one|the first|the first match) [again]',
    ],
    respond: ({ previous }) => {
      const path = foundPath(previous)
      return path === undefined ? undefined : { tool: 'read_file', arguments: { path, toLine: page } }
    },
    unavailable,
    output: readFileOutput,
    say: (_match, output) => sayFile(output),
  }),
]

/** Looking at folders, and for text. */
const findRules: readonly OfflineRule[] = [
  defineRule({
    name: 'list-files',
    example: 'list the files',
    patterns: [
      '(list|show) [me] [all|the|my|all the] (files|folders|folder)',
      '(what|which) files (are|do you|can you) [there|here|see|read]',
      '(list|show) [me] [all|the] files (in|of|below) [the] {folder}',
      '(what is|what files are|which files are) in [the] {folder}',
      'ls',
      'ls {folder}',
    ],
    readers: { folder: toFolder },
    respond: ({ slots }) => ({ tool: 'list_files', arguments: { folder: slots.folder } }),
    unavailable,
    output: listFilesOutput,
    say: (_match, { folder, entries, leftOut }) => {
      const lines = entries.map(({ name, kind }) => `- ${name}${kind === 'folder' ? '/' : ''}`)
      const more = leftOut === 0 ? '' : `\n\nand ${leftOut} more.`
      return lines.length === 0 ? `${folder} is empty.` : `In ${folder}:\n\n${lines.join('\n')}${more}`
    },
  }),
  defineRule({
    name: 'search-files',
    example: 'search for "license"',
    patterns: [
      '(search|look|grep) [in] [the|all|my] [files] for {text}',
      '(search|look) for {text} in {folder}',
      '(find|grep|search) {text}',
      '(find|grep|search) {text} in [the|all|my] files',
      'where (is|does) {text} (mentioned|used|defined|occur|appear|stand)',
      '(which|what) files (mention|contain|use|have) {text}',
    ],
    readers: { folder: toFolder },
    respond: ({ slots }) => ({ tool: 'search_files', arguments: { text: slots.text, folder: slots.folder } }),
    unavailable,
    output: searchFilesOutput,
    say: (_match, { text, matches, complete }) => {
      if (matches.length === 0) return `I found no "${text}".`
      const lines = matches.map(({ path, line, text: found }) => `- ${path}:${line}: ${found}`)
      return `I found "${text}" here:\n\n${lines.join('\n')}${complete ? '' : '\n\nThere is more.'}`
    },
  }),
]

/** The files below `--files`. */
export const fileRules: readonly OfflineRule[] = [...readRules, ...findRules]

function foundPath(previous: EarlierCall | undefined): string | undefined {
  const found = searchFilesOutput.safeParse(previous?.result?.value)
  if (found.success) return found.data.matches[0]?.path
  const read = z.object({ path: z.string() }).safeParse(previous?.result?.value)
  return read.success ? read.data.path : undefined
}

function sayFile({ path, fromLine, toLine: last, totalLines, text }: z.infer<typeof readFileOutput>): string {
  if (totalLines === 0) return `${path} is empty.`
  const whole = fromLine === 1 && last === totalLines
  const more = last < totalLines ? '\n\nSay "go on" for more.' : ''
  return `${path}${whole ? '' : `, lines ${fromLine} to ${last} of ${totalLines}`}:\n\n${text}${more}`
}

function toNumber(line: string | undefined): number | undefined {
  return line === undefined ? undefined : Number(line)
}
