import { stripVTControlCharacters } from 'node:util'
import { startModelServer } from '@llmgine/testing/node'
import { describe, expect, test } from 'vitest'
import { createFolder } from '../__fixtures__/run-cli.ts'
import { hasTerminal, runInTerminal } from '../__fixtures__/run-in-terminal.ts'

const ctrlC = '\u0003'
const ctrlD = '\u0004'

async function envFor(baseUrl: string): Promise<Record<string, string>> {
  return { LITELLM_BASE_URL: baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: await createFolder() }
}

describe.skipIf(!hasTerminal)('chat in a terminal', () => {
  test('Ctrl-C stops an answer and its request and comes back to the prompt; Ctrl-D leaves', async () => {
    await using server = await startModelServer({
      replies: [{ text: ['begun ', 'never'], fault: 'stalled' }, 'Second answer.'],
    })
    const run = await runInTerminal(['chat'], {
      env: await envFor(server.baseUrl),
      steps: [
        ['wait', '> '],
        ['send', 'one\r'],
        ['wait', 'begun'],
        ['send', ctrlC],
        ['pause', 0.5],
        ['send', 'two\r'],
        ['wait', 'answer.'],
        ['pause', 0.3],
        ['send', ctrlD],
      ],
    })
    expect(run).toMatchObject({ missing: null, status: 0 })
    expect(await server.requests[0]?.ended).toBe('closed')
    expect(stripVTControlCharacters(run.shown)).toMatch(/llmgine chat --session [0-9a-f-]{36}/)
  })

  test('a second Ctrl-C leaves', async () => {
    await using server = await startModelServer({ replies: [{ text: ['begun ', 'never'], fault: 'stalled' }] })
    const run = await runInTerminal(['chat'], {
      env: await envFor(server.baseUrl),
      steps: [
        ['wait', '> '],
        ['send', 'one\r'],
        ['wait', 'begun'],
        ['send', ctrlC],
        ['send', ctrlC],
      ],
    })
    expect(run).toMatchObject({ missing: null, status: 0 })
  })

  test('asks before a write, shows what will change, and does it once it is approved', async () => {
    const addMilk = { toolCalls: [{ name: 'todo_add', arguments: { items: ['milk'] } }] }
    await using server = await startModelServer({ replies: [addMilk, 'It is there.', addMilk, 'As you wish.'] })
    const run = await runInTerminal(['chat'], {
      env: await envFor(server.baseUrl),
      steps: [
        ['wait', '> '],
        ['send', 'add milk\r'],
        ['wait', 'Add "milk" to the to-do list'],
        ['pause', 0.3],
        ['send', 'y\r'],
        ['wait', 'there.'],
        ['pause', 0.3],
        ['send', 'and again\r'],
        ['wait', 'Add "milk" to the to-do list'],
        ['pause', 0.3],
        ['send', 'n\r'],
        ['wait', 'wish.'],
        ['pause', 0.3],
        ['send', ctrlD],
      ],
    })
    expect(run).toMatchObject({ missing: null, status: 0 })
    const results = server.requests.map(({ body }) => JSON.stringify(body.messages))
    expect(results[1]).toContain('\\"text\\":\\"milk\\"')
    expect(results[3]).toMatch(/Denied/)
  })

  test('shows no colours where NO_COLOR is set', async () => {
    await using server = await startModelServer({ replies: ['**bold** words'] })
    const run = await runInTerminal(['chat'], {
      env: { ...(await envFor(server.baseUrl)), NO_COLOR: '1' },
      steps: [
        ['wait', '> '],
        ['send', 'hi\r'],
        ['wait', 'words'],
        ['pause', 0.3],
        ['send', ctrlD],
      ],
    })
    expect(run).toMatchObject({ missing: null, status: 0 })
    // Select graphic rendition: what colours and weights are made of.
    expect(run.shown.split('\u001b[').filter((part) => /^[\d;]*m/.test(part))).toEqual([])
  })
})
