import {
  type ChatMessage,
  InteractionAnswer,
  InteractionRequested,
  SessionFork,
  ToolCall,
  TurnStop,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createFakeClock, createScriptedModel } from '@llmgine/testing'
import { defineTool } from '@llmgine/tools'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createWorld, sessionId, type TurnEnd } from '../__fixtures__/create-world.ts'

const yes = { kind: 'approve', approved: true } as const
const no = { kind: 'approve', approved: false, reason: 'not today' } as const
const ana = { id: 'ana' }

/** A shelf that only a person's yes puts something on. */
function createShelf() {
  const items: { item: string; by: string | undefined }[] = []
  const put = defineTool({
    name: 'put',
    version: '1',
    description: 'Puts something on the shelf.',
    effects: 'create',
    input: z.object({ item: z.string() }),
    execute: ({ item }, { actor }) => {
      items.push({ item, by: actor?.id })
      return `put ${item}`
    },
  })
  return { items, tools: [put] }
}

const put = (...items: string[]) => ({ toolCalls: items.map((item) => ({ name: 'put', arguments: { item } })) })

function waitingFor(end: TurnEnd): readonly string[] {
  if (end.type !== 'halted') throw new Error(`expected the turn to halt, it ${end.type}`)
  return end.waitingFor
}

test('a call that needs a person halts the turn, and runs once they said yes, for the one who asked', async () => {
  const { items, tools } = createShelf()
  await using world = createWorld({ tools, script: [put('milk'), 'Done.'] })
  const [question = ''] = waitingFor(await world.say('Put milk', { actor: ana }))
  const view = await world.read()
  expect(view).toMatchObject({
    mark: 'waiting',
    next: 'act',
    waitingFor: [{ id: question, kind: 'approve', askedBy: ana }],
  })
  expect(items).toEqual([])
  expect(await world.answer(question, yes, ana)).toMatchObject({ type: 'finished', reason: 'answered' })
  expect(items).toEqual([{ item: 'milk', by: 'ana' }])
  expect(await world.read()).toMatchObject({ mark: 'idle', waitingFor: [] })
})

test('a no is data for the model', async () => {
  const { items, tools } = createShelf()
  await using world = createWorld({ tools, script: [put('milk'), 'As you wish.'] })
  const [question = ''] = waitingFor(await world.say('Put milk'))
  expect(await world.answer(question, no)).toMatchObject({ type: 'finished' })
  expect(world.model.requests[1]?.messages.at(-1)?.content).toMatch(/^Denied: .*not today/)
  expect(items).toEqual([])
})

test('each answer goes on with its own call, the model is asked when all have one', async () => {
  const { items, tools } = createShelf()
  await using world = createWorld({ tools, script: [put('milk', 'bread'), 'Done.'] })
  const [milk = '', bread = ''] = waitingFor(await world.say('Put both'))
  expect(waitingFor(await world.answer(bread, yes))).toEqual([milk])
  expect(items).toEqual([{ item: 'bread', by: undefined }])
  expect(world.model.requests).toHaveLength(1)
  expect(await world.answer(milk, yes)).toMatchObject({ type: 'finished' })
  expect(items.map(({ item }) => item)).toEqual(['bread', 'milk'])
})

test('an answer that comes before the turn has halted is not lost', async () => {
  const { items, tools } = createShelf()
  await using world = createWorld({ tools, script: [put('milk'), 'Done.'] })
  world.bus.on(InteractionRequested, ({ interaction }, { bus }) =>
    bus.execute(InteractionAnswer, { interactionId: interaction.id, reply: yes }),
  )
  expect(await world.say('Put milk')).toMatchObject({ type: 'finished' })
  expect(items).toHaveLength(1)
})

