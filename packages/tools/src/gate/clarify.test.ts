import { type Clarification, createMessage, InteractionAnswer, ToolCall, type ToolOutcome } from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineTool } from '../definition/define-tool.ts'
import { createToolGate } from './create-tool-gate.ts'

type Ask = (input: { to: string }) => Clarification | undefined | Promise<Clarification | undefined>

function desk(clarify: Ask) {
  const { log } = createMemoryStore()
  const tool = defineTool({
    name: 'greet',
    version: '1',
    description: 'Greets.',
    effects: 'create',
    approval: 'never',
    input: z.object({ to: z.string() }),
    clarify,
    execute: ({ to }) => `hello ${to}`,
  })
  const gate = createToolGate({ tools: [tool], log })
  const call = (to = 'ana', sessionId: string | undefined = 's'): Promise<ToolOutcome> => {
    const request = { name: 'greet', arguments: { to }, callId: 's/0/0' }
    return gate.call(request, { as: createMessage(ToolCall, request, { sessionId, actor: { id: 'ana' } }) })
  }
  const choose = async (asked: ToolOutcome, optionId: string): Promise<void> => {
    const interactionId = asked.status === 'waiting' ? asked.interactionId : expect.fail(asked.status)
    const reply = { kind: 'choose', optionId } as const
    const message = createMessage(InteractionAnswer, { interactionId, reply }, { sessionId: 's', actor: { id: 'ana' } })
    await log.append('s', [{ message, onceKey: `answer:${interactionId}` }])
  }
  return { call, choose, callOutside: () => gate.call({ name: 'greet', arguments: { to: 'ana' } }) }
}

const which: Ask = ({ to }) =>
  to.includes(' ')
    ? undefined
    : {
        question: `Which ${to}?`,
        options: [
          { id: '1', label: 'Adams', input: { to: `${to} Adams` } },
          { id: '2', label: 'Brown', input: { to: `${to} Brown` } },
        ],
      }

describe('a question about what is meant', () => {
  it('is denied in words where nobody can be asked, so that the model can ask', async () => {
    const { callOutside } = desk(which)
    const reason = 'It is not clear what is meant. Which ana? Adams, Brown.'
    expect(await callOutside()).toEqual({ status: 'denied', reason })
  })

  it('is asked anew when its options have changed since, for an old answer means something else by then', async () => {
    let surname = 'Adams'
    const { call, choose } = desk(({ to }) =>
      to.includes(' ')
        ? undefined
        : { question: 'Which?', options: [{ id: '1', label: surname, input: { to: `${to} ${surname}` } }] },
    )
    const asked = await call()
    await choose(asked, '1')
    surname = 'Brown'
    expect(await call()).toMatchObject({ status: 'waiting', interaction: { options: [{ label: 'Brown' }] } })
    surname = 'Adams'
    expect(await call()).toEqual({ status: 'done', output: 'hello ana Adams' })
  })

  it('does not carry over to other arguments', async () => {
    const { call, choose } = desk(({ to }) =>
      to.includes(' ')
        ? undefined
        : { question: 'Which?', options: [{ id: '1', label: 'Adams', input: { to: `${to} Adams` } }] },
    )
    await choose(await call('ana'), '1')
    expect(await call('eve')).toMatchObject({ status: 'waiting' })
  })

  it('gives input that is checked like any other', async () => {
    const { call, choose } = desk(() => ({
      question: 'Which?',
      options: [{ id: '1', label: 'None', input: { to: 7 } }],
    }))
    await choose(await call(), '1')
    expect(await call()).toMatchObject({ status: 'failed', error: { code: 'tool.bad_arguments' } })
  })

  it('is not asked for ever', async () => {
    const { call, choose } = desk(({ to }) => ({
      question: 'Longer?',
      options: [{ id: '1', label: 'Yes', input: { to: `${to}.` } }],
    }))
    let outcome = await call()
    for (let round = 0; round < 20 && outcome.status === 'waiting'; round += 1) {
      await choose(outcome, '1')
      outcome = await call()
    }
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringContaining('without an end') })
  })

  it.each<[string, Ask]>([
    ['has no options', () => ({ question: 'Which?', options: [] })],
    ['has two options of one id', () => ({ question: 'Which?', options: [option('1'), option('1')] })],
    ['is no question', () => JSON.parse('{}')],
    ['cannot be asked', () => Promise.reject(new TypeError('offline'))],
  ])('is a failure of the tool when it %s', async (_, clarify) => {
    expect(await desk(clarify).call()).toMatchObject({ status: 'failed', error: { code: 'tool.failed' } })
  })
})

function option(id: string): Clarification['options'][number] {
  return { id, label: id, input: { to: 'ana' } }
}
