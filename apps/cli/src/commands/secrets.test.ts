import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startModelServer } from '@llmgine/testing/node'
import { expect, test } from 'vitest'
import { createFolder, runCli } from '../__fixtures__/run-cli.ts'

const canary = 'sk-canary-0123456789abcdef'

test('a key is sent to its server and appears nowhere else, whatever the server says', async () => {
  let number = 0
  const told = { status: 401, body: { error: { message: `Incorrect API key provided: ${canary}` } } }
  const page = { status: 500, headers: { 'content-type': 'text/html' }, body: `<p>Authorization: Bearer ${canary}</p>` }
  const add = { toolCalls: [{ name: 'todo_add', arguments: { items: ['milk'] } }] }
  const replies = [add, 'Added.', told, page, page, page, page]
  await using server = await startModelServer({ replies: () => replies[number++] ?? 'Hello.' })

  const data = await createFolder()
  const env = {
    LITELLM_BASE_URL: server.baseUrl,
    LITELLM_API_KEY: canary,
    LLMGINE_MODEL: 'test-model',
    LLMGINE_DATA: data,
  }
  const runs = [
    await runCli(['ask', '--log', '--json', '--approve', 'todo_add', 'add milk'], { env }),
    await runCli(['ask', '--log', '--json', 'once more'], { env }),
    await runCli(['chat', '--log'], { env, input: 'and again\nand again\n' }),
    await runCli(['doctor'], { env }),
    await runCli(['sessions'], { env }),
  ]
  expect(server.requests.map(({ headers }) => headers.authorization)).toContain(`Bearer ${canary}`)
  expect(runs.map(({ status }) => status)).toEqual([0, 3, 3, 0, 0])
  for (const { output, errors } of runs) expect(output + errors).not.toContain(canary)

  const files = await readdir(data)
  expect(files).toEqual(expect.arrayContaining(['llmgine.db', 'llmgine.log']))
  for (const name of files) expect((await readFile(join(data, name))).includes(canary), name).toBe(false)
})
