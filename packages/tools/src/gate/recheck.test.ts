import { type ApproveInteraction, createMessage, systemClock, ToolCall } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineTool } from '../definition/define-tool.ts'
import type { Candidate } from './candidate.ts'
import type { Passage } from './passage.ts'
import { recheck } from './recheck.ts'

const tool = defineTool({
  name: 'pay',
  version: '1',
  description: 'Pays.',
  effects: 'create',
  input: z.object({}),
  execute: () => 'paid',
})
const request = { name: 'pay', arguments: {}, callId: 's/0/0' }
const cause = createMessage(ToolCall, request, { sessionId: 's', actor: { id: 'ana' } })
const question: ApproveInteraction = {
  id: 'q',
  kind: 'approve',
  title: 'Allow pay?',
  askedBy: { id: 'ana' },
  entitled: {},
  expiresAt: 2_000,
  callId: 's/0/0',
  tool: { name: 'pay', version: '1', effects: 'create' },
  input: {},
  inputDigest: 'digest',
}

/** What is made of an approval that says this, a second before it expires. */
async function outcomeOf(change: Partial<ApproveInteraction>): Promise<unknown> {
  const candidate: Candidate = {
    tool,
    input: {},
    record: {},
    digest: () => 'digest',
    needsApproval: true,
    doubtful: false,
    preview: undefined,
    question: { ...question, ...change },
    approved: true,
  }
  const { outcome } = await recheck.run(candidate, passage)
  return outcome
}

const passage: Passage = {
  world: {
    tools: new Map([['pay', tool]]),
    policy: undefined,
    entitled: () => ({}),
    expiresInMs: undefined,
    maxInputCharacters: 1_000,
    maxOutputCharacters: 1_000,
    clock: { ...systemClock, now: () => 1_000 },
    generateId: () => 'id',
    carriesCalls: false,
  },
  request,
  callId: 's/0/0',
  cause,
  sessionId: 's',
  actor: cause.actor,
  signal: undefined,
  journal: undefined,
  tell: () => {},
  stages: [],
  given: {},
  attempt: 1,
}

/** The question's id is made of all this already; that it is compared once more is what makes a shared id harmless. */
describe('an approval is taken for the very call it was given for', () => {
  it('and for no other', async () => {
    expect(await outcomeOf({})).toBeUndefined()
  })

  it.each<[string, Partial<ApproveInteraction>]>([
    ['call', { callId: 's/0/1' }],
    ['tool', { tool: { ...question.tool, name: 'pay_all' } }],
    ['version', { tool: { ...question.tool, version: '2' } }],
    ['input', { inputDigest: 'other' }],
    ['actor', { askedBy: { id: 'ben' } }],
    ['actor, when nobody knows who asked', { askedBy: undefined }],
  ])('not for another %s', async (_, change) => {
    expect(await outcomeOf(change)).toMatchObject({ status: 'denied', reason: expect.stringContaining('another call') })
  })

  it('not when it has expired', async () => {
    expect(await outcomeOf({ expiresAt: 1_000 })).toMatchObject({ reason: 'The approval has expired.' })
  })
})
