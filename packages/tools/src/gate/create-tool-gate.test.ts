import {
  createMessage,
  type EventLog,
  isMessage,
  LlmgineError,
  type Message,
  ToolCall,
  ToolStarted,
  TurnSubmit,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createFakeClock } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineTool } from '../definition/define-tool.ts'
import { createToolGate } from './create-tool-gate.ts'
import type { ToolGateOptions } from './gate-options.ts'

const base = { version: '1', description: 'A tool.', input: z.object({ n: z.number().default(0) }) }
const read = defineTool({ ...base, name: 'read', effects: 'read', execute: ({ n }) => n + 1 })

/** Makes a call of Ana's in a session. */
function asAna(id = 'message-1'): Message {
  return createMessage(ToolCall, { name: 'read', arguments: '' }, { id, sessionId: 's', actor: { id: 'ana' } })
}

function gateOf(
  options: Partial<ToolGateOptions> = {},
): ReturnType<typeof createToolGate> & { readonly log: EventLog } {
  const { log } = createMemoryStore()
  return { ...createToolGate({ tools: [read], log, ...options }), log: options.log ?? log }
}

describe('a gate by itself', () => {
  it('needs no bus, no log and no session', async () => {
    const gate = createToolGate({ tools: [read] })
    expect(await gate.call({ name: 'read', arguments: '{"n": 41}' })).toEqual({ status: 'done', output: 42 })
    expect(await gate.call({ name: 'read', arguments: '' })).toEqual({ status: 'done', output: 1 })
  })

  it('takes tools that were not defined, and refuses what cannot be offered', () => {
    const plain = { ...base, name: 'plain', effects: 'read', execute: () => 1 } as const
    expect(createToolGate({ tools: [plain] }).list()).toMatchObject([{ name: 'plain', parameters: { type: 'object' } }])
    expect(() => createToolGate({ tools: [{ ...plain, name: 'no good' }] })).toThrow('its `name`')
    expect(() => createToolGate({ tools: [read, read] })).toThrow(
      expect.objectContaining({ code: 'tool.duplicate_name' }),
    )
  })

  it('hands every event of a call on, and is not harmed by who hears it', async () => {
    const heard: string[] = []
    const tell = (message: Message): Promise<never> => {
      heard.push(message.type)
      if (message.type === 'tool.started') throw new TypeError('deaf')
      return Promise.reject(new TypeError('deaf'))
    }
    const gate = gateOf()
    expect(await gate.call({ name: 'read', arguments: '' }, { as: asAna(), tell })).toMatchObject({ status: 'done' })
    expect(heard).toEqual(['tool.checked', 'tool.started', 'tool.checked', 'tool.finished'])
  })

  it('makes several calls as one message that is no tool.call', async () => {
    const gate = gateOf()
    const as = createMessage(TurnSubmit, { content: 'Do both.' }, { sessionId: 's' })
    const outcomes = [1, 2].map((n) => gate.call({ name: 'read', arguments: { n } }, { as }))
    expect(await Promise.all(outcomes)).toMatchObject([{ output: 2 }, { output: 3 }])
  })

  it('tells the latest progress to who is slow, and none when the tool has ended', async () => {
    const chatty = defineTool({
      ...base,
      name: 'chatty',
      effects: 'read',
      async execute(_, context) {
        for (let n = 1; n <= 1_000; n += 1) context.progress(`${n}`)
        await new Promise((resolve) => setImmediate(resolve))
        setImmediate(() => context.progress('late'))
        return 'done'
      },
    })
    const heard: unknown[] = []
    const tell = async ({ type, payload }: Message): Promise<void> => {
      if (type === 'tool.progressed') heard.push(payload)
    }
    const gate = gateOf({ tools: [chatty] })
    await gate.call({ name: 'chatty', arguments: '', callId: 'c' }, { as: asAna(), tell })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(heard).toEqual([
      { callId: 'c', message: '1' },
      { callId: 'c', message: '1000' },
    ])
  })

  it('keeps calls apart whose session and id run into one another', async () => {
    const slow = defineTool({ ...base, name: 'slow', effects: 'read', execute: async ({ n }) => n })
    const gate = gateOf({ tools: [slow] })
    const calls = [
      ['a b', 'c'],
      ['a', 'b c'],
      [undefined, 'a b c'],
      [undefined, '3 a b c'],
      ['', 'a b c'],
    ].map(([sessionId, callId], n) => {
      const request = { name: 'slow', arguments: { n }, callId }
      return gate.call(request, { as: createMessage(ToolCall, request, { sessionId }) })
    })
    expect((await Promise.all(calls)).map((outcome) => outcome.status === 'done' && outcome.output)).toEqual([
      0, 1, 2, 3, 4,
    ])
  })

  it('gives up before it begins when the signal has aborted', async () => {
    const signal = AbortSignal.abort(new LlmgineError('turn.stopped', 'Stopped.'))
    const gate = gateOf()
    await expect(gate.call({ name: 'read', arguments: '' }, { as: asAna(), signal })).rejects.toThrow('Stopped.')
    expect(await gate.log.find('s', 'call:s/message-1:started')).toBeUndefined()
  })

  it('asks nothing more of a tool when it is given up on the way', async () => {
    const controller = new AbortController()
    let executed = false
    const tool = defineTool({
      ...base,
      name: 'slow',
      effects: 'read',
      clarify: () => {
        controller.abort(new LlmgineError('turn.stopped', 'Stopped.'))
        return undefined
      },
      execute: () => {
        executed = true
      },
    })
    const gate = gateOf({ tools: [tool] })
    const call = gate.call({ name: 'slow', arguments: '', callId: 'c' }, { as: asAna(), signal: controller.signal })
    await expect(call).rejects.toThrow('Stopped.')
    expect(executed).toBe(false)
    expect(await gate.log.find('s', 'call:c:finished')).toBeUndefined()
  })

  it('leaves neither timer nor listener behind', async () => {
    const clock = createFakeClock()
    const { signal, added } = countingSignal()
    const tools = [
      defineTool({ ...base, name: 'quick', effects: 'read', execute: async () => 1 }),
      defineTool({ ...base, name: 'broken', effects: 'read', execute: () => Promise.reject(new TypeError('no')) }),
      defineTool({ ...base, name: 'endless', effects: 'read', timeoutMs: 100, execute: () => new Promise(() => {}) }),
    ]
    const gate = gateOf({ tools, clock })
    for (const { name } of tools) {
      const call = gate.call({ name, arguments: '' }, { as: asAna(name), signal })
      await clock.advance(10_000)
      await call
      expect({ name, listeners: added(), timers: clock.pending }).toEqual({ name, listeners: 0, timers: [] })
    }
  })
})

