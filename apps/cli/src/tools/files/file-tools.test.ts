import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ToolContext } from '@llmgine/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Folder, openFolder } from './folder.ts'
import { isPrivate } from './is-private.ts'
import { createListFilesTool } from './list-files-tool.ts'
import { createReadFileTool } from './read-file-tool.ts'
import { createSearchFilesTool } from './search-files-tool.ts'

const context: ToolContext = { callId: 's/0/0', signal: new AbortController().signal, progress() {} }
let base = ''
let folder: Folder

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'llmgine-files-'))
  const root = join(base, 'root')
  await mkdir(join(root, 'docs', 'deep'), { recursive: true })
  await mkdir(join(root, 'node_modules', 'x'), { recursive: true })
  await mkdir(join(root, '.git'))
  await mkdir(join(base, 'root-beside'))
  await writeFile(join(base, 'secret.txt'), 'outside')
  await writeFile(join(base, 'root-beside', 'near.txt'), 'outside')
  await writeFile(join(root, 'README.md'), '# Title\n\nHello World\n')
  await writeFile(join(root, 'docs', 'deep', 'a.md'), 'one\nthe WORLD is round\n')
  await writeFile(join(root, 'node_modules', 'x', 'b.md'), 'world')
  await writeFile(join(root, '.git', 'config'), 'world')
  await writeFile(join(root, '.env'), 'KEY=world')
  await writeFile(join(root, 'binary.bin'), Buffer.from([1, 0, 2]))
  await writeFile(join(root, 'latin.txt'), Buffer.from([0xe9, 0x20]))
  await writeFile(join(root, 'long.txt'), Array.from({ length: 1000 }, (_, index) => `line ${index + 1}`).join('\n'))
  await writeFile(join(root, 'wide.txt'), 'x'.repeat(100_000))
  await writeFile(join(root, 'empty.txt'), '')
  await writeFile(join(root, 'huge.txt'), 'x'.repeat(2_000_001))
  await symlink(join(base, 'secret.txt'), join(root, 'link.txt'))
  await symlink(base, join(root, 'up'))
  await symlink(join(root, '.env'), join(root, 'harmless.txt'))
  await symlink(join(root, 'README.md'), join(root, 'inside.md'))
  folder = await openFolder(root)
})
afterAll(() => rm(base, { recursive: true }))

const read = (path: string, lines: { fromLine?: number; toLine?: number } = {}) =>
  createReadFileTool(folder).execute({ path, ...lines }, context)

describe('what lies outside', () => {
  test.each([
    '../secret.txt',
    'docs/../../secret.txt',
    '/etc/passwd',
    'link.txt',
    'up/secret.txt',
    '../root-beside/near.txt',
    'docs/\0',
    'nowhere.txt',
  ])('%j cannot be read, and is as if it were not there', async (path) => {
    await expect(read(path)).rejects.toMatchObject({
      code: 'tool.failed',
      message: `There is no "${path}" in the folder.`,
    })
  })

  test('cannot be listed or searched', async () => {
    for (const path of ['..', 'up', '/']) {
      await expect(createListFilesTool(folder).execute({ folder: path }, context)).rejects.toMatchObject({
        code: 'tool.failed',
      })
      const search = createSearchFilesTool(folder).execute({ text: 'outside', folder: path }, context)
      await expect(search).rejects.toMatchObject({ code: 'tool.failed' })
    }
    expect(await createSearchFilesTool(folder).execute({ text: 'outside' }, context)).toMatchObject({ matches: [] })
  })

  test('a link that stays inside may be followed', async () => {
    expect(await read('inside.md')).toMatchObject({ text: '# Title\n\nHello World' })
  })

  test('a folder that is none is refused', async () => {
    for (const path of ['nowhere', 'README.md']) {
      await expect(openFolder(join(folder.path, path))).rejects.toMatchObject({ code: 'cli.bad_folder' })
    }
  })
})

