import {
  createMessage,
  InteractionAnswer,
  type InteractionReply,
  type Message,
  ToolCall,
  type ToolOutcome,
} from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { createFakeClock } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type DefinedTool, defineTool } from '../definition/define-tool.ts'
import { createToolGate } from './create-tool-gate.ts'
import type { GateCall, ToolPolicy } from './gate-call.ts'
import type { ToolGateOptions } from './gate-options.ts'

const base = { version: '1', description: 'A tool.', input: z.object({ n: z.number() }) }

function toolOf(change: Partial<DefinedTool<{ n: number }, unknown>> = {}): DefinedTool<{ n: number }, unknown> {
  return defineTool({ ...base, name: 'pay', effects: 'create', execute: () => 'paid', ...change })
}

/** A gate in a session of Ana's: how each call ends, in one word. */
function desk(tool: DefinedTool<{ n: number }, unknown>, options: Partial<ToolGateOptions> = {}) {
  const { log } = createMemoryStore()
  const clock = createFakeClock()
  const { call } = createToolGate({ tools: [tool], log, clock, ...options })
  let calls = 0
  const send = (callId = `s/${calls++}/0`): Promise<ToolOutcome> => {
    const as: Message = createMessage(
      ToolCall,
      { name: 'pay', arguments: '' },
      { sessionId: 's', actor: { id: 'ana' } },
    )
    return call({ name: 'pay', arguments: { n: 1 }, callId }, { as })
  }
  const answer = async (asked: ToolOutcome, reply: InteractionReply): Promise<void> => {
    const interactionId = asked.status === 'waiting' ? asked.interactionId : ''
    const message = createMessage(InteractionAnswer, { interactionId, reply }, { sessionId: 's', actor: { id: 'ana' } })
    await log.append('s', [{ message, onceKey: `answer:${interactionId}` }])
  }
  return { send, answer, clock }
}

async function statusOf(tool: DefinedTool<{ n: number }, unknown>, policy?: ToolPolicy): Promise<string> {
  const outcome = await desk(tool, { policy }).send()
  return outcome.status === 'denied' ? `denied: ${outcome.reason}` : outcome.status
}

describe('without a policy the tool says whether a person must approve', () => {
  it.each<[string, Partial<DefinedTool<{ n: number }, unknown>>, string]>([
    ['a write that says nothing', {}, 'waiting'],
    ['a read that says nothing', { effects: 'read' }, 'done'],
    ['what touches nothing', { effects: 'none' }, 'done'],
    ['a write that never needs it', { approval: 'never' }, 'done'],
    ['a read that always does', { effects: 'read', approval: 'always' }, 'waiting'],
    ['a rule that says no', { approval: ({ n }) => n > 100 }, 'done'],
    ['a rule that says yes', { approval: async ({ n }) => n < 100 }, 'waiting'],
    ['a rule that says nothing of sense', { approval: () => JSON.parse('"no"') }, 'waiting'],
    ['a rule that throws', { approval: fail }, 'denied: It could not be checked whether this is allowed: no rule'],
    ['a tool that forbids', { authorize: () => ({ allow: false, reason: 'never' }) }, 'denied: never'],
    ['a verdict that is none', { authorize: () => JSON.parse('{"allow":"yes"}') }, 'denied: This is not allowed.'],
    ['no verdict at all', { authorize: () => JSON.parse('null') }, 'denied: This is not allowed.'],
  ])('%s', async (_, change, status) => {
    expect(await statusOf(toolOf(change))).toBe(status)
  })
})

describe('with a policy the application says', () => {
  it.each<[string, ToolPolicy, string]>([
    ['that it may run', () => 'allow', 'done'],
    ['that a person must approve', () => 'ask', 'waiting'],
    ['that it may not run', () => ({ deny: 'nobody is here' }), 'denied: nobody is here'],
    ['nothing', () => undefined, 'waiting'],
    ['nothing of sense', () => JSON.parse('"maybe"'), 'waiting'],
    ['null', () => JSON.parse('null'), 'denied: This is not allowed.'],
    ['that it does not know', fail, 'denied: It could not be checked whether this is allowed: no rule'],
  ])('%s', async (_, policy, status) => {
    expect(await statusOf(toolOf(), policy)).toBe(status)
  })

  it('knowing what the call is, and what the tool itself would have', async () => {
    const seen: GateCall[] = []
    const policy: ToolPolicy = (call) => {
      seen.push(call)
      return 'allow'
    }
    await desk(toolOf(), { policy }).send()
    const call = { callId: 's/0/0', sessionId: 's', actor: { id: 'ana' }, name: 'pay', version: '1', effects: 'create' }
    expect(seen).toEqual(Array(2).fill({ ...call, input: { n: 1 }, needsApproval: true }))
  })

  it('that a person must approve after all, right before it runs', async () => {
    const decisions = ['allow', 'ask', 'ask', 'ask', 'ask'] as const
    let asked = 0
    const { send, answer } = desk(toolOf(), { policy: () => decisions[asked++] })
    const outcome = await send('s/0/0')
    expect(outcome).toMatchObject({ status: 'waiting', interaction: { kind: 'approve' } })
    await answer(outcome, { kind: 'approve', approved: true })
    expect(await send('s/0/0')).toMatchObject({ status: 'done' })
  })

  it('one thing and another without an end, and the call ends', async () => {
    let turn = 0
    const policy: ToolPolicy = () => (turn++ % 2 === 0 ? 'allow' : 'ask')
    expect(await statusOf(toolOf(), policy)).toBe('denied: It was asked about again and again, without an end.')
  })
})

describe('the same write, when nobody knows what came of it before', () => {
  const broken = toolOf({ approval: 'never', execute: () => Promise.reject(new TypeError('connection lost')) })

  it('needs a person, whatever the policy says, as long as that is not settled', async () => {
    const { send, answer } = desk(broken, { policy: () => 'allow' })
    const asked = await send()
    expect(asked).toMatchObject({ interaction: { kind: 'settle', title: 'Did pay take effect? connection lost' } })
    expect(await send()).toMatchObject({
      interaction: { kind: 'approve', title: expect.stringContaining('once more') },
    })
    await answer(asked, { kind: 'settle', tookPlace: true })
    expect(await send()).toMatchObject({ interaction: { kind: 'settle' } })
  })

  it('and stays in doubt when the question was never answered', async () => {
    const { send, clock } = desk(broken, { policy: () => 'allow', expiresInMs: 60_000 })
    await send('s/a/0')
    await clock.advance(60_000)
    expect(await send('s/a/0')).toEqual({ status: 'unknown', reason: 'Nobody answered in time.' })
    expect(await send()).toMatchObject({ status: 'waiting', interaction: { kind: 'approve' } })
  })

  it('is asked about for each call, even if two fail at the same time', async () => {
    const { send, answer } = desk(broken)
    const both = await Promise.all([send('s/a/0'), send('s/b/0')])
    const asked = both.map((outcome) => (outcome.status === 'waiting' ? outcome.interaction : undefined))
    expect(asked.map((question) => question?.callId)).toEqual(['s/a/0', 's/b/0'])
    expect(asked[0]?.id).not.toBe(asked[1]?.id)
    for (const outcome of both) await answer(outcome, { kind: 'settle', tookPlace: false })
    expect(await send('s/b/0')).toMatchObject({ status: 'failed', error: { code: 'tool.not_done' } })
  })
})

function fail(): never {
  throw new TypeError('no rule')
}
