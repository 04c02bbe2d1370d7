import {
  type Clarification,
  InteractionAnswered,
  InteractionExpired,
  InteractionRequested,
  isMessage,
  ToolFinished,
  type ToolOutcome,
} from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { ana, ben, boss, type Desk, no, openDesk, questionOf, yes } from './desk.ts'
import { createLedger, type Transfer } from './ledger.ts'
import type { ToolGateSubject } from './tool-gate-subject.ts'

/** How a person is asked, and what an answer brings. */
export const questionCases: readonly ConformanceCase<ToolGateSubject>[] = [
  {
    name: 'answers at once that a call waits, with a question that stands in the log',
    async run(subject) {
      const ledger = createLedger()
      const preview = { summary: 'Send 5 to eve', changes: [{ label: 'balance', before: '10', after: '5' }] }
      await using desk = await openDesk(subject, [ledger.tool({ preview: () => preview })], { expiresInMs: 60_000 })
      const outcome = await desk.call()
      const interaction = {
        id: questionOf(outcome),
        kind: 'approve',
        callId: 's/0/0',
        askedBy: ana,
        entitled: { actorIds: ['ana'] },
        expiresAt: desk.clock.now() + 60_000,
        tool: { name: 'send_money', version: '1', effects: 'create' },
        input: { to: 'eve', amount: 5 },
        inputDigest: expect.stringMatching(/^[\da-f]{64}$/),
        preview,
      }
      expect(outcome).toMatchObject({ status: 'waiting', interaction })
      const logged = await desk.log.find('s', `interaction:${questionOf(outcome)}`)
      expect(logged?.message).toMatchObject({ type: InteractionRequested.type, actor: ana, payload: { interaction } })
      expect(desk.events.map(({ id }) => id)).toContain(logged?.message.id)
      expect(await desk.log.find('s', 'call:s/0/0:finished')).toBeUndefined()
      expect(ledger.executions).toEqual([])
    },
  },
  {
    name: 'asks once, however often the call is made while it waits, after a restart too',
    async run(subject) {
      await using desk = await openDesk(subject, [createLedger().tool()])
      const asked = await desk.call()
      expect(await desk.call()).toEqual(asked)
      await using later = await desk.restart()
      expect(await later.call()).toEqual(asked)
      expect(count(desk, InteractionRequested.type) + count(later, InteractionRequested.type)).toBe(1)
    },
  },
  {
    name: 'goes on with a call when it is approved, and tells answer and end',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call({ vendorCallId: 'call_7' })
      expect(await desk.answer(asked)).toBeUndefined()
      expect(await outcomeOf(desk)).toEqual({ status: 'done', output: 'sent 5 to eve' })
      expect(ledger.executions).toMatchObject([{ callId: 's/0/0', actor: ana }])
      const logged = await desk.log.find('s', `answer:${questionOf(asked)}`)
      expect(logged?.message).toMatchObject({ type: 'interaction.answer', actor: ana, payload: { reply: yes } })
      const told = desk.events.filter((event) => isMessage(InteractionAnswered, event)).map(({ payload }) => payload)
      expect(told).toEqual([{ interactionId: questionOf(asked), reply: yes, by: ana }])
      const finished = desk.events.find((event) => isMessage(ToolFinished, event))
      expect(finished).toMatchObject({ actor: ana, sessionId: 's', payload: { vendorCallId: 'call_7' } })
    },
  },
  {
    name: 'goes on with a call that is approved by a listener, while its question is still being told',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      desk.bus.on(InteractionRequested, ({ interaction }) => desk.answer(interaction.id))
      expect(await desk.call()).toMatchObject({ status: 'waiting' })
      await desk.clock.advance(0)
      expect(await outcomeOf(desk)).toMatchObject({ status: 'done' })
      expect(ledger.executions).toHaveLength(1)
    },
  },
  {
    name: 'goes on with a call that is approved after a restart',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call({ arguments: '{"to":"eve","amount":7}' })
      await using later = await desk.restart()
      expect(await later.answer(asked)).toBeUndefined()
      expect(ledger.executions).toMatchObject([{ actor: ana, input: { to: 'eve', amount: 7 } }])
      expect(await later.call()).toMatchObject({ status: 'done' })
    },
  },
  {
    name: 'goes on with an answered call whose process died, when the answer comes again',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call()
      await desk.logAnswer(asked)
      await using later = await desk.restart()
      expect(await later.answer(asked)).toBe('interaction.already_answered')
      expect(ledger.executions).toHaveLength(1)
    },
  },
  {
    name: 'denies what a person refuses, with the reason',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      await desk.answer(await desk.call(), { reply: no })
      const outcome = await outcomeOf(desk)
      expect(outcome).toMatchObject({ status: 'denied' })
      expect(outcome?.status === 'denied' && outcome.reason).toMatch(/Ana.*too much/)
      expect(ledger.executions).toEqual([])
    },
  },
  {
    name: 'refuses answers with the reason why they do not count',
    async run(subject) {
      await using desk = await openDesk(subject, [createLedger().tool()], { expiresInMs: 60_000 })
      const asked = await desk.call()
      expect(await desk.answer(asked, { actor: ben })).toBe('interaction.not_entitled')
      expect(await desk.answer(asked, { reply: { kind: 'text', text: 'yes' } })).toBe('interaction.wrong_reply')
      expect(await desk.answer('no such question')).toBe('interaction.unknown')
      expect(await desk.answer(asked, { sessionId: 'other' })).toBe('interaction.unknown')
      expect(await desk.answer(asked)).toBeUndefined()
      expect(await desk.answer(asked)).toBe('interaction.already_answered')
    },
  },
  {
    name: 'lets others answer where the application says so',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()], { entitled: { roles: ['admin'] } })
      const asked = await desk.call()
      expect(await desk.answer(asked)).toBe('interaction.not_entitled')
      expect(await desk.answer(asked, { actor: boss })).toBeUndefined()
      expect(ledger.executions).toMatchObject([{ actor: ana }])
    },
  },
  {
    name: 'closes a question the moment its time is up, and denies its call',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()], { expiresInMs: 60_000 })
      const asked = await desk.call()
      await desk.clock.advance(59_999)
      expect(count(desk, InteractionExpired.type)).toBe(0)
      await desk.clock.advance(1)
      expect(count(desk, InteractionExpired.type)).toBe(1)
      expect(await desk.log.find('s', `answer:${questionOf(asked)}`)).toMatchObject({
        message: { type: InteractionExpired.type },
      })
      expect(await outcomeOf(desk)).toMatchObject({ status: 'denied' })
      expect(await desk.answer(asked)).toBe('interaction.expired')
      expect(ledger.executions).toEqual([])
    },
  },
  {
    name: 'takes a choice as new input, and asks about that again',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ clarify: whichEve })])
      const choice = await desk.call()
      expect(choice).toMatchObject({
        interaction: { kind: 'choose', title: 'Which Eve?', options: [{ id: 'a', label: 'Eve Adams' }, { id: 'b' }] },
      })
      expect(await desk.answer(choice, { reply: { kind: 'choose', optionId: 'c' } })).toBe('interaction.wrong_reply')
      await using later = await desk.restart()
      await later.answer(choice, { reply: { kind: 'choose', optionId: 'b' } })
      const approval = await later.call()
      expect(approval).toMatchObject({ interaction: { kind: 'approve', input: { to: 'Eve Brown', amount: 5 } } })
      await later.answer(approval)
      expect(ledger.executions.map(({ input }) => input)).toEqual([{ to: 'Eve Brown', amount: 5 }])
    },
  },
]

function whichEve({ to, amount }: Transfer): Clarification | undefined {
  if (to !== 'eve') return undefined
  return {
    question: 'Which Eve?',
    options: [
      { id: 'a', label: 'Eve Adams', input: { to: 'Eve Adams', amount } },
      { id: 'b', label: 'Eve Brown', input: { to: 'Eve Brown', amount } },
    ],
  }
}

function count({ events }: Desk, type: string): number {
  return events.filter((event) => event.type === type).length
}

/** What the log holds as the outcome of the call. */
async function outcomeOf({ log }: Desk): Promise<ToolOutcome | undefined> {
  const message = (await log.find('s', 'call:s/0/0:finished'))?.message
  return message !== undefined && isMessage(ToolFinished, message) ? message.payload.outcome : undefined
}