describe('what may hold secrets', () => {
  test.each(['.env', 'harmless.txt', '.git/config'])('%s is not read', async (path) => {
    await expect(read(path)).rejects.toMatchObject({ message: expect.stringContaining('may hold secrets') })
  })

  test.each([
    ['.env', true],
    ['a/.env.local', true],
    ['.env.example', false],
    ['deploy/ID_RSA', true],
    ['server.pem', true],
    ['src/key.ts', false],
    ['keys.md', false],
    ['a/.ssh/config', true],
    ['credentials.json', true],
  ])('%s: %s', (path, expected) => {
    expect(isPrivate(path)).toBe(expected)
  })
})

describe('read_file', () => {
  test('tells which lines it shows and how many there are', async () => {
    expect(await read('README.md')).toEqual({
      path: 'README.md',
      fromLine: 1,
      toLine: 3,
      totalLines: 3,
      text: '# Title\n\nHello World',
    })
    expect(await read('long.txt', { fromLine: 10, toLine: 11 })).toMatchObject({
      text: 'line 10\nline 11',
      toLine: 11,
      totalLines: 1000,
    })
    expect(await read('long.txt', { fromLine: 1000, toLine: 4000 })).toMatchObject({ text: 'line 1000', toLine: 1000 })
    expect(await read('empty.txt')).toMatchObject({ text: '', totalLines: 0 })
  })

  test('shows a part of what is too much', async () => {
    expect(await read('long.txt')).toMatchObject({ fromLine: 1, toLine: 400, totalLines: 1000 })
    const wide = await read('wide.txt')
    expect(wide.text.length).toBeLessThan(24_010)
    expect(wide.text).toMatch(/x \[…\]$/)
  })

  test.each([
    ['binary.bin', 'not a text file'],
    ['latin.txt', 'not a text file'],
    ['huge.txt', 'more than 2000000'],
    ['docs', 'is not a file'],
  ])('%s is refused', async (path, problem) => {
    await expect(read(path)).rejects.toMatchObject({ code: 'tool.failed', message: expect.stringContaining(problem) })
  })

  test('a line beyond the end is refused', async () => {
    await expect(read('README.md', { fromLine: 4 })).rejects.toMatchObject({
      message: expect.stringContaining('has 3 lines'),
    })
  })
})

test('list_files shows names, kinds and sizes', async () => {
  const listed = await createListFilesTool(folder).execute({}, context)
  expect(listed).toMatchObject({ folder: '.', leftOut: 0 })
  expect(listed.entries).toContainEqual({ name: 'README.md', kind: 'file', bytes: 21 })
  expect(listed.entries).toContainEqual({ name: 'docs', kind: 'folder' })
  expect(listed.entries).toContainEqual({ name: 'link.txt', kind: 'other' })
  expect(await createListFilesTool(folder).execute({ folder: 'docs/' }, context)).toMatchObject({ folder: 'docs' })
  await expect(createListFilesTool(folder).execute({ folder: 'README.md' }, context)).rejects.toMatchObject({
    code: 'tool.failed',
  })
})

describe('search_files', () => {
  const search = (text: string, from?: string, signal = context.signal) =>
    createSearchFilesTool(folder).execute(
      { text, ...(from === undefined ? {} : { folder: from }) },
      { ...context, signal },
    )

  test('finds lines in any letter case, and nothing in what is private, fetched or binary', async () => {
    expect((await search('world')).matches).toEqual([
      { path: 'README.md', line: 3, text: 'Hello World' },
      { path: 'docs/deep/a.md', line: 2, text: 'the WORLD is round' },
    ])
    expect((await search('world', 'docs')).matches).toHaveLength(1)
  })

  test('stops at fifty lines and says so', async () => {
    const found = await search('line')
    expect(found.matches).toHaveLength(50)
    expect(found.complete).toBe(false)
  })

  test('stops when it is aborted', async () => {
    await expect(search('world', '.', AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
  })
})
