import {
  type ChatMessage,
  createMessage,
  InteractionAnswer,
  type StepRecord,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createScriptedModel } from '@llmgine/testing'
import { defineTool } from '@llmgine/tools'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createFastClock } from '../__fixtures__/create-fast-clock.ts'
import { createWorld, sessionId } from '../__fixtures__/create-world.ts'

const writes: string[] = []
const write = defineTool({
  name: 'write',
  version: '1',
  description: 'Writes a line.',
  effects: 'create',
  approval: 'never',
  timeoutMs: 1_000,
  input: z.object({ line: z.string() }),
  execute: async ({ line }) => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    writes.push(line)
    return `wrote ${line}`
  },
  reconcile: ({ line }) =>
    writes.includes(line) ? { status: 'done', output: `wrote ${line}` } : { status: 'not-done' },
})

/** Writes down what the user said, then says so. What it says depends on the conversation alone. */
function createClerk(delayMs = 1) {
  return createScriptedModel(({ messages }) => {
    const last = messages.at(-1)
    if (last?.role === 'tool') return { text: `${last.content}.`, delayMs }
    return { toolCalls: [{ name: 'write', arguments: { line: last?.content } }], delayMs }
  })
}

const clock = createFastClock(50)

test('two engines on one log lose no input, take none twice, and write nothing twice', async () => {
  const { log } = createMemoryStore()
  await using one = createWorld({ log, tools: [write], model: createClerk(), clock })
  await using other = createWorld({ log, tools: [write], model: createClerk(), clock })
  const inputs = Array.from({ length: 12 }, (_, index) => `line ${index}`)
  const worlds = [one, other]
  await Promise.all(
    inputs.flatMap((content, index) =>
      worlds
        // Every third input reaches both, as a redelivered one does.
        .filter((_, at) => index % 3 === 0 || at === index % 2)
        .map(({ bus }) => bus.execute(TurnSubmit, { content, platformId: content }, { sessionId })),
    ),
  )
  await expect.poll(async () => (await one.read()).mark, { timeout: 10_000 }).toBe('idle')
  await expect.poll(async () => (await other.read()).mark, { timeout: 10_000 }).toBe('idle')

  const records = await one.records()
  const count = (type: string) => records.filter(({ message }) => message.type === type).length
  expect([count('turn.submit'), count('turn.started'), count('turn.finished'), count('turn.failed')]).toEqual([
    12, 12, 12, 0,
  ])
  const steps = records.filter(({ message }) => message.type.startsWith('step.'))
  expect(steps.map(({ message }) => (message.payload as StepRecord).sequence)).toEqual(steps.map((_, index) => index))
  expect(writes.toSorted()).toEqual(inputs.toSorted())
  const { messages } = (await other.read()).state as { messages: ChatMessage[] }
  expect(
    messages
      .filter(({ role }) => role === 'user')
      .map(({ content }) => content)
      .toSorted(),
  ).toEqual(inputs.toSorted())
  expect(messages).toHaveLength(12 * 4)
  expect((await one.read()).state).toEqual((await other.read()).state)
})

test('inputs are taken in the order of the log, whichever process they came to', async () => {
  const { log } = createMemoryStore()
  await using world = createWorld({ log, model: createScriptedModel(({ messages }) => `${messages.at(-1)?.content}!`) })
  await world.read()
  const message = createMessage(TurnSubmit, { content: 'elsewhere' }, { sessionId })
  await log.append(sessionId, [{ message, onceKey: 'input:elsewhere', mark: 'running' }])
  await world.say('here')
  const { messages } = (await world.read()).state as { messages: ChatMessage[] }
  expect(messages.map(({ content }) => content)).toEqual(['elsewhere', 'elsewhere!', 'here', 'here!'])
})

test('the slower of two that take the same step stands down, and tells nothing', async () => {
  const { log } = createMemoryStore()
  const quick = createScriptedModel(['Quick.', 'Again.'])
  const slow = createScriptedModel([{ text: 'Slow.', delayMs: 30 }])
  await using one = createWorld({ log, model: slow })
  const ended: string[] = []
  one.bus.on('*', (_, { message }) => void (message.type.startsWith('turn.') && ended.push(message.type)))
  await one.bus.execute(TurnSubmit, { content: 'Hello', platformId: 'p' }, { sessionId })
  await one.bus.once('*', { filter: ({ type }) => type === 'model.requested' })
  await using other = createWorld({ log, model: quick, resume: false })
  const end = other.next()
  await other.bus.execute(TurnSubmit, { content: 'Hello', platformId: 'p' }, { sessionId })
  expect(await end).toMatchObject({ type: 'finished' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(ended).toEqual(['turn.started'])
  expect((await one.read()).state).toMatchObject({ messages: [{}, { content: 'Quick.' }] })
})

test('a turn is stopped, and an answer given, in whichever process the user is', async () => {
  const { log } = createMemoryStore()
  await using other = createWorld({ log, model: createScriptedModel(['Hi.']), resume: false })
  expect((await other.read()).mark).toBe('idle')
  const hang = [{ type: 'wait' as const, delayMs: Number.POSITIVE_INFINITY }]
  await using one = createWorld({ log, model: createScriptedModel([{ parts: hang }]) })
  await one.bus.execute(TurnSubmit, { content: 'Hello' }, { sessionId })
  await one.bus.once('*', { filter: ({ type }) => type === 'model.requested' })
  const end = other.next()
  expect(await other.bus.execute(TurnStop, undefined, { sessionId })).toEqual({ stopped: true })
  expect(await end).toMatchObject({ type: 'finished', reason: 'stopped' })
  expect(await other.say('And now?')).toMatchObject({ type: 'finished', reason: 'answered' })
})

test('an engine that looked long ago sees what others have done since, before it does anything', async () => {
  const { log } = createMemoryStore()
  const ask = defineTool({ ...write, approval: 'always' })
  await using one = createWorld({ log, tools: [ask], model: createClerk(), clock })
  expect(await one.say('first')).toMatchObject({ type: 'halted' })
  await using other = createWorld({ log, tools: [ask], model: createClerk(), clock, resume: false })
  const [question] = (await other.read()).waitingFor
  await other.answer(question?.id ?? '', { kind: 'approve', approved: true })
  expect((await one.read()).mark).toBe('idle')
  const again = one.bus.execute(
    InteractionAnswer,
    { interactionId: question?.id ?? '', reply: { kind: 'approve', approved: true } },
    { sessionId },
  )
  await expect(again).rejects.toMatchObject({ code: 'interaction.already_answered' })
  expect(await one.say('second')).toMatchObject({ type: 'halted' })
  expect((await other.read()).state).toMatchObject({ messages: { 4: { content: 'second' } } })
})
