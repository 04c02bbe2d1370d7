import {
  InteractionRequested,
  isMessage,
  type Message,
  ToolCall,
  ToolChecked,
  ToolFinished,
  ToolList,
  ToolPreview,
  ToolProgressed,
  ToolStarted,
} from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { ana, openDesk } from './desk.ts'
import { createLedger, createReader } from './ledger.ts'
import type { ToolGateSubject } from './tool-gate-subject.ts'

/** What a call answers with, and what it leaves in the log. */
export const outcomeCases: readonly ConformanceCase<ToolGateSubject>[] = [
  {
    name: 'runs a read at once, for the actor of the message',
    async run(subject) {
      const execute = (_: unknown, { actor }: { readonly actor?: { readonly id: string } | undefined }): string =>
        `for ${actor?.id}`
      await using desk = await openDesk(subject, [createReader('', { execute })])
      expect(await desk.call({ name: 'read_page' })).toEqual({ status: 'done', output: 'for ana' })
    },
  },
  {
    name: 'writes start and end of a call under their keys, and tells them as they stand in the log',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never' })])
      await desk.call({ arguments: '{"to":"eve","amount":5,"other":1}', vendorCallId: 'call_0' })
      const started = await desk.log.find('s', 'call:s/0/0:started')
      const finished = await desk.log.find('s', 'call:s/0/0:finished')
      expect(started?.message.payload).toMatchObject({
        callId: 's/0/0',
        vendorCallId: 'call_0',
        name: 'send_money',
        version: '1',
        effects: 'create',
        input: { to: 'eve', amount: 5 },
      })
      expect(finished?.message.payload).toMatchObject({
        callId: 's/0/0',
        vendorCallId: 'call_0',
        outcome: { status: 'done', output: 'sent 5 to eve' },
      })
      const told = desk.events.filter((event) => isMessage(ToolStarted, event) || isMessage(ToolFinished, event))
      expect(told.map(({ id }) => id)).toEqual([started?.message.id, finished?.message.id])
      expect(told.every(({ actor, sessionId }) => actor?.id === ana.id && sessionId === 's')).toBe(true)
    },
  },
  {
    name: 'passes the stages in their order, and records them with the outcome',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      await desk.answer(await desk.call())
      const { stages } = recordOf(desk.events)
      expect(stages.map(({ stage }) => stage)).toEqual([
        'parse',
        'authorize',
        'clarify',
        'preview',
        'approve',
        'recheck',
        'execute',
      ])
      expect(stages.find(({ stage }) => stage === 'approve')).toMatchObject({ result: 'passed', note: 'Ana said yes' })
      const asked = desk.events.filter((event) => isMessage(ToolChecked, event)).map(({ payload }) => payload)
      expect(asked).toContainEqual(expect.objectContaining({ stage: 'approve', result: 'asked', callId: 's/0/0' }))
    },
  },
  {
    name: 'takes arguments as text and as a value, and says what it repaired',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never' })])
      await desk.call({ arguments: { to: 'eve', amount: 5 }, callId: 's/0/0' })
      await desk.call({ arguments: '{"to":"eve","amount":5}', callId: 's/0/1' })
      await desk.call({ arguments: "{'to': 'eve', amount: 5,}", callId: 's/0/2' })
      expect(ledger.executions.map(({ input }) => input)).toEqual(Array(3).fill({ to: 'eve', amount: 5 }))
      expect(recordOf(desk.events, 's/0/1').stages[0]).toMatchObject({ stage: 'parse', result: 'passed' })
      expect(recordOf(desk.events, 's/0/1').stages[0]?.note).toBeUndefined()
      expect(recordOf(desk.events, 's/0/2').stages[0]?.note).toMatch(/repaired/)
    },
  },
  {
    name: 'answers bad arguments with a failure that names the field, and runs nothing',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never' })])
      const outcome = await desk.call({ arguments: '{"to":"eve","amount":"5"}' })
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'tool.bad_arguments' } })
      expect(outcome.status === 'failed' && outcome.error.message).toContain('amount: expected number')
      expect(recordOf(desk.events)).toMatchObject({ outcome, durationMs: 0 })
      expect(ledger.executions).toEqual([])
    },
  },
  {
    name: 'answers a call of a tool it does not have with a failure that names those it has',
    async run(subject) {
      await using desk = await openDesk(subject, [createReader('a page')])
      const outcome = await desk.call({ name: 'constructor' })
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'tool.unknown' } })
      expect(outcome.status === 'failed' && outcome.error.message).toContain('read_page')
    },
  },
  {
    name: 'answers what is not allowed with the reason',
    async run(subject) {
      const ledger = createLedger()
      const tool = ledger.tool({ approval: 'never', authorize: () => ({ allow: false, reason: 'not on Sundays' }) })
      await using desk = await openDesk(subject, [tool])
      expect(await desk.call()).toEqual({ status: 'denied', reason: 'not on Sundays' })
      expect(recordOf(desk.events).stages.at(-1)).toEqual({
        stage: 'authorize',
        result: 'stopped',
        note: 'not on Sundays',
      })
    },
  },
  {
    name: 'answers the same call id with what became of the call, after a restart too',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never' })])
      const first = await desk.call()
      expect(await desk.call()).toEqual(first)
      await using later = await desk.restart()
      expect(await later.call()).toEqual(first)
      expect(ledger.executions).toHaveLength(1)
    },
  },
  {
    name: 'makes an id of its own for a call that has none',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never' })])
      const call = { name: 'send_money', arguments: { to: 'eve', amount: 5 } }
      await desk.bus.execute(ToolCall, call, { sessionId: 's', actor: ana, id: 'message-1' })
      expect(ledger.executions.map(({ callId }) => callId)).toEqual(['s/message-1'])
    },
  },
  {
    name: 'runs calls at the same time',
    async run(subject) {
      let running = 0
      let most = 0
      const execute = async (): Promise<string> => {
        running += 1
        most = Math.max(most, running)
        await Promise.resolve()
        running -= 1
        return 'a page'
      }
      await using desk = await openDesk(subject, [createReader('', { execute })])
      await Promise.all([0, 1, 2].map((index) => desk.call({ name: 'read_page', callId: `s/0/${index}` })))
      expect(most).toBeGreaterThan(1)
    },
  },
  {
    name: 'lists its tools with the schema of their arguments',
    async run(subject) {
      await using desk = await openDesk(subject, [createLedger().tool(), createReader('a page')])
      const tools = await desk.bus.execute(ToolList, undefined)
      expect(tools.map(({ name }) => name)).toEqual(['send_money', 'read_page'])
      expect(tools[0]).toMatchObject({ version: '1', effects: 'create', description: 'Sends money to a person.' })
      expect(tools[0]?.parameters).toMatchObject({ type: 'object', required: ['to', 'amount'] })
    },
  },
  {
    name: 'previews a call without making it',
    async run(subject) {
      const ledger = createLedger()
      const preview = ({ to }: { readonly to: string }): { summary: string } => ({ summary: `sends money to ${to}` })
      await using desk = await openDesk(subject, [ledger.tool({ preview })])
      const call = { name: 'send_money', arguments: '{"to":"eve","amount":5}' }
      expect(await desk.bus.execute(ToolPreview, call)).toEqual({ summary: 'sends money to eve' })
      await expect(desk.bus.execute(ToolPreview, { ...call, arguments: '{}' })).rejects.toMatchObject({
        code: 'tool.bad_arguments',
      })
      expect(ledger.executions).toEqual([])
      expect(desk.events.filter((event) => isMessage(InteractionRequested, event))).toEqual([])
    },
  },
  {
    name: 'shows the progress of a tool, and nothing any more when it has ended',
    async run(subject) {
      const late: (() => void)[] = []
      const execute = async (_: unknown, context: { progress(message: string, fraction?: number): void }) => {
        late.push(() => context.progress('late'))
        context.progress('half way', 0.5)
        await Promise.resolve()
        return 'a page'
      }
      await using desk = await openDesk(subject, [createReader('', { execute })])
      await desk.call({ name: 'read_page' })
      for (const say of late) say()
      await desk.clock.advance(0)
      const progress = desk.events.filter((event) => isMessage(ToolProgressed, event)).map(({ payload }) => payload)
      expect(progress).toEqual([{ callId: 's/0/0', message: 'half way', fraction: 0.5 }])
    },
  },
]

/** The record of a call's end. */
function recordOf(events: readonly Message[], callId = 's/0/0'): ReturnType<typeof payloadsOf>[number] {
  return payloadsOf(events).find((payload) => payload.callId === callId) ?? expect.fail(`${callId} has not ended`)
}

function payloadsOf(events: readonly Message[]) {
  return events.filter((event) => isMessage(ToolFinished, event)).map(({ payload }) => payload)
}
