import { LlmgineError, type ToolOutcome } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { type Desk, openDesk } from './desk.ts'
import { createLedger, createReader, type Ledger } from './ledger.ts'
import type { ToolGateSubject } from './tool-gate-subject.ts'

const never = (): Promise<never> => new Promise(() => {})

/** What becomes of a call whose tool fails, hangs or answers rubbish. */
export const failureCases: readonly ConformanceCase<ToolGateSubject>[] = [
  {
    name: 'hands a failure to the model as data, whatever was thrown',
    async run(subject) {
      const thrown: unknown[] = [new TypeError('no network'), 'a text', undefined, null, { a: 1 }, Symbol('s')]
      const execute = ({ amount }: { readonly amount: number }): never => {
        throw thrown[amount]
      }
      await using desk = await openDesk(subject, [createReader('', { execute })])
      for (const index of thrown.keys()) {
        const call = { name: 'read_page', arguments: { to: 'a', amount: index }, callId: `s/0/${index}` }
        expect(await desk.call(call)).toMatchObject({ status: 'failed', error: { code: 'tool.failed' } })
      }
      expect(await desk.call({ name: 'read_page', callId: 's/0/0' })).toMatchObject({
        error: { message: 'no network' },
      })
    },
  },
  {
    name: 'takes the word of a write that says it failed',
    async run(subject) {
      const execute = (): never => {
        throw new LlmgineError('tool.failed', 'The account is closed.')
      }
      await using desk = await openDesk(subject, [createLedger().tool({ approval: 'never', execute })])
      expect(await desk.call()).toMatchObject({ status: 'failed', error: { message: 'The account is closed.' } })
    },
  },
  {
    name: 'asks a person what became of a write that threw, and never shows it as a failure to be repeated',
    async run(subject) {
      const { ledger, desk, asked } = await failedWrite(subject)
      await using _ = desk
      expect(asked).toMatchObject({ status: 'waiting', interaction: { kind: 'settle', callId: 's/0/0' } })
      expect(await desk.call()).toEqual(asked)
      await desk.answer(asked, { reply: { kind: 'settle', tookPlace: true } })
      expect(await desk.call()).toMatchObject({ status: 'done' })
      expect(ledger.executions).toHaveLength(1)
    },
  },
  {
    name: 'lets the model try again when a person says that nothing happened',
    async run(subject) {
      const { desk, asked } = await failedWrite(subject)
      await using _ = desk
      await desk.answer(asked, { reply: { kind: 'settle', tookPlace: false } })
      expect(await desk.call()).toMatchObject({ status: 'failed', error: { code: 'tool.not_done' } })
    },
  },
  {
    name: 'asks the tool itself first, and believes what it knows',
    async run(subject) {
      const ledger = createLedger()
      const execute = (): never => {
        throw new TypeError('connection lost')
      }
      const tool = ledger.tool({
        approval: 'never',
        execute,
        reconcile: ({ amount }) => (amount > 0 ? { status: 'done', output: 'sent' } : { status: 'not-done' }),
      })
      await using desk = await openDesk(subject, [tool])
      expect(await desk.call()).toEqual({ status: 'done', output: 'sent' })
      const none = { arguments: { to: 'eve', amount: 0 }, callId: 's/0/1' }
      expect(await desk.call(none)).toMatchObject({ status: 'failed', error: { code: 'tool.failed' } })
    },
  },
  {
    name: 'says that the outcome is not known when nobody can be asked',
    async run(subject) {
      const execute = (): never => {
        throw new TypeError('connection lost')
      }
      await using desk = await openDesk(subject, [createLedger().tool({ approval: 'never', execute })])
      expect(await desk.callOutside()).toMatchObject({ status: 'unknown' })
    },
  },
  {
    name: 'ends a read that never returns when its time is up',
    async run(subject) {
      await using desk = await openDesk(subject, [createReader('', { execute: never, timeoutMs: 500 })])
      const outcome = await settled(desk, desk.call({ name: 'read_page' }), 5_000)
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'tool.timeout' } })
    },
  },
  {
    name: 'does not know the outcome of a write that never returns, and does not run it again',
    async run(subject) {
      const ledger = createLedger()
      const tool = ledger.tool({
        approval: 'never',
        execute: never,
        timeoutMs: 500,
        reconcile: () => ({ status: 'not-done' }),
      })
      await using desk = await openDesk(subject, [tool])
      const outcome = await settled(desk, desk.call(), 5_000)
      expect(outcome).toMatchObject({ status: 'waiting', interaction: { kind: 'settle' } })
      expect(await desk.call()).toEqual(outcome)
      expect(ledger.executions).toHaveLength(1)
    },
  },
  {
    name: 'does not take the result of a tool that returns long after its time',
    async run(subject) {
      let finish = (_: string): void => {}
      const execute = (): Promise<string> => new Promise((resolve) => (finish = resolve))
      const read = createReader('', { execute, timeoutMs: 500 })
      await using desk = await openDesk(subject, [read])
      const outcome = await settled(desk, desk.call({ name: 'read_page' }), 5_000)
      finish('too late')
      await desk.clock.advance(0)
      expect(await desk.call({ name: 'read_page' })).toEqual(outcome)
    },
  },
  {
    name: 'tells a tool through its signal that its time is up',
    async run(subject) {
      let aborted = false
      const execute = (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<string> =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true
            reject(signal.reason)
          })
        })
      await using desk = await openDesk(subject, [createReader('', { execute, timeoutMs: 500 })])
      const outcome = await settled(desk, desk.call({ name: 'read_page' }), 500)
      expect(aborted).toBe(true)
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'tool.timeout' } })
    },
  },
  {
    name: 'ends a call that is given up, and does not run its write again',
    async run(subject) {
      const ledger = createLedger()
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never', execute: never, timeoutMs: 500 })])
      const controller = new AbortController()
      const call = desk.call({ signal: controller.signal })
      await desk.clock.advance(0)
      controller.abort(new LlmgineError('turn.stopped', 'Stopped.'))
      await expect(call).rejects.toMatchObject({ code: 'turn.stopped' })
      await desk.clock.advance(2_000)
      const outcome = await settled(desk, desk.call(), 60_000)
      expect(outcome).toMatchObject({ status: 'waiting', interaction: { kind: 'settle' } })
      expect(ledger.executions).toHaveLength(1)
    },
  },
  {
    name: 'forgets a read that is given up: made again, it runs',
    async run(subject) {
      const controller = new AbortController()
      let runs = 0
      const execute = (): string | Promise<never> => {
        runs += 1
        return runs === 1 ? never() : 'a page'
      }
      await using desk = await openDesk(subject, [createReader('', { execute })])
      const call = desk.call({ name: 'read_page', signal: controller.signal })
      await desk.clock.advance(0)
      controller.abort(new LlmgineError('turn.stopped', 'Stopped.'))
      await expect(call).rejects.toMatchObject({ code: 'turn.stopped' })
      expect(await settled(desk, desk.call({ name: 'read_page' }), 5_000)).toEqual({ status: 'done', output: 'a page' })
    },
  },
  {
    name: 'cuts a result that is too large, and says so',
    async run(subject) {
      const pages = [createReader('x'.repeat(500_000)), createReader(Array(100_000).fill('y'), { name: 'read_list' })]
      await using desk = await openDesk(subject, pages)
      for (const name of ['read_page', 'read_list']) {
        const outcome = await desk.call({ name, callId: `s/0/${name}` })
        const output = outcome.status === 'done' ? outcome.output : expect.fail(outcome.status)
        expect(output).toMatch(/\[cut: the first [\d]+ of [\d]+ characters\]$/)
        expect(String(output).length).toBeLessThan(300_000)
      }
    },
  },
  {
    name: 'does not lose a write whose result is no plain data',
    async run(subject) {
      const ledger = createLedger()
      const cycle: Record<string, unknown> = {}
      cycle.self = cycle
      await using desk = await openDesk(subject, [ledger.tool({ approval: 'never', execute: () => cycle })])
      const outcome = await desk.call()
      expect(outcome.status).toBe('done')
      expect(JSON.stringify(outcome)).toContain('does not fit')
      expect(await desk.call()).toEqual(outcome)
    },
  },
]

async function failedWrite(
  subject: ToolGateSubject,
): Promise<{ readonly ledger: Ledger; readonly desk: Desk; readonly asked: ToolOutcome }> {
  const ledger = createLedger()
  const execute = (): never => {
    throw new TypeError('connection lost')
  }
  const desk = await openDesk(subject, [ledger.tool({ approval: 'never', execute })])
  return { ledger, desk, asked: await desk.call() }
}

/** What comes of a call while time goes on. */
async function settled(desk: Desk, call: Promise<ToolOutcome>, withinMs: number): Promise<ToolOutcome> {
  await desk.clock.advance(withinMs)
  return call
}
