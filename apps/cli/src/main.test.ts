import { execFileSync } from 'node:child_process'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startModelServer } from '@llmgine/testing/node'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from './__fixtures__/run-cli.ts'

describe('help and version', () => {
  test('--help shows examples and the exit statuses, --version the version; both on the output', async () => {
    const help = await runCli(['--help'])
    expect(help).toMatchObject({ status: 0, errors: '' })
    for (const part of ['Examples:', 'Exit status:', 'llmgine ask "what is 17 * 23"', '130  stopped', 'NO_COLOR']) {
      expect(help.output).toContain(part)
    }
    expect(await runCli(['--version'])).toMatchObject({ status: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
    expect((await runCli(['ask', '--help'])).output).toContain('--json')
  })

  test('leaves nothing behind', async () => {
    const data = join(await createFolder(), 'data')
    await runCli(['doctor'], { env: { LLMGINE_DATA: data } })
    await runCli(['sessions'], { env: { LLMGINE_DATA: data } })
    await expect(stat(data)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('what is not understood gets one sentence and its own status', () => {
  test.each([
    [['--frobnicate'], 2, "unknown option '--frobnicate'"],
    [['ask', '--modle', 'x'], 2, "unknown option '--modle'"],
    [['frobnicate'], 2, 'There is no command "frobnicate".'],
    [['ask'], 2, 'There is no question.'],
    [['ask', '--model'], 2, 'argument missing'],
    [['completion', 'tcsh'], 2, 'There is no completion for "tcsh"; there is one for bash, zsh, fish.'],
    [['completion'], 2, "missing required argument 'shell'"],
    [['sessions', 'delete'], 2, "missing required argument 'id'"],
    [['sessions', 'delete', 'nope'], 2, 'There is no conversation "nope".'],
    [['sessions', 'frob'], 2, ''],
    [['ask', 'hi', '--session', 'nope'], 2, 'There is no conversation "nope".'],
    [['chat', '--session', 'nope'], 2, 'There is no conversation "nope".'],
    [['ask', 'hi', '--base-url', 'ftp://x'], 2, '--base-url: "ftp://x" is not an http or https address'],
    [['ask', 'hi', '--approve', 'todo_add,tood_remove'], 2, '--approve: There is no tool "tood_remove".'],
    [['ask', 'hi', '--files', '/dev/null/none'], 2, '"/dev/null/none" is not a folder.'],
  ])('%j', async (args, status, sentence) => {
    const { output, errors, ...result } = await runCli(args, { env: { LLMGINE_DATA: await createFolder() } })
    expect({ ...result, output }).toEqual({ status, signal: null, output: '' })
    expect(errors).toContain(sentence)
    expect(errors.trim().split('\n').length, errors).toBeLessThanOrEqual(2)
    expect(errors).not.toMatch(/\bat .+\.ts:\d+/)
  })

  test('a file of settings that cannot be used', async () => {
    const folder = await createFolder()
    await writeFile(join(folder, 'llmgine.config.json'), '{ "modle": "x" }')
    const result = await runCli(['ask', 'hi'], { folder })
    expect(result).toMatchObject({ status: 2, output: '' })
    expect(result.errors).toBe('llmgine: llmgine.config.json has "modle"; it may hold baseUrl, model, data, files.\n')
  })

  test.each(['sessions', 'doctor', 'ask', 'chat'])('a database that is none: %s', async (command) => {
    const data = await createFolder()
    await writeFile(join(data, 'llmgine.db'), 'this is no database, whatever it is called. '.repeat(50))
    const result = await runCli([command, ...(command === 'ask' ? ['hi'] : [])], { env: { LLMGINE_DATA: data } })
    expect(result.status).toBe(4)
    expect(result.output + result.errors).toMatch(/not a (SQLite )?database/i)
    expect(await readdir(data)).toEqual(['llmgine.db'])
  })

  test('a data folder that is a file', async () => {
    const folder = await createFolder()
    await writeFile(join(folder, 'data'), 'x')
    const result = await runCli(['ask', 'hi', '--data', 'data'], { folder })
    expect(result).toMatchObject({ status: 4, output: '' })
    expect(result.errors).toMatch(/^llmgine: .+\n$/)
  })
})

describe('doctor', () => {
  test('shows an endpoint that answers, its models and what is chosen', async () => {
    await using server = await startModelServer({ models: ['first-model', 'second-model'] })
    const env = { LITELLM_BASE_URL: server.baseUrl.replace('/v1', ''), LITELLM_API_KEY: 'canary', LLMGINE_MODEL: '' }
    const { status, output, errors } = await runCli(['doctor'], { env: { ...env, LLMGINE_DATA: await createFolder() } })
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    expect(output).toContain(`LiteLLM at ${server.baseUrl} (LITELLM_BASE_URL)`)
    expect(output).toMatch(/^key +set$/m)
    expect(output).toMatch(/^models +first-model, second-model$/m)
    expect(output).toMatch(/^model +first-model \(the first it lists\)$/m)
    expect(output).not.toContain('canary')
  })

  test('says what is wrong with an endpoint that does not', async () => {
    const env = { LLMGINE_DATA: await createFolder(), LLMGINE_MODEL: '' }
    const { status, output } = await runCli(['doctor', '--base-url', 'http://127.0.0.1:1'], { env })
    expect(status).toBe(3)
    expect(output).toMatch(/^reachable +no: .*127\.0\.0\.1:1/m)
  })
})

test.skipIf(process.platform === 'win32')('a reader that goes away ends it quietly', async () => {
  const data = await createFolder()
  const program = `'${process.execPath}' --conditions=@llmgine/source '${join(import.meta.dirname, 'main.ts')}'`
  const env = { ...process.env, LLMGINE_DATA: data }
  const shown = execFileSync('sh', ['-c', `${program} --help | head -1`], { env, encoding: 'utf8' })
  expect(shown).toBe('Usage: llmgine [options] [command]\n')
})

test('makes a data folder that others cannot read', async () => {
  const data = join(await createFolder(), 'deep', 'data')
  await mkdir(join(data, '..'))
  expect((await runCli(['ask', 'hello'], { env: { LLMGINE_DATA: data } })).status).toBe(0)
  if (process.platform !== 'win32') expect((await stat(join(data, 'llmgine.db'))).mode & 0o077).toBe(0)
})