describe('an answer is refused', () => {
  test('to somebody who was not asked, and to nobody in particular', async () => {
    const { items, tools } = createShelf()
    await using world = createWorld({ tools, script: [put('milk'), 'Done.'] })
    const [interactionId = ''] = waitingFor(await world.say('Put milk', { actor: ana }))
    for (const actor of [{ id: 'eve' }, undefined]) {
      const answer = world.bus.execute(InteractionAnswer, { interactionId, reply: yes }, { sessionId, actor })
      await expect(answer).rejects.toMatchObject({ code: 'interaction.not_entitled' })
    }
    expect(items).toEqual([])
  })

  test('the second time, and wakes the session nevertheless', async () => {
    const { items, tools } = createShelf()
    await using world = createWorld({ tools, script: [put('milk'), 'Done.'] })
    const [interactionId = ''] = waitingFor(await world.say('Put milk'))
    const end = world.next()
    const answers = [yes, no, yes].map((reply) =>
      world.bus.execute(InteractionAnswer, { interactionId, reply }, { sessionId }),
    )
    const refused = (await Promise.allSettled(answers)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    expect(refused).toMatchObject([{ reason: { code: 'interaction.already_answered' } }, {}])
    expect(await end).toMatchObject({ type: 'finished' })
    expect(items).toHaveLength(1)
  })

  test('when the question is not known, or the reply is no answer to it', async () => {
    const { tools } = createShelf()
    await using world = createWorld({ tools, script: [put('milk'), 'Done.'] })
    const [interactionId = ''] = waitingFor(await world.say('Put milk'))
    const answer = (id: string, reply: typeof yes) =>
      world.bus.execute(InteractionAnswer, { interactionId: id, reply }, { sessionId })
    await expect(answer('other', yes)).rejects.toMatchObject({ code: 'interaction.unknown' })
    // From outside, a reply may be anything.
    const rubbish = { kind: 'text', text: 'yes' } as unknown as typeof yes
    await expect(answer(interactionId, rubbish)).rejects.toMatchObject({ code: 'interaction.wrong_reply' })
    expect((await world.read()).mark).toBe('waiting')
  })
})

describe('a question expires', () => {
  test('on time: the call is denied, and the model is told why', async () => {
    const clock = createFakeClock()
    const { items, tools } = createShelf()
    await using world = createWorld({ tools, script: [put('milk'), 'Too late.'], clock, expiresInMs: 1_000 })
    const halted = world.say('Put milk')
    await clock.advance(0)
    const [interactionId = ''] = waitingFor(await halted)
    const end = world.next()
    await clock.advance(999)
    expect((await world.read()).mark).toBe('waiting')
    await clock.advance(1)
    expect(await end).toMatchObject({ type: 'finished' })
    expect(world.model.requests[1]?.messages.at(-1)?.content).toBe('Denied: Nobody answered in time.')
    const late = world.bus.execute(InteractionAnswer, { interactionId, reply: yes }, { sessionId })
    await expect(late).rejects.toMatchObject({ code: 'interaction.expired' })
    expect(items).toEqual([])
  })

  test('also when the process that asked has died, whoever starts next', async () => {
    const clock = createFakeClock()
    const { tools } = createShelf()
    const log = await halt({ tools, clock })
    await clock.advance(5_000)
    const model = createScriptedModel(['Too late.'], { clock })
    await using world = createWorld({ tools, log, model, clock, expiresInMs: 1_000 })
    const end = world.next()
    await clock.advance(0)
    expect(await end).toMatchObject({ type: 'finished' })
    expect(clock.pending).toEqual([])
  })

  test('when the turn that asked is stopped', async () => {
    const { items, tools } = createShelf()
    await using world = createWorld({ tools, script: [put('milk'), 'Going on.'] })
    const [interactionId = ''] = waitingFor(await world.say('Put milk'))
    const end = world.next()
    await world.bus.execute(TurnStop, undefined, { sessionId })
    expect(await end).toMatchObject({ type: 'finished', reason: 'stopped' })
    const late = world.bus.execute(InteractionAnswer, { interactionId, reply: yes }, { sessionId })
    await expect(late).rejects.toMatchObject({ code: 'interaction.expired' })
    const { messages } = (await world.read()).state as { messages: ChatMessage[] }
    expect(messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringMatching(/^Cancelled/) })
    await world.say('Go on')
    expect(items).toEqual([])
  })
})

test('an approval goes on in another process than the one that asked', async () => {
  const { items, tools } = createShelf()
  const log = await halt({ tools })
  await using world = createWorld({ tools, log, model: createScriptedModel(['Done.']) })
  await world.engine.resumed
  const { waitingFor: open, mark } = await world.read()
  expect([mark, open.length]).toEqual(['waiting', 1])
  expect(await world.answer(open[0]?.id ?? '', yes, ana)).toMatchObject({ type: 'finished', reason: 'answered' })
  expect(items).toEqual([{ item: 'milk', by: 'ana' }])
})

