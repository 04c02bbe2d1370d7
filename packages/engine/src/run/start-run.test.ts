import { createFakeClock } from '@llmgine/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineMachine } from '../machine/define-machine.ts'
import { append } from '../patch/append.ts'
import { extend } from '../patch/extend.ts'
import { increment } from '../patch/increment.ts'
import type { Patch } from '../patch/patch.ts'
import { remove } from '../patch/remove.ts'
import { set } from '../patch/set.ts'
import { list } from '../state/list.ts'
import { transient } from '../state/transient.ts'

const schemas = {
  count: z.number(),
  log: list(z.string()),
  note: z.string().optional(),
  scratch: transient<{ at: number }>(),
}
const machine = defineMachine(schemas)
const graph = { transitions: [], entrypoint: 'act', initial: { count: 0 } } as const
type AnyPatch = Patch<typeof schemas, keyof typeof schemas>

/** A machine of one action, which may do what the compiler would refuse. */
function act(writes: readonly (keyof typeof schemas)[], patch: unknown) {
  const action = machine.action({ reads: ['count', 'log', 'note'], writes }, () => patch as AnyPatch)
  return machine.build({ ...graph, actions: { act: action } }).start()
}

describe('reads and writes', () => {
  test('an action sees what it declares, read-only, and nothing else', async () => {
    let seen: object = {}
    const look = machine.action({ reads: ['log'], writes: [] }, ({ state }) => {
      seen = state
      expect(() => Object.assign(state, { log: [] })).toThrow()
      return {}
    })
    await machine
      .build({ ...graph, actions: { act: look } })
      .start()
      .run()
    expect(seen).toEqual({ log: [] })
    expect('count' in seen).toBe(false)
  })

  test.each<[string, readonly (keyof typeof schemas)[], unknown, string, RegExp]>([
    ['a missing write', ['count', 'note'], { count: 1 }, 'engine.missing_write', /did not write "note"/],
    ['no patch at all', ['count'], undefined, 'engine.missing_write', /did not write "count"/],
    [
      'an undeclared write',
      ['count'],
      { count: 1, log: [] },
      'engine.undeclared_write',
      /wrote "log".*declares "count"/,
    ],
    ['a key nobody knows', ['count'], { count: 1, total: 1 }, 'engine.undeclared_write', /wrote "total"/],
    ['a value that does not fit', ['count'], { count: 'one' }, 'engine.invalid_write', /wrote "count" .* number/],
    ['an item that does not fit', ['log'], { log: append(1) }, 'engine.invalid_write', /wrote "log" .* string/],
    ['a set list with an item that does not fit', ['log'], { log: ['a', 1] }, 'engine.invalid_write', /1: .* string/],
    [
      'appending to no list',
      ['count'],
      { count: append(1) },
      'engine.invalid_write',
      /only a key with the schema `list/,
    ],
    ['counting up no number', ['log'], { log: increment() }, 'engine.invalid_write', /only a number/],
    ['appending to what is transient', ['scratch'], { scratch: append(1) }, 'engine.invalid_write', /transient/],
  ])('refuses %s, and leaves the state as it was', async (_, writes, patch, code, message) => {
    const run = act(writes, patch)
    const before = run.state
    const error = await run.step().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'LlmgineError', code, message: expect.stringMatching(message) })
    expect(run.state).toBe(before)
  })

  test('a schema shapes what is written, and takes its time if it must', async () => {
    const slow = defineMachine({
      name: z.string().trim(),
      tags: list(z.string().transform(async (tag) => tag.toLowerCase())),
    })
    const write = slow.action({ reads: [], writes: ['name', 'tags'] }, () => ({
      name: ' Ana ',
      tags: extend(['A', 'B']),
    }))
    const run = slow.build({ actions: { write }, transitions: [], entrypoint: 'write' }).start()
    const step = await run.step()
    expect(run.state).toEqual({ name: 'Ana', tags: ['a', 'b'] })
    expect(step?.record.patch).toEqual([
      { op: 'set', key: 'name', value: 'Ana' },
      { op: 'extend', key: 'tags', values: ['a', 'b'] },
    ])
  })
})

describe('patches', () => {
  test.each<[string, readonly (keyof typeof schemas)[], unknown, object, object[]]>([
    ['a plain value', ['count'], { count: 5 }, { count: 5 }, [{ op: 'set', key: 'count', value: 5 }]],
    ['set', ['count'], { count: set(5) }, { count: 5 }, [{ op: 'set', key: 'count', value: 5 }]],
    ['increment', ['count'], { count: increment(3) }, { count: 3 }, [{ op: 'increment', key: 'count', by: 3 }]],
    ['append', ['log'], { log: append('a') }, { log: ['a'] }, [{ op: 'append', key: 'log', value: 'a' }]],
    [
      'extend',
      ['log'],
      { log: extend(['a', 'b']) },
      { log: ['a', 'b'] },
      [{ op: 'extend', key: 'log', values: ['a', 'b'] }],
    ],
    ['extend with nothing', ['log'], { log: extend([]) }, { log: [] }, []],
    ['set a list', ['log'], { log: ['x'] }, { log: ['x'] }, [{ op: 'set', key: 'log', value: ['x'] }]],
    [
      'remove',
      ['log', 'note'],
      { log: remove(), note: remove() },
      { log: [] },
      [
        { op: 'remove', key: 'log' },
        { op: 'remove', key: 'note' },
      ],
    ],
    ['undefined', ['note'], { note: undefined }, {}, [{ op: 'remove', key: 'note' }]],
    ['transient values', ['scratch'], { scratch: { at: 1 } }, { scratch: { at: 1 } }, []],
  ])('%s', async (_, writes, patch, state, operations) => {
    const run = act(writes, patch)
    const step = await run.step()
    expect(run.state).toEqual({ count: 0, log: [], ...state })
    expect(step?.record.patch).toEqual(operations)
  })

  test('a list of the state may be set again, shortened', async () => {
    const shorten = machine.action({ reads: ['log'], writes: ['log'] }, ({ state }) => ({ log: state.log }))
    const run = machine.build({ ...graph, actions: { act: shorten } }).start({ state: { log: ['a', 'b'] } })
    const step = await run.step()
    expect(structuredClone(step?.record.patch)).toEqual([{ op: 'set', key: 'log', value: ['a', 'b'] }])
    expect(run.state.log).toEqual(['a', 'b'])
  })

  test('what was written is frozen to its ground', async () => {
    const deep = defineMachine({ person: z.object({ tags: z.array(z.string()) }) })
    const write = deep.action({ reads: [], writes: ['person'] }, () => ({ person: { tags: ['a'] } }))
    const run = deep.build({ actions: { write }, transitions: [], entrypoint: 'write' }).start()
    await run.step()
    expect(() => run.state.person.tags.push('b')).toThrow(TypeError)
  })

  test('an earlier state never changes, and an item costs the same after ten thousand', async () => {
    const say = machine.action({ reads: [], writes: ['log'] }, () => ({ log: append('x') }))
    const run = machine.build({ ...graph, actions: { act: say }, transitions: [['act', 'act']] }).start()
    await run.step()
    const early = run.state
    for (let step = 0; step < 10_000; step += 1) await run.step()
    expect(early.log).toEqual(['x'])
    expect(run.state.log).toHaveLength(10_001)
    expect(run.sequence).toBe(10_001)
  })
})

describe('steps', () => {
  const counter = machine.action({ reads: ['count'], writes: ['count'], tags: ['counting'] }, ({ state, sequence }) => {
    if (state.count === 2 && sequence === 2) throw new Error('out of order')
    return { count: state.count + 1 }
  })
  const done = machine.action({ reads: [], writes: ['note'] }, () => ({ note: 'done' }))
  const counting = machine.build({
    actions: { counter, done },
    transitions: [
      ['counter', 'counter', ({ count }) => count < 4],
      ['counter', 'done'],
    ],
    entrypoint: 'counter',
    initial: { count: 0 },
  })

  test('are numbered from 0; a failed one takes its number and may be tried again', async () => {
    const run = counting.start()
    expect([(await run.step())?.record.sequence, (await run.step())?.record.sequence]).toEqual([0, 1])
    await expect(run.step()).rejects.toMatchObject({
      code: 'engine.action_failed',
      message: 'Action "counter" failed: out of order',
      cause: expect.objectContaining({ message: 'out of order' }),
    })
    expect([run.next, run.state.count, run.sequence]).toEqual(['counter', 2, 3])
    expect((await run.step())?.record).toMatchObject({ sequence: 3, action: 'counter', next: 'counter' })
  })

  test('end where no transition applies; after that there is none', async () => {
    const run = counting.start({ state: { count: 3 } })
    expect(await run.run()).toMatchObject({ reason: 'ended', next: undefined, last: { record: { action: 'done' } } })
    expect(await run.step()).toBeUndefined()
    expect(await run.run()).toMatchObject({ reason: 'ended', last: undefined })
  })

  test.each([
    ['before an action', { haltBefore: ['done'] }, 'halted-before', 'counter', 'done'],
    ['after an action', { haltAfter: ['counter'] }, 'halted-after', 'counter', 'counter'],
    [
      'before rather than after',
      { haltBefore: ['counter'], haltAfter: ['counter'] },
      'halted-before',
      'counter',
      'counter',
    ],
    ['after a tag', { haltAfter: ['@counting'] }, 'halted-after', 'counter', 'counter'],
  ] as const)('halt %s, but not before one was taken', async (_, halts, reason, action, next) => {
    const result = await counting.start({ state: { count: 3 - (next === 'done' ? 0 : 2) } }).run(halts)
    expect(result).toMatchObject({ reason, next, last: { record: { action } } })
  })

  test('a halt nobody can reach is refused', async () => {
    // What the compiler refuses, a name from outside may be.
    const halts = { haltAfter: ['nowhere' as 'done'] }
    await expect(counting.start().run(halts)).rejects.toMatchObject({ code: 'engine.unknown_action' })
  })

  test('come one by one to who iterates, and leaving the loop leaves the run where it is', async () => {
    const run = counting.start({ state: { count: 3 } })
    const seen: string[] = []
    for await (const { record } of run.iterate()) {
      seen.push(record.action)
      break
    }
    expect([seen, run.next]).toEqual([['counter'], 'done'])
    for await (const { record } of run.iterate()) seen.push(record.action)
    expect(seen).toEqual(['counter', 'done'])
  })
})

test('two steps of one run are not taken at once', async () => {
  const run = act(['count'], { count: 1 })
  const [first, second] = await Promise.allSettled([run.step(), run.step()])
  expect(first).toMatchObject({ status: 'fulfilled' })
  expect(second).toMatchObject({ reason: { code: 'engine.already_stepping' } })
  expect(run.sequence).toBe(1)
})

describe('inputs', () => {
  const inputs = z.object({ by: z.number() })
  const add = machine.action({ reads: ['count'], writes: ['count'], inputs }, ({ state, inputs: { by } }) => ({
    count: state.count + by,
  }))
  const blind = machine.action({ reads: [], writes: ['note'] }, ({ inputs: seen }) => ({ note: JSON.stringify(seen) }))
  const adding = machine.build({
    actions: { add, blind, again: add },
    transitions: [
      ['add', 'blind'],
      ['blind', 'again'],
    ],
    entrypoint: 'add',
    initial: { count: 0 },
  })

  test('reach every step of a call, each sees what its schema lets through', async () => {
    const { state } = await adding.start().run({ inputs: { by: 2, other: 'x' } })
    expect(state).toMatchObject({ count: 4, note: '{}' })
  })

  test('that do not fit are refused before the action runs', async () => {
    await expect(adding.start().run({ inputs: { by: 'two' } })).rejects.toMatchObject({
      code: 'engine.invalid_inputs',
      message: expect.stringMatching(/"add" was not given the inputs it needs: by: /),
    })
  })
})

describe('ends', () => {
  test('an action whose time is up, and aborts its signal', async () => {
    const clock = createFakeClock()
    let aborted: unknown
    const hang = machine.action({ reads: [], writes: [], timeoutMs: 50 }, ({ signal }) => {
      signal.addEventListener('abort', () => {
        aborted = signal.reason
      })
      return new Promise(() => {})
    })
    const step = machine
      .build({ ...graph, actions: { act: hang } })
      .start({ clock })
      .step()
    const failed = expect(step).rejects.toMatchObject({ code: 'engine.action_timed_out', retryable: true })
    await clock.advance(50)
    await failed
    expect(aborted).toMatchObject({ code: 'engine.action_timed_out' })
    expect(clock.pending).toEqual([])
  })

  test('with the reason of the signal it was given', async () => {
    const wait = machine.action({ reads: [], writes: [] }, ({ signal }) => {
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const controller = new AbortController()
    const run = machine.build({ ...graph, actions: { act: wait } }).start()
    const step = run.step({ signal: controller.signal })
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(step).rejects.toBe(reason)
    await expect(run.step({ signal: controller.signal })).rejects.toBe(reason)
  })

  test('an action that uses a bus it does not have with a word about it', async () => {
    const send = machine.action({ reads: [], writes: [] }, ({ bus }) => {
      bus.inspect()
      return {}
    })
    const run = machine.build({ ...graph, actions: { act: send } }).start()
    await expect(run.step()).rejects.toMatchObject({ code: 'engine.no_bus' })
  })

  test('a step with what its action waits for, and the next one gets the answers', async () => {
    const question = { kind: 'text', id: 'q-1', title: 'Name?', entitled: {} } as const
    const ask = machine.action({ reads: [], writes: ['count'] }, () => ({ count: 1, waitFor: [question, 'q-2'] }))
    const hear = machine.action({ reads: [], writes: ['log'] }, ({ answers }) => ({
      log: extend(answers.map(({ interactionId }) => interactionId)),
    }))
    const run = machine.build({ actions: { ask, hear }, transitions: [['ask', 'hear']], entrypoint: 'ask' }).start()
    const result = await run.run()
    expect(result).toMatchObject({
      reason: 'waiting',
      next: 'hear',
      last: { asks: [question], record: { waitFor: ['q-1', 'q-2'] } },
    })
    const message = {
      id: 'm',
      kind: 'command',
      type: 'interaction.answer',
      payload: {},
      time: 0,
      correlationId: 'm',
    } as const
    await run.run({ answers: [{ interactionId: 'q-1', reply: { kind: 'text', text: 'Ana' }, message }] })
    expect(run.state.log).toEqual(['q-1'])
  })
})
