import { type ModelServerReply, startModelServer } from '@llmgine/testing/node'
import { describe, expect, test } from 'vitest'
import { createFolder, runCli } from '../__fixtures__/run-cli.ts'

const always = (reply: ModelServerReply) => (): ModelServerReply => reply
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }

describe('an endpoint that fails gets one sentence, its own status, and loses nothing', () => {
  test.each([
    ['wrong key', always({ status: 401 }), /key/i],
    ['unknown model', always({ status: 404 }), /test-model/],
    ['rate limit', always({ status: 429, headers: { 'retry-after': '0' } }), /too often \(429\)/],
    ['a broken server', always({ status: 500 }), /500/],
    ['a page instead of an answer', always(html), /./],
    [
      'an answer that is no JSON',
      always({ status: 200, headers: { 'content-type': 'text/event-stream' }, body: 'data: {oops\n\n' }),
      /./,
    ],
    ['a stream that breaks off', always({ text: ['one ', 'two ', 'three'], fault: 'reset' }), /./],
    ['a stream that ends too early', always({ text: ['one ', 'two ', 'three'], fault: 'truncated' }), /./],
    ['an error in the stream', always({ text: ['one ', 'two ', 'three'], fault: 'error' }), /./],
  ])('%s', async (_name, replies, sentence) => {
    await using server = await startModelServer({ replies })
    const env = { LITELLM_BASE_URL: server.baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: await createFolder() }
    const { status, errors } = await runCli(['ask', 'keep this question'], { env })
    expect(status).toBe(3)
    expect(errors).toMatch(/^llmgine: .+\n$/)
    expect(errors).toMatch(sentence)
    expect((await runCli(['sessions'], { env })).output).toContain('keep this question')
  })

  test('unreachable', async () => {
    const env = { LLMGINE_DATA: await createFolder(), LLMGINE_MODEL: 'test-model' }
    for (const flags of [['--base-url', 'http://127.0.0.1:1']]) {
      const { status, output, errors } = await runCli(['ask', 'hi', ...flags], { env })
      expect({ status, output }).toEqual({ status: 3, output: '' })
      expect(errors).toMatch(/^llmgine: .*127\.0\.0\.1:1.*\n$/)
    }
    const unlisted = await runCli(['ask', 'hi', '--base-url', 'http://127.0.0.1:1'], {
      env: { ...env, LLMGINE_MODEL: '' },
    })
    expect(unlisted).toMatchObject({
      status: 3,
      output: '',
      errors: expect.stringMatching(/^llmgine: .*127\.0\.0\.1:1/),
    })
  })

  test('no models', async () => {
    await using server = await startModelServer({ models: [] })
    const env = { LLMGINE_DATA: await createFolder(), LLMGINE_MODEL: '' }
    const result = await runCli(['chat', '--base-url', server.baseUrl], { env })
    expect(result).toMatchObject({ status: 2, output: '', errors: expect.stringContaining('lists no models') })
  })
})

describe('a model that calls tools badly is told so, and the turn goes on', () => {
  test.each([
    ['arguments that are no JSON', { name: 'calculate', arguments: '{"expression": ' }, 'failed'],
    ['arguments of another form', { name: 'calculate', arguments: { sum: '1+1' } }, 'failed'],
    ['a tool that does not exist', { name: 'launch', arguments: {} }, 'failed'],
    ['a tool that fails', { name: 'calculate', arguments: { expression: '1/0' } }, 'failed'],
    ['a file outside', { name: 'read_file', arguments: { path: '../../etc/passwd' } }, 'failed'],
    ['a write', { name: 'todo_add', arguments: { items: ['x'] } }, 'denied'],
  ])('%s', async (_name, call, status) => {
    await using server = await startModelServer({ replies: [{ toolCalls: [call] }, 'I see.'] })
    const folder = await createFolder()
    const env = { LITELLM_BASE_URL: server.baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: folder }
    const result = await runCli(['ask', '--json', '--files', folder, 'go'], { env })
    expect(result.status).toBe(0)
    const { answer, toolCalls } = JSON.parse(result.output)
    expect(answer).toBe('I see.')
    expect(toolCalls).toMatchObject([{ name: call.name, outcome: { status } }])
  })
})