describe('what is recorded', () => {
  it('is what was given and what came back, whatever the tool does to it', async () => {
    const output = { list: [1] }
    const spoil = defineTool({
      ...base,
      name: 'spoil',
      effects: 'read',
      input: z.object({ list: z.array(z.number()) }),
      execute: (input) => {
        input.list.push(99)
        return output
      },
    })
    const events: Message[] = []
    const gate = gateOf({ tools: [spoil] })
    const outcome = await gate.call(
      { name: 'spoil', arguments: { list: [7] } },
      { as: asAna(), tell: (m) => events.push(m) },
    )
    output.list.push(99)
    expect(outcome).toEqual({ status: 'done', output: { list: [1] } })
    expect(events.find((event) => isMessage(ToolStarted, event))?.payload).toMatchObject({ input: { list: [7] } })
  })

  it('is the input as it was written where a schema makes something else of it', async () => {
    const due = defineTool({
      ...base,
      name: 'due',
      effects: 'create',
      input: z.object({ due: z.iso.date().transform((text) => new Date(text)) }),
      execute: (input) => input.due.getUTCFullYear(),
    })
    const gate = gateOf({ tools: [due], policy: () => 'allow' })
    const outcome = await gate.call({ name: 'due', arguments: '{"due":"2026-11-21"}' }, { as: asAna() })
    expect(outcome).toEqual({ status: 'done', output: 2026 })
    const started = await gate.log.find('s', 'call:s/message-1:started')
    expect(started?.message.payload).toMatchObject({ input: { due: '2026-11-21' } })
  })

  it('holds an output to its schema', async () => {
    const output = z.object({ id: z.string() })
    const execute = ({ n }: { n: number }): { id: string } => (n === 0 ? { id: 'a' } : JSON.parse('{"id":7}'))
    const tools = [
      defineTool({ ...base, name: 'look', effects: 'read', output, execute }),
      defineTool({ ...base, name: 'make', effects: 'create', approval: 'never', output, execute }),
    ]
    const { call } = gateOf({ tools })
    const run = (name: string, n: number): Promise<unknown> =>
      call({ name, arguments: { n } }, { as: asAna(`${name}${n}`) })
    expect(await run('look', 0)).toEqual({ status: 'done', output: { id: 'a' } })
    expect(await run('look', 1)).toMatchObject({ status: 'failed', error: { code: 'tool.bad_output' } })
    expect(await run('make', 1)).toMatchObject({ status: 'done', output: expect.stringContaining('id: ') })
  })

  it.each([
    ['a number that is none', Number.NaN, null],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['nothing', undefined, undefined],
    ['null', null, null],
    ['a list with a hole', [1, undefined], [1, null]],
  ])('is what JSON makes of %s', async (_, value, output) => {
    const gate = gateOf({ tools: [defineTool({ ...base, name: 'give', effects: 'read', execute: () => value })] })
    const first = await gate.call({ name: 'give', arguments: '', callId: 'c' }, { as: asAna() })
    expect(first).toEqual({ status: 'done', output })
    expect(await gate.call({ name: 'give', arguments: '', callId: 'c' }, { as: asAna() })).toEqual(first)
  })

  it('is bounded, whatever a tool says', async () => {
    const fail = defineTool({
      ...base,
      name: 'fail',
      effects: 'read',
      execute: () => {
        throw new TypeError('x'.repeat(1_000_000))
      },
    })
    const many = z.object(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`field_${n}`, z.string()])))
    const wide = defineTool({ ...base, name: 'wide', effects: 'read', input: many, execute: () => 1 })
    const gate = gateOf({ tools: [fail, wide], maxOutputCharacters: 10 })
    for (const name of ['fail', 'wide', 'x'.repeat(100_000)]) {
      const outcome = await gate.call({ name, arguments: '{}' }, { as: asAna(name) })
      expect(outcome.status).toBe('failed')
      expect(JSON.stringify(outcome).length).toBeLessThan(3_000)
    }
  })

  it('cuts a text between characters, not within one', async () => {
    const smile = defineTool({ ...base, name: 'smile', effects: 'read', execute: () => '\u{1f600}'.repeat(10) })
    const { call } = gateOf({ tools: [smile], maxOutputCharacters: 5 })
    expect(await call({ name: 'smile', arguments: '' }, { as: asAna() })).toEqual({
      status: 'done',
      output: '\u{1f600}\u{1f600}\n[cut: the first 4 of 20 characters]',
    })
  })

  it('takes schemas that check asynchronously, and survives those that throw', async () => {
    const slow = z.object({ n: z.number().refine(async (n) => n < 5, 'at most 4') })
    const bad = z.object({
      n: z.number().refine(() => {
        throw new TypeError('broken rule')
      }),
    })
    const tools = [
      defineTool({ ...base, name: 'slow', effects: 'read', input: slow, execute: ({ n }) => n }),
      defineTool({ ...base, name: 'bad', effects: 'read', input: bad, execute: ({ n }) => n }),
    ]
    const { call } = gateOf({ tools })
    const run = (name: string, n: number): Promise<unknown> =>
      call({ name, arguments: { n } }, { as: asAna(`${name}${n}`) })
    expect(await run('slow', 4)).toEqual({ status: 'done', output: 4 })
    expect(await run('slow', 5)).toMatchObject({ error: { message: 'The arguments do not fit. n: at most 4' } })
    expect(await run('bad', 1)).toMatchObject({ status: 'failed', error: { code: 'tool.bad_arguments' } })
  })
})

describe('a preview', () => {
  it('is the call as it stands for a tool that has none', async () => {
    expect(await gateOf().preview({ name: 'read', arguments: { n: 3 } })).toEqual({ summary: 'read {"n":3}' })
  })

  it('is refused like a call', async () => {
    const tools = [
      defineTool({
        ...base,
        name: 'no',
        effects: 'read',
        authorize: () => ({ allow: false, reason: 'no' }),
        execute: () => 1,
      }),
    ]
    const { preview } = gateOf({ tools })
    await expect(preview({ name: 'no', arguments: '' })).rejects.toMatchObject({ code: 'tool.denied', message: 'no' })
    await expect(preview({ name: 'yes', arguments: '' })).rejects.toMatchObject({ code: 'tool.unknown' })
  })
})

/** A signal, and how many listeners it has. */
function countingSignal(): { readonly signal: AbortSignal; readonly added: () => number } {
  const { signal } = new AbortController()
  let listeners = 0
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
    listeners += 1
    addEventListener.apply(signal, given)
  }
  signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
    listeners -= 1
    removeEventListener.apply(signal, given)
  }
  return { signal, added: () => listeners }
}
