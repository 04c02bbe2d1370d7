import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configFileName, readConfigFile } from './read-config-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'llmgine-config-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a folder without the file has no settings', async () => {
  expect(await readConfigFile(folder)).toEqual({})
})

test('reads what the file says', async () => {
  await writeFile(join(folder, configFileName), '{ "model": "m", "files": "." }')
  expect(await readConfigFile(folder)).toEqual({ model: 'm', files: '.' })
})

test.each([
  ['{ model: "m" }', 'is not JSON'],
  ['["m"]', 'is not a JSON object'],
  ['{ "modle": "m" }', 'has "modle"; it may hold baseUrl, model, data, files'],
  ['{ "approve": "todo_add" }', 'has "approve"'],
  ['{ "apiKey": "canary" }', 'has "apiKey"'],
  ['{ "model": 5 }', 'needs text under "model"'],
])('refuses %s', async (text, problem) => {
  await writeFile(join(folder, configFileName), text)
  const refusal = readConfigFile(folder)
  await expect(refusal).rejects.toMatchObject({ code: 'cli.bad_config', message: expect.stringContaining(problem) })
  await expect(refusal).rejects.not.toThrow(/canary/)
})

test('a file that cannot be read is told', async () => {
  await mkdir(join(folder, configFileName))
  await expect(readConfigFile(folder)).rejects.toMatchObject({ code: 'cli.bad_config' })
})
