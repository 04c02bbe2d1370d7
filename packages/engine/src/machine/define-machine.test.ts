import { expect, test } from 'vitest'
import { z } from 'zod'
import { list } from '../state/list.ts'
import { transient } from '../state/transient.ts'
import type { Action } from './action.ts'
import { defineMachine } from './define-machine.ts'

const machine = defineMachine({ count: z.number(), names: list(z.string()), scratch: transient<string>() })
const count = machine.action({ reads: ['count'], writes: ['count'] }, ({ state }) => ({ count: state.count + 1 }))

/** Graphs as JavaScript may write them: the compiler refuses most of these. */
function problemsOf(graph: object): readonly string[] {
  try {
    machine.build(graph as Parameters<typeof machine.build>[0])
  } catch (error) {
    expect(error).toMatchObject({ code: 'engine.invalid_machine' })
    return (error as { details: { problems: string[] } }).details.problems
  }
  return []
}

test.each<[string, object, RegExp]>([
  ['no entrypoint', { actions: { count }, transitions: [] }, /no entrypoint\. There are count/],
  [
    'an unknown entrypoint',
    { actions: { count }, transitions: [], entrypoint: 'start' },
    /entrypoint "start" is no action/,
  ],
  [
    'a transition to nowhere',
    { actions: { count }, transitions: [['count', 'done']], entrypoint: 'count' },
    /"count" to "done" names "done", which is no action.*There are count/,
  ],
  [
    'a transition from nowhere',
    { actions: { count }, transitions: [['start', 'count']], entrypoint: 'count' },
    /names "start"/,
  ],
  [
    'an unknown onInterrupt',
    { actions: { count }, transitions: [], entrypoint: 'count', onInterrupt: 'clean' },
    /onInterrupt names "clean"/,
  ],
  [
    'an action that is never reached',
    { actions: { count, other: count }, transitions: [], entrypoint: 'count' },
    /"other" is never reached from "count"/,
  ],
  [
    'two defaults',
    {
      actions: { count, a: count, b: count },
      transitions: [
        ['count', 'a'],
        ['count', 'b'],
      ],
      entrypoint: 'count',
    },
    /"count" has a second default transition, to "b".*"a" comes first/,
  ],
  [
    'a transition after the default',
    {
      actions: { count, a: count, b: count },
      transitions: [
        ['count', 'a'],
        ['count', 'b', () => true],
      ],
      entrypoint: 'count',
    },
    /a transition after its default one, to "b"/,
  ],
])('says what is wrong with %s', (_, graph, problem) => {
  expect(problemsOf(graph).join('\n')).toMatch(problem)
})

test('says everything at once', () => {
  expect(problemsOf({ actions: { count }, transitions: [['a', 'b']], entrypoint: 'c' })).toHaveLength(4)
})

test('refuses an action whose keys the machine does not have', () => {
  const other = defineMachine({ title: z.string() })
  const titled: Action = other.action({ reads: ['title'], writes: ['title'] }, () => ({ title: '' }))
  expect(problemsOf({ actions: { titled }, transitions: [], entrypoint: 'titled' })).toEqual([
    'Action "titled" uses the key "title", which the machine does not have. Its keys: count, names, scratch.',
  ])
})

test('takes the same action under several names', async () => {
  const twice = machine.build({
    actions: { first: count, second: count },
    transitions: [['first', 'second']],
    entrypoint: 'first',
    initial: { count: 0 },
  })
  expect(await twice.start().run()).toMatchObject({ state: { count: 2 }, reason: 'ended' })
})

test('refuses initial values that do not fit', () => {
  const graph = { actions: { count }, transitions: [], entrypoint: 'count' } as const
  // Plain JavaScript may hand over anything.
  const build = (initial: object) => () => machine.build({ ...graph, initial })
  expect(build({ count: 'one' })).toThrow(/The value of "count" does not fit its schema/)
  expect(build({ names: ['a', 1] })).toThrow(/"names" does not fit its schema: 1: /)
  expect(build({ other: 1 })).toThrow(/no key "other"/)
  const later = defineMachine({ count: z.number().refine(async () => true) })
  const action = later.action({ reads: [], writes: [] }, () => ({}))
  expect(() =>
    later.build({ actions: { action }, transitions: [], entrypoint: 'action', initial: { count: 1 } }),
  ).toThrow(/takes its time/)
})

test('refuses a key called waitFor', () => {
  expect(() => defineMachine({ waitFor: z.string() })).toThrow(
    expect.objectContaining({ code: 'engine.invalid_machine' }),
  )
})
