import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { append } from '../patch/append.ts'
import { extend } from '../patch/extend.ts'
import { increment } from '../patch/increment.ts'
import { list } from '../state/list.ts'
import { defineMachine } from './define-machine.ts'

const messageSchema = z.object({ role: z.enum(['user', 'assistant']), content: z.string() })
const machine = defineMachine({ blog: z.string(), history: list(messageSchema), count: z.number() })

const ingest = machine.action({ reads: [], writes: ['blog'] }, async () => ({ blog: 'text' }))
const ask = machine.action(
  { reads: ['blog', 'history'], writes: ['history'], inputs: z.object({ question: z.string() }) },
  async ({ state, inputs }) => {
    expectTypeOf(state.blog).toEqualTypeOf<string>()
    expectTypeOf(state.history).toEqualTypeOf<readonly z.infer<typeof messageSchema>[]>()
    expectTypeOf(inputs).toEqualTypeOf<{ question: string }>()
    return { history: append({ role: 'user', content: inputs.question }) }
  },
)

test('an action sees what it reads and nothing else', () => {
  machine.action({ reads: ['blog'], writes: [] }, ({ state }) => {
    // @ts-expect-error history was not declared
    state.history
    // @ts-expect-error the state is read-only
    state.blog = ''
    return {}
  })
  // @ts-expect-error there is no such key
  machine.action({ reads: ['blag'], writes: [] }, () => ({}))
})

test('an action writes what it says and nothing else', () => {
  // @ts-expect-error blog is missing
  machine.action({ reads: [], writes: ['blog', 'count'] }, () => ({ count: 1 }))
  // @ts-expect-error blog was not declared
  machine.action({ reads: [], writes: ['count'] }, async () => ({ count: 1, blog: '' }))
  // @ts-expect-error blog was not declared
  machine.action({ reads: [], writes: ['count'] }, () => ({ count: 1, blog: '' }))
  // @ts-expect-error a number is no blog
  machine.action({ reads: [], writes: ['blog'] }, () => ({ blog: 1 }))
  // @ts-expect-error a string is no message
  machine.action({ reads: [], writes: ['history'] }, () => ({ history: append('text') }))
  // @ts-expect-error nobody says that
  machine.action({ reads: [], writes: ['history'] }, () => ({ history: append({ role: 'system', content: '' }) }))
  // @ts-expect-error a text is not counted up
  machine.action({ reads: [], writes: ['blog'] }, () => ({ blog: increment() }))
  // @ts-expect-error a number is no list
  machine.action({ reads: [], writes: ['count'] }, () => ({ count: append(1) }))
})

test('a patch is made of values and changes', () => {
  machine.action({ reads: [], writes: ['history', 'count'] }, () => ({ history: [], count: increment() }))
  machine.action({ reads: [], writes: ['history'] }, ({ state }) => {
    expectTypeOf(state).toEqualTypeOf<Readonly<Record<never, never>>>()
    return {
      history: extend([
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
      ]),
    }
  })
  machine.action({ reads: [], writes: ['count'] }, ({ sequence }) =>
    sequence > 3 ? { count: 1 } : { count: increment(2) },
  )
  machine.action({ reads: [], writes: ['count'] }, () => ({ count: 1, waitFor: 'question-1' }))
  // @ts-expect-error a number is no question
  machine.action({ reads: [], writes: ['count'] }, () => ({ count: 1, waitFor: 1 }))
})

test('a machine knows its actions by name', () => {
  const assistant = machine.build({
    actions: { ingest, ask },
    transitions: [
      ['ingest', 'ask'],
      ['ask', 'ask', (state) => state.history.length < 10],
    ],
    entrypoint: 'ingest',
    initial: { count: 0 },
  })
  const run = assistant.start({ state: { blog: 'text' } })
  expectTypeOf(run.state.count).toEqualTypeOf<number>()
  expectTypeOf(run.next).toEqualTypeOf<'ingest' | 'ask' | undefined>()
  void run.run({ haltAfter: ['ask', '@person'] })
  // @ts-expect-error there is no such action
  void run.run({ haltAfter: ['reply'] })
  // @ts-expect-error there is no such action
  machine.build({ actions: { ingest }, transitions: [['ingest', 'ask']], entrypoint: 'ingest' })
  // @ts-expect-error there is no such key
  machine.build({ actions: { ingest }, transitions: [], entrypoint: 'ingest', initial: { blag: '' } })
})

test('an action fits every machine that has its keys', () => {
  const larger = defineMachine({ blog: z.string(), history: list(messageSchema), person: z.string() })
  larger.build({ actions: { ingest, ask }, transitions: [['ingest', 'ask']], entrypoint: 'ingest' })
  const other = defineMachine({ blog: z.number(), history: list(messageSchema) })
  // @ts-expect-error its blog is another
  other.build({ actions: { ingest }, transitions: [], entrypoint: 'ingest' })
  const smaller = defineMachine({ blog: z.string() })
  // @ts-expect-error it has no history
  smaller.build({ actions: { ask }, transitions: [], entrypoint: 'ask' })
})