test('inputs that come while a turn waits are taken after it', async () => {
  const { tools } = createShelf()
  await using world = createWorld({ tools, script: [put('milk'), 'Done.', 'And hello.'] })
  const [question = ''] = waitingFor(await world.say('Put milk'))
  const hello = world.say('Hello')
  await world.answer(question, yes)
  expect(await hello).toMatchObject({ type: 'finished' })
  const { messages } = (await world.read()).state as { messages: ChatMessage[] }
  expect(messages.slice(-2).map(({ content }) => content)).toEqual(['Hello', 'And hello.'])
})

describe('a fork', () => {
  test('has the past under its own id, and asks what was open anew', async () => {
    const { items, tools } = createShelf()
    await using world = createWorld({ tools, script: [put('milk'), 'Done here.', 'Done there.'] })
    const [question = ''] = waitingFor(await world.say('Put milk'))
    const asked = world.bus.once(InteractionRequested, { filter: (message) => message.sessionId === 'child' })
    expect(await world.bus.execute(SessionFork, { as: 'child' }, { sessionId })).toEqual({ sessionId: 'child' })
    const { interaction } = (await asked).payload
    expect(interaction.id).not.toBe(question)
    expect(interaction.callId).toMatch(/^child\//)
    await expect(
      world.bus.execute(InteractionAnswer, { interactionId: question, reply: yes }, { sessionId: 'child' }),
    ).rejects.toMatchObject({ code: 'interaction.expired' })
    expect(await world.answer(question, yes)).toMatchObject({ type: 'finished' })
    expect(items).toHaveLength(1)
    const child = world.on('child')
    expect(await child.answer(interaction.id, yes)).toMatchObject({ type: 'finished' })
    expect(items).toHaveLength(2)
    expect((await child.read()).state).toMatchObject({
      messages: { 0: { content: 'Put milk' }, 2: { content: 'put milk' } },
    })
  })

  test('branches off after any step', async () => {
    await using world = createWorld({ script: ['One.', 'Two.', 'Other two.'] })
    await world.say('First')
    const { sequence } = await world.read()
    await world.say('Second')
    await world.bus.execute(SessionFork, { atStep: sequence - 1, as: 'child' }, { sessionId })
    const child = world.on('child')
    expect(await child.read()).toMatchObject({ mark: 'idle', sequence, state: { messages: [{}, { content: 'One.' }] } })
    await child.say('Another second')
    expect((await child.read()).state).toMatchObject({ messages: { 3: { content: 'Other two.' } } })
    expect((await world.read()).state).toMatchObject({ messages: { 3: { content: 'Two.' } } })
  })

  test('at a step that is not there is refused', async () => {
    await using world = createWorld({ script: ['One.'] })
    await world.say('First')
    const fork = (atStep: number) => world.bus.execute(SessionFork, { atStep }, { sessionId })
    await expect(fork(99)).rejects.toMatchObject({ code: 'engine.unknown_step' })
  })
})

test('a question that a call outside of any turn asked is answered, and the call made again when it carries itself', async () => {
  const { items, tools } = createShelf()
  await using world = createWorld({ tools })
  const payload = { name: 'put', arguments: { item: 'milk' }, callId: 'direct' }
  const outcome = await world.bus.execute(ToolCall, payload, { sessionId, actor: ana })
  const interactionId = outcome.status === 'waiting' ? outcome.interactionId : ''
  await world.bus.execute(InteractionAnswer, { interactionId, reply: yes }, { sessionId, actor: ana })
  expect((await world.read()).mark).toBe('idle')
  expect(await world.bus.execute(ToolCall, payload, { sessionId, actor: ana })).toMatchObject({ status: 'done' })
  expect(items).toEqual([{ item: 'milk', by: 'ana' }])
})

/** A session that waits for an approval, and whose process is gone. */
async function halt(options: Parameters<typeof createWorld>[0]) {
  const { log } = createMemoryStore()
  const world = createWorld({ ...options, log, script: [put('milk'), 'Done.'], expiresInMs: 1_000 })
  const halted = world.say('Put milk', { actor: ana })
  if (options?.clock !== undefined) await (options.clock as ReturnType<typeof createFakeClock>).advance(0)
  waitingFor(await halted)
  await world[Symbol.asyncDispose]()
  return log
}
