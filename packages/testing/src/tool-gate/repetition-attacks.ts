import { createMessage, ToolStarted } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { Attack } from './attack.ts'
import { ana, openDesk, questionOf } from './desk.ts'
import { createLedger, createReader } from './ledger.ts'

/** What was done is not done twice, whoever clicks, dies or tries again. */
export const repetitionAttacks: readonly Attack[] = [
  {
    name: 'a double click',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call()
      await Promise.all(Array.from({ length: legitimate ? 1 : 5 }, () => desk.answer(asked)))
      return legitimate ? ledger.executions.length : ledger.executions.length - 1
    },
  },
  {
    name: 'a double click that reaches two processes',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call()
      await using other = await desk.second()
      const clicks = [desk.answer(asked), ...(legitimate ? [] : [other.answer(asked)])]
      await desk.clock.advance(200)
      await Promise.all(clicks)
      return legitimate ? ledger.executions.length : ledger.executions.length - 1
    },
  },
  {
    name: 'the same call made twice at once, in two processes',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never' })])
      await using other = await desk.second()
      const calls = [desk.call(), ...(legitimate ? [] : [other.call()])]
      await desk.clock.advance(200)
      await Promise.all(calls)
      return legitimate ? ledger.executions.length : ledger.executions.length - 1
    },
  },
  {
    name: 'the same call made in another process while it runs, with a tool that finds no trace of it yet,',
    async run(subject, legitimate) {
      const ledger = createLedger()
      let finish = (_: string): void => {}
      const execute = (): Promise<string> => new Promise((resolve) => (finish = resolve))
      const reconcile = (): { status: 'not-done' } => ({ status: 'not-done' })
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never', execute, reconcile })])
      await using other = await desk.second()
      const calls = [desk.call(), ...(legitimate ? [] : [other.call()])]
      await desk.clock.advance(20_000)
      finish('sent')
      await desk.clock.advance(1_000)
      for (const outcome of await Promise.all(calls)) expect(outcome).toEqual({ status: 'done', output: 'sent' })
      return legitimate ? ledger.executions.length : ledger.executions.length - 1
    },
  },
  {
    name: 'a vendor call id that repeats in a later turn',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      await desk.answer(await desk.call({ vendorCallId: 'call_0' }))
      const later = await desk.call({ vendorCallId: 'call_0', callId: 's/1/0' })
      if (legitimate) await desk.answer(later)
      return ledger.executions.filter(({ callId }) => callId === 's/1/0').length
    },
  },
  {
    name: 'the call id of another tool',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never' }), createReader('a page')])
      await desk.call({ name: 'read_page', callId: legitimate ? 's/0/1' : 's/0/0' })
      await desk.call()
      return ledger.executions.length
    },
  },
  {
    name: 'a restart between start and end',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call()
      await desk.logAnswer(asked)
      const started = { callId: 's/0/0', name: 'send_money', version: '1', effects: 'create' as const }
      const options = { sessionId: 's', actor: ana, time: desk.clock.now() }
      const message = createMessage(ToolStarted, { ...started, input: { to: 'eve', amount: 5 } }, options)
      if (!legitimate) await desk.log.append('s', [{ message, onceKey: 'call:s/0/0:started' }])
      await using later = await desk.restart()
      const calling = later.call()
      await later.clock.advance(60_000)
      await calling
      return ledger.executions.length
    },
  },
  {
    name: 'an unknown outcome that the model tries again',
    async run(subject, legitimate) {
      const ledger = createLedger()
      let broken = true
      const execute = (): string => {
        if (broken) throw new TypeError('connection lost')
        return 'sent'
      }
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never', execute })])
      const asked = await desk.call()
      broken = false
      if (legitimate) await desk.answer(asked, { reply: { kind: 'settle', tookPlace: false } })
      await desk.call({ callId: 's/1/0' })
      await using later = await desk.restart()
      await later.call({ callId: 's/1/0' })
      return ledger.executions.filter(({ callId }) => callId === 's/1/0').length
    },
  },
  {
    name: 'a fork with an open approval, answered in the parent,',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call()
      await desk.log.fork('s', { at: await lastPosition(desk.log), as: 'fork' })
      await desk.logAnswer(asked)
      const anew = await desk.call({ sessionId: 'fork' })
      if (legitimate) await desk.answer(anew, { sessionId: 'fork' })
      return ledger.executions.length
    },
  },
  {
    name: 'a fork with an approval that was given before it was made',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      await desk.logAnswer(await desk.call())
      await desk.log.fork('s', { at: await lastPosition(desk.log), as: 'fork' })
      await desk.call({ sessionId: legitimate ? 's' : 'fork' })
      return ledger.executions.length
    },
  },
  {
    name: 'the question of the parent, answered in the fork,',
    async run(subject, legitimate) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool()])
      const asked = await desk.call()
      await desk.log.fork('s', { at: await lastPosition(desk.log), as: 'fork' })
      await desk.answer(questionOf(asked), { sessionId: legitimate ? 's' : 'fork' })
      return ledger.executions.length
    },
  },
]

async function lastPosition(log: { read(sessionId: string): AsyncIterable<{ position: number }> }): Promise<number> {
  let last = 0
  for await (const { position } of log.read('s')) last = position
  return last
}
