import { startModelServer } from '@llmgine/testing/node'
import { describe, expect, test } from 'vitest'
import { createFolder, endOf, runCli, startCli } from '../__fixtures__/run-cli.ts'

const addMilk = { toolCalls: [{ name: 'todo_add', arguments: { items: ['milk'] } }] }

describe('chat with piped input', () => {
  test('takes each line as a turn, and puts answers alone on the output', async () => {
    const env = { LLMGINE_DATA: await createFolder() }
    const input = 'what is 17 * 23\n\nplus 9\nthanks'
    const { status, output, errors } = await runCli([], { env, input })
    expect(status).toBe(0)
    expect(output.match(/^.+$/gm)).toEqual(['17 * 23 = 391', '391 + 9 = 400', 'You are welcome.'])
    expect(errors).toMatch(/offline model/)
    expect(output + errors).not.toContain('\u001b')
  })

  test('ends at once when nothing is piped in', async () => {
    const env = { LLMGINE_DATA: await createFolder() }
    expect(await runCli(['chat'], { env })).toMatchObject({ status: 0, output: '' })
  })

  test('denies a write that was not allowed, and does one that was', async () => {
    const env = { LLMGINE_DATA: await createFolder() }
    const denied = await runCli([], { env, input: "add milk to my list\nwhat's on it?\n" })
    expect(denied).toMatchObject({
      status: 0,
      output: expect.stringMatching(/--approve todo_add.*Your list is empty/s),
    })
    const done = await runCli(['--approve', 'todo_add,todo_remove'], {
      env,
      input: "add milk to my list\nwhat's on it?\nand remove it again\n",
    })
    expect(done.output).toMatch(/Added "milk".*1\. milk.*Removed "milk"/s)
  })

  test('a turn that fails does not end it, but shows in the status', async () => {
    await using server = await startModelServer({ replies: [{ status: 404 }, 'still here'] })
    const env = { LITELLM_BASE_URL: server.baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: await createFolder() }
    const { status, output, errors } = await runCli([], { env, input: 'one\ntwo\n' })
    expect({ status, output: output.trim() }).toEqual({ status: 3, output: 'still here' })
    expect(errors).toContain('model.not_found')
  })
})

describe('a conversation over HTTP, end to end', () => {
  test('streams, calls a tool after approval, and goes on in another process', async () => {
    await using server = await startModelServer({
      replies: [{ text: 'One moment.', ...addMilk }, 'Milk is on your list.', 'I told you: milk.'],
    })
    const env = { LITELLM_BASE_URL: server.baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: await createFolder() }
    const first = await runCli(['--approve', 'todo_add'], { env, input: 'add milk\n' })
    expect(first).toMatchObject({ status: 0, output: expect.stringMatching(/One moment\.\s+Milk is on your list\./) })
    expect(first.errors).toContain('test-model answers, by LiteLLM')

    const listed = await runCli(['sessions'], { env })
    const [, session = ''] =
      /^([0-9a-f-]{36}) {2}\d{4}-\d\d-\d\d \d\d:\d\d +1 turn +add milk$/m.exec(listed.output) ?? []
    const second = await runCli(['chat', '--session', session], { env, input: 'what did you add?\n' })
    expect(second).toMatchObject({ status: 0, output: expect.stringContaining('I told you: milk.') })
    const roles = ['system', 'user', 'assistant', 'tool', 'assistant', 'user'].map((role) =>
      expect.objectContaining({ role }),
    )
    expect(server.requests[2]?.body.messages).toEqual(roles)
    expect((await runCli(['sessions'], { env })).output).toMatch(/ 2 turns {2}add milk$/m)
  })
})

describe('sessions', () => {
  test('lists what there is, on one line each, and deletes one after asking', async () => {
    const env = { LLMGINE_DATA: await createFolder() }
    await runCli(['ask', 'hello\nthere\u001b[31m friend'], { env })
    await runCli(['ask', 'thanks'], { env })
    const { output } = await runCli(['sessions', 'list'], { env })
    const lines = output.trim().split('\n')
    expect(lines[0]).toMatch(/ 1 turn +thanks$/)
    expect(lines[1]).toMatch(/ 1 turn +hello there\[31m friend$/)
    const id = lines[0]?.split(' ')[0] ?? ''
    expect(await runCli(['sessions', 'delete', id], { env })).toMatchObject({
      status: 2,
      errors: expect.stringContaining('--yes'),
    })
    expect(await runCli(['sessions', 'delete', id, '--yes'], { env })).toMatchObject({ status: 0 })
    expect((await runCli(['sessions'], { env })).output.trim().split('\n')).toEqual([lines[1]])
    expect(await runCli(['chat', '--session', id], { env })).toMatchObject({ status: 2 })
  })
})

describe.skipIf(process.platform === 'win32')('Ctrl-C where nobody types', () => {
  test('stops the turn and its request, and says so in the status', async () => {
    await using server = await startModelServer({ replies: [{ text: ['begun ', 'end'], fault: 'stalled' }, 'again'] })
    const data = await createFolder()
    const env = { LITELLM_BASE_URL: server.baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: data }
    const child = startCli(['ask', '--json', 'hello'], { env })
    child.stdin?.end()
    const ended = endOf(child)
    await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    child.kill('SIGINT')
    const { status, output } = await ended
    expect(status).toBe(130)
    expect(await server.requests[0]?.ended).toBe('closed')
    const { session } = JSON.parse(output)
    expect(await runCli(['ask', '--session', session, 'again'], { env })).toMatchObject({
      status: 0,
      output: 'again\n',
    })
  })

  test('ends a chat whose input is still open', async () => {
    await using server = await startModelServer({ replies: [{ text: ['begun ', 'end'], fault: 'stalled' }] })
    const data = await createFolder()
    const env = { LITELLM_BASE_URL: server.baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: data }
    const child = startCli(['chat'], { env })
    const ended = endOf(child)
    child.stdin?.write('hello\n')
    await expect.poll(() => server.requests.length, { timeout: 10_000 }).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ status: 130, signal: null })
    expect(await server.requests[0]?.ended).toBe('closed')
  })
})
