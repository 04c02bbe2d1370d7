import { describe, expect, it } from 'vitest'
import { type ModelServer, type ModelServerReply, startModelServer } from './node.ts'

const ask = (server: ModelServer, body: object = {}, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...body }),
    ...init,
  })

const events = async (response: Response): Promise<unknown[]> => {
  const lines = (await response.text()).split('\n\n').filter((line) => line !== '')
  return lines.map((line) => (line === 'data: [DONE]' ? 'done' : JSON.parse(line.slice('data: '.length))))
}

const streaming = { stream: true, stream_options: { include_usage: true } }

describe('startModelServer', () => {
  it('answers whole completions in the order of the script', async () => {
    await using server = await startModelServer({
      replies: ['One', { text: 'Two', toolCalls: [{ name: 'add', arguments: { a: 1 } }] }],
    })
    expect(await (await ask(server)).json()).toMatchObject({
      model: 'm',
      choices: [{ message: { role: 'assistant', content: 'One' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: expect.any(Number), completion_tokens: 1 },
    })
    expect(await (await ask(server)).json()).toMatchObject({
      choices: [
        {
          message: {
            content: 'Two',
            tool_calls: [{ id: 'call_2_0', function: { name: 'add', arguments: '{"a":1}' } }],
          },
          finish_reason: 'tool_calls',
        },
      ],
    })
  })

  it('streams: the role first, text by words, calls in fragments, usage when asked for, and the end', async () => {
    const reply = { text: 'Hello you', toolCalls: [{ name: 'add', arguments: { first: 1, second: 22 } }] }
    await using server = await startModelServer({ replies: () => reply })
    const got = await events(await ask(server, streaming))
    const deltas = got.map((event) => Object(event).choices?.[0]?.delta)
    expect(deltas[0]).toEqual({ role: 'assistant', content: '' })
    expect(deltas.map((delta) => delta?.content).join('')).toBe('Hello you')
    const fragments = deltas.flatMap((delta) => delta?.tool_calls ?? [])
    expect(fragments.length).toBeGreaterThan(2)
    expect(fragments.map((call) => call.function.arguments).join('')).toBe('{"first":1,"second":22}')
    expect(got.at(-2)).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } })
    expect(got.at(-1)).toBe('done')
    expect(JSON.stringify(await events(await ask(server, { stream: true })))).not.toContain('usage')
  })

  it('says which request found no reply', async () => {
    await using server = await startModelServer({ replies: ['One'] })
    await (await ask(server)).text()
    const response = await ask(server)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Request 2 finds no reply')
  })

  it('tells the client of a script that throws', async () => {
    await using server = await startModelServer({
      replies: () => {
        throw new Error('no such case')
      },
    })
    const response = await ask(server)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('no such case')])
  })

  it('answers to the letter: status, headers, body', async () => {
    await using server = await startModelServer({
      replies: [
        { status: 429, headers: { 'retry-after': '7' } },
        { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } },
      ],
    })
    const refused = await ask(server)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7'])
    expect(await refused.json()).toMatchObject({ error: { message: expect.any(String) } })
    const page = await ask(server)
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html', '<html>'])
  })

  it('lists models and embeds texts, with the path prefix or without', async () => {
    await using server = await startModelServer({ models: ['a', 'b'] })
    const origin = server.baseUrl.replace('/v1', '')
    expect(await (await fetch(`${origin}/models`)).json()).toMatchObject({ data: [{ id: 'a' }, { id: 'b' }] })
    const embed = async (encoding_format: string): Promise<unknown> => {
      const body = JSON.stringify({ model: 'e', input: ['x', 'y', 'x'], encoding_format })
      return (await fetch(`${server.baseUrl}/embeddings`, { method: 'POST', body })).json()
    }
    const { data } = Object(await embed('float'))
    expect(data[0].embedding).toHaveLength(8)
    expect(data[2].embedding).toEqual(data[0].embedding)
    expect(data[1].embedding).not.toEqual(data[0].embedding)
    expect(Object(await embed('base64')).data[0].embedding).toEqual(expect.any(String))
  })

  it('lets nobody in without the key', async () => {
    await using server = await startModelServer({ apiKey: 'other' })
    expect((await ask(server)).status).toBe(401)
  })

  it('remembers what it was asked', async () => {
    await using server = await startModelServer()
    await (await ask(server)).text()
    expect(server.requests).toMatchObject([
      {
        number: 1,
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { authorization: 'Bearer key' },
        body: { model: 'm' },
      },
    ])
    expect(await server.requests[0]?.ended).toBe('answered')
  })

  it('notices that the client closed the connection', async () => {
    await using server = await startModelServer({ replies: [{ text: 'a b c', partDelayMs: 10_000 }] })
    const controller = new AbortController()
    const response = await ask(server, streaming, { signal: controller.signal })
    controller.abort()
    await expect(response.text()).rejects.toThrow()
    expect(await server.requests[0]?.ended).toBe('closed')
  })

  it('cuts what is open when it is closed, and may be closed twice', async () => {
    const server = await startModelServer({ replies: [{ fault: 'silent' }] })
    const answer = ask(server).catch(() => 'cut')
    await expect.poll(() => server.requests.length).toBe(1)
    await server.close()
    await server.close()
    expect(await answer).toBe('cut')
  })
})

describe('faults of startModelServer', () => {
  const fault = async (reply: ModelServerReply, body: object): Promise<string> => {
    await using server = await startModelServer({ replies: [reply] })
    const response = await ask(server, body, { signal: AbortSignal.timeout(200) })
    let text = ''
    try {
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk)
      return `${text} (ended)`
    } catch (error) {
      return `${text} (${Object(error).name})`
    }
  }

  it.each([
    ['truncated', /\(ended\)$/],
    ['reset', /\(TypeError\)$/],
    ['stalled', /\(TimeoutError\)$/],
    ['error', /fell over.*\(ended\)$/s],
  ] as const)('%s: half of the stream, then that', async (name, end) => {
    const got = await fault({ text: 'one two three four', fault: name }, streaming)
    expect(got).toContain('one')
    expect(got).not.toContain('four')
    expect(got).not.toContain('[DONE]')
    expect(got).toMatch(end)
  })

  it.each([
    ['truncated', /\(ended\)$/],
    ['reset', /\(TypeError\)$/],
    ['stalled', /\(TimeoutError\)$/],
  ] as const)('%s: half of the whole answer, then that', async (name, end) => {
    const got = await fault({ text: 'one two three four', fault: name }, {})
    expect(got).toMatch(/^\{"id"/)
    expect(got).not.toContain('finish_reason')
    expect(got).toMatch(end)
  })

  it('no-done: everything but the closing event', async () => {
    const got = await fault({ text: 'one', fault: 'no-done' }, streaming)
    expect(got).toContain('"finish_reason":"stop"')
    expect(got).not.toContain('[DONE]')
  })
})
