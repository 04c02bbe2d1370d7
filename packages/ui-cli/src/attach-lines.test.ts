import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createBus } from '@llmgine/bus'
import {
  type Interaction,
  type LayerCall,
  type LayerNext,
  LlmgineError,
  ToolFinished,
  ToolStarted,
} from '@llmgine/contracts'
import { expect, it, onTestFinished } from 'vitest'
import { type FakeTurn, serveFakeEngine, sessionId, untilStopped } from './__fixtures__/fake-engine.ts'
import { until } from './__fixtures__/until.ts'
import { attachTerminal } from './attach-terminal.ts'
import type { TerminalOptions } from './terminal-options.ts'

interface Setup extends Partial<TerminalOptions> {
  readonly turn?: (turn: FakeTurn) => unknown
}

function setUp({ turn = ({ say, input }) => say('Answer to ', `${input}.`), ...options }: Setup = {}) {
  const bus = createBus()
  const engine = serveFakeEngine(bus, turn)
  const [input, output, error] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const ui = attachTerminal(bus, { sessionId, input, output, error, ...options })
  onTestFinished(async () => {
    await ui.close()
    await bus.close()
  })
  /** Everything that was written, once the terminal has ended. */
  const end = async (): Promise<{ out: string; err: string }> => {
    await ui.closed
    output.end()
    error.end()
    return { out: await text(output), err: await text(error) }
  }
  return { bus, engine, ui, input, output, error, end }
}

const approval: Interaction = {
  id: 'q',
  kind: 'approve',
  title: 'May I?',
  entitled: {},
  tool: { name: 'add', version: '1', effects: 'create' },
  input: {},
  inputDigest: '',
}

it('takes each line as a turn, in order, and ends after the last one', async () => {
  const { engine, input, end, ui } = setUp()
  input.end('one\n\n  \ntwo\r\nthree')
  expect((await end()).out).toBe('Answer to one.\nAnswer to two.\nAnswer to three.\n')
  expect(engine.inputs).toEqual(['one', 'two', 'three'])
  expect(ui.report).toEqual({ turns: 3, failed: 0 })
})

it('does not begin a turn before the one before has ended', async () => {
  const running: string[] = []
  const { engine, input, end } = setUp({
    async turn(turn) {
      running.push(turn.input)
      await new Promise((resolve) => setTimeout(resolve, 10))
      expect(engine.inputs).toEqual(running)
    },
  })
  input.end('one\ntwo\nthree\n')
  await end()
  expect(running).toEqual(['one', 'two', 'three'])
})

it('puts answers alone on its output, without a colour, prompt or control character', async () => {
  const { input, end } = setUp({
    async turn({ say, tell }) {
      await tell(ToolStarted, { callId: 'c', name: 'add', version: '1', effects: 'none', input: { a: 1 } })
      await tell(ToolFinished, {
        callId: 'c',
        name: 'add',
        outcome: { status: 'done', output: 2 },
        stages: [],
        durationMs: 5,
      })
      await say('\u001b[31mred\u001b[0m **bold**', '\u0007 \u202e!\r\nnext\tline')
    },
  })
  input.end('go\n')
  expect(await end()).toEqual({
    out: '␛[31mred␛[0m **bold**␇ �!\nnext\tline\n',
    err: '● add  a: 1\n✓ add  5 ms  2\n  1,234 tokens in, 56 out · 2.3 s\n',
  })
})

it('goes on after a turn that failed or was not taken, and counts it', async () => {
  const { bus, input, end, ui } = setUp({
    turn({ say, input: line }) {
      if (line === 'two') throw new Error('broken')
      return say(`${line}.`)
    },
  })
  bus.use(function withFullLog(call: LayerCall, next: LayerNext) {
    if (JSON.stringify(call.input).includes('three')) throw new LlmgineError('log.full', 'The disk is full.')
    return next()
  })
  input.end('one\ntwo\nthree\nfour\n')
  const { out, err } = await end()
  expect(out).toBe('one.\nfour.\n')
  expect(err).toContain('The turn failed: Error: broken (test.failed)')
  expect(err).toContain('The disk is full. (log.full)')
  expect(ui.report).toEqual({ turns: 4, failed: 2 })
})

