import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startModelServer } from '@llmgine/testing/node'
import { describe, expect, test } from 'vitest'
import { createFolder, endOf, runCli, startCli } from '../__fixtures__/run-cli.ts'

const addMilk = { toolCalls: [{ name: 'todo_add', arguments: { items: ['milk'] } }] }

/** A server's environment for the program, with a data folder of its own. */
async function envFor(baseUrl: string): Promise<Record<string, string>> {
  return { LITELLM_BASE_URL: baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: await createFolder() }
}

describe('ask', () => {
  test('prints the answer and nothing else on the output', async () => {
    await using server = await startModelServer({ replies: ['Hello there.'] })
    const result = await runCli(['ask', 'say', 'hello'], { env: await envFor(server.baseUrl) })
    expect(result).toEqual({ status: 0, signal: null, output: 'Hello there.\n', errors: '' })
    expect(server.requests[0]?.body).toMatchObject({ model: 'test-model', stream: true })
    expect(JSON.stringify(server.requests[0]?.body.messages)).toContain('say hello')
  })

  test('prints the first words before the last have come', async () => {
    await using server = await startModelServer({ replies: [{ text: ['first ', 'last'], partDelayMs: 1_500 }] })
    const child = startCli(['ask', 'hello'], { env: await envFor(server.baseUrl) })
    const ended = endOf(child)
    child.stdin?.end()
    const early = await new Promise<string>((resolve) => child.stdout?.once('data', resolve))
    expect(early).toBe('first ')
    expect(child.exitCode).toBeNull()
    expect(await ended).toMatchObject({ status: 0, output: 'first last\n' })
  })

  test('what is piped in goes with the question, or is the question', async () => {
    await using server = await startModelServer()
    const env = await envFor(server.baseUrl)
    await runCli(['ask', 'summarise this'], { env, input: 'a long text\n' })
    await runCli(['ask'], { env, input: 'just this\n' })
    const asked = server.requests.map(({ body }) => JSON.stringify(body.messages))
    expect(asked[0]).toContain('summarise this\\n\\na long text')
    expect(asked[1]).toContain('"just this"')
  })

  test('uses tools, and without a model named the first one listed', async () => {
    const calculate = { toolCalls: [{ name: 'calculate', arguments: { expression: '17 * 23' } }] }
    await using server = await startModelServer({ models: ['one', 'two'], replies: [calculate, 'It is 391.'] })
    const env = { ...(await envFor(server.baseUrl)), LLMGINE_MODEL: '' }
    expect(await runCli(['ask', 'what is 17 * 23'], { env })).toMatchObject({ status: 0, output: 'It is 391.\n' })
    const asked = server.requests.filter(({ number }) => number > 0)
    expect(asked.map(({ body }) => body.model)).toEqual(['one', 'one'])
    expect(JSON.stringify(asked[1]?.body.messages)).toContain('391')
  })

  test('answers by rules where no model is, and says so apart from the answer', async () => {
    const env = { LLMGINE_DATA: await createFolder() }
    const { status, output, errors } = await runCli(['ask', 'what is 17 * 23'], { env })
    expect({ status, output }).toEqual({ status: 0, output: '17 * 23 = 391\n' })
    expect(errors).toMatch(/not a language model/)
  })

  test('reads files below --files', async () => {
    const folder = await createFolder()
    await writeFile(join(folder, 'notes.md'), 'remember the milk')
    const env = { LLMGINE_DATA: await createFolder() }
    expect((await runCli(['ask', 'read notes.md', '--files', '.'], { folder, env })).output).toContain(
      'remember the milk',
    )
    expect((await runCli(['ask', 'read notes.md'], { folder, env })).output).toContain('--files')
  })

  test('goes on with an earlier conversation', async () => {
    await using server = await startModelServer()
    const env = await envFor(server.baseUrl)
    const { session } = JSON.parse((await runCli(['ask', '--json', 'first'], { env })).output)
    await runCli(['ask', '--session', session, 'second'], { env })
    const messages = JSON.stringify(server.requests[1]?.body.messages)
    expect(messages.indexOf('first')).toBeGreaterThan(-1)
    expect(messages.indexOf('second')).toBeGreaterThan(messages.indexOf('first'))
  })
})

describe('ask --json', () => {
  test('prints one object with answer, calls, usage, cost and session', async () => {
    const headers = { 'x-litellm-response-cost': '0.0025' }
    await using server = await startModelServer({
      replies: [
        { ...addMilk, headers },
        { text: 'Done.', headers },
      ],
    })
    const env = await envFor(server.baseUrl)
    const { status, output, errors } = await runCli(['ask', '--json', '--approve', 'todo_add', 'add milk'], { env })
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    expect(JSON.parse(output)).toEqual({
      answer: 'Done.',
      toolCalls: [
        {
          name: 'todo_add',
          input: { items: ['milk'] },
          outcome: { status: 'done', output: { added: [{ id: expect.any(String), text: 'milk' }] } },
        },
      ],
      usage: expect.objectContaining({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) }),
      cost: { usd: 0.005, estimated: false },
      session: expect.stringMatching(/^[0-9a-f-]{36}$/),
      model: 'test-model',
    })
  })

  test('a write that was not allowed is denied with a reason', async () => {
    await using server = await startModelServer({ replies: [addMilk, 'I may not.'] })
    const env = await envFor(server.baseUrl)
    const { toolCalls, answer } = JSON.parse((await runCli(['ask', '--json', 'add milk'], { env })).output)
    expect(answer).toBe('I may not.')
    expect(toolCalls).toMatchObject([
      { outcome: { status: 'denied', reason: expect.stringContaining('--approve todo_add') } },
    ])
    expect(JSON.stringify(server.requests[1]?.body.messages)).toContain('--approve todo_add')
    expect(
      (await runCli(['ask', "what's on my list?"], { env: { LLMGINE_DATA: env.LLMGINE_DATA ?? '' } })).output,
    ).toBe('Your list is empty.\n')
  })

  test('tells of a failure in the object as well', async () => {
    await using server = await startModelServer({ replies: [{ status: 404 }] })
    const { status, output, errors } = await runCli(['ask', '--json', 'hi'], { env: await envFor(server.baseUrl) })
    expect(status).toBe(3)
    expect(JSON.parse(output)).toMatchObject({
      answer: '',
      error: { code: 'model.not_found', message: expect.any(String) },
    })
    expect(errors).toMatch(/^llmgine: .+\n$/)
  })
})

describe('a question that only a person can answer', () => {
  test('is left open, with its own status, and can be gone on with', async () => {
    const milks = { toolCalls: [{ name: 'todo_add', arguments: { items: ['oat milk', 'soy milk'] } }] }
    const remove = { toolCalls: [{ name: 'todo_remove', arguments: { items: ['milk'] } }] }
    await using server = await startModelServer({ replies: [milks, 'Added.', remove] })
    const env = await envFor(server.baseUrl)
    await runCli(['ask', '--approve', 'todo_add', 'add oat milk and soy milk'], { env })
    const open = await runCli(['ask', '--json', '--approve', 'todo_remove', 'remove the milk'], { env })
    expect(open.status).toBe(5)
    const { session, waitingFor } = JSON.parse(open.output)
    expect(waitingFor).toBe('Which one is "milk"?')
    expect(open.errors).toContain(`llmgine chat --session ${session}`)
    const again = await runCli(['ask', '--session', session, 'and now?'], { env })
    expect(again).toMatchObject({ status: 5, output: '' })
    expect(again.errors).toContain('Which one is "milk"?')
  })
})