it('refuses what nobody is there to approve, with a reason', async () => {
  const { engine, input, end, ui } = setUp({ turn: (turn) => turn.ask(approval) })
  input.end('go\n')
  expect((await end()).err).toContain('? May I?  Refused. Nobody was there to approve it.')
  const reply = { kind: 'approve', approved: false, reason: 'Nobody was there to approve it.' }
  expect(engine.answers).toEqual([{ interactionId: 'q', reply }])
  expect(ui.report).toEqual({ turns: 1, failed: 0 })
})

it('answers by the rule of the application first', async () => {
  const { engine, input, end } = setUp({
    turn: (turn) => turn.ask(approval),
    answer: async ({ kind }) => (kind === 'approve' ? { kind, approved: true } : undefined),
  })
  input.end('go\n')
  await end()
  expect(engine.answers).toEqual([{ interactionId: 'q', reply: { kind: 'approve', approved: true } }])
})

it.each<[string, Interaction]>([
  ['a text', { id: 'q', kind: 'text', title: 'Your name?', entitled: {} }],
  ['something put to somebody else', { ...approval, entitled: { actorIds: ['ben'] } }],
])('stops the turn that asks for %s, and counts it as failed', async (_what, question) => {
  const { engine, input, end, ui } = setUp({
    turn: async (turn) => void (turn.input === 'one' && (await Promise.race([turn.ask(question), untilStopped(turn)]))),
    actor: { id: 'ana' },
  })
  input.end('one\ntwo\n')
  expect((await end()).err).toContain('Nobody is here to answer, so the turn is stopped.')
  expect(engine).toMatchObject({ answers: [], stops: 1, inputs: ['one', 'two'] })
  expect(ui.report).toEqual({ turns: 2, failed: 1 })
})

it('lets a turn go on whose question somebody else has answered', async () => {
  const { bus, engine, input, end, ui } = setUp({
    turn: async (turn) => {
      const asked = turn.ask(approval)
      await new Promise((resolve) => setTimeout(resolve, 20))
      await Promise.race([asked, turn.say('It was approved elsewhere.')])
    },
  })
  bus.use(function withOtherUser(call: LayerCall, next: LayerNext) {
    if (call.name !== 'interaction.answer') return next()
    throw new LlmgineError('interaction.already_answered', 'Somebody was faster.')
  })
  input.end('go\n')
  expect(await end()).toMatchObject({ out: 'It was approved elsewhere.\n', err: expect.stringContaining('faster') })
  expect(engine.stops).toBe(0)
  expect(ui.report).toEqual({ turns: 1, failed: 0 })
})

it('shows all on its output when it has no other stream, each line by itself', async () => {
  const { input, end } = setUp({
    async turn({ say, tell }) {
      await say('Let me see')
      await tell(ToolStarted, { callId: 'c', name: 'add', version: '1', effects: 'none', input: {} })
    },
    error: undefined,
  })
  input.end('go\n')
  expect((await end()).out).toBe('Let me see\n● add\n  1,234 tokens in, 56 out · 2.3 s\n')
})

it('shows an answer as it comes', async () => {
  let goOn = (): void => {}
  const { input, output, end } = setUp({
    turn: async ({ say }) => {
      await say('first')
      await new Promise<void>((resolve) => (goOn = resolve))
    },
  })
  input.write('go\n')
  await until(() => expect(String(output.read())).toContain('first'))
  goOn()
  input.end()
  await end()
})

it('ends when its reader goes away, as `| head` does', async () => {
  const { ui, output, input } = setUp()
  input.write('one\n')
  output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
  await ui.closed
})

it('ends in the middle of a turn when it is closed', async () => {
  const { ui, input, engine } = setUp({ turn: untilStopped })
  input.write('one\ntwo\n')
  await until(() => expect(engine.inputs).toEqual(['one']))
  await ui.close()
  await ui.closed
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(engine.inputs).toEqual(['one'])
})
