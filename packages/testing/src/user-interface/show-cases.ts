import {
  ModelDelta,
  ModelFellBack,
  ModelResponded,
  ToolFinished,
  type ToolOutcome,
  ToolProgressed,
  ToolStarted,
  TurnFailed,
  TurnFinished,
  TurnHalted,
} from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { beginTurn, createStage, endTurn, type Stage, toResponse } from './stage.ts'
import type { UserInterfaceHarness } from './user-interface-harness.ts'

const tool = { name: 'find_book', version: '1', effects: 'read' } as const
const error = { code: 'model.rate_limited', message: 'Too many requests were made.' }

/** What of a session is shown. */
export const showCases: readonly ConformanceCase<UserInterfaceHarness>[] = [
  {
    name: 'shows an answer as it comes, and once when it also comes whole',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      const cause = { cause: 'request' }
      await stage.tell(ModelDelta, { type: 'text-delta', text: 'The library ' }, cause)
      await stage.shows('The library')
      await stage.tell(ModelDelta, { type: 'text-delta', text: 'opens at nine.' }, cause)
      await stage.shows('The library opens at nine.')
      const response = toResponse('request', 'The library opens at nine.')
      await stage.tell(ModelDelta, { type: 'end', finishReason: 'stop', response }, cause)
      await stage.tell(ModelResponded, { route: 'default', response }, cause)
      await endTurn(stage, turnId)
      await expectOnce(stage, 'opens at nine')
    },
  },
  {
    name: 'shows an answer that only comes whole',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      await stage.tellAnswer('It opens at ten.')
      await endTurn(stage, turnId)
      await stage.shows('It opens at ten.')
      await expectOnce(stage, 'opens at ten')
    },
  },
  {
    name: 'shows every answer of a turn, in order',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      await stage.tellAnswer('Let me look.', ['Let me', ' look.'])
      await stage.tellAnswer('It is in.')
      await stage.tellAnswer('Anything else?', ['Anything', ' else?'])
      await endTurn(stage, turnId)
      await stage.shows('Let me look.', 'It is in.', 'Anything else?')
      const screen = await stage.screen()
      const places = ['Let me look.', 'It is in.', 'Anything else?'].map((text) => screen.indexOf(text))
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      for (const text of ['Let me look', 'It is in', 'Anything else']) await expectOnce(stage, text)
    },
  },
  {
    name: 'shows the rest of an answer whose stream broke off before its end',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      const cause = { cause: 'request' }
      await stage.tell(ModelDelta, { type: 'text-delta', text: 'Half of it' }, cause)
      await stage.tell(
        ModelResponded,
        { route: 'default', response: toResponse('request', 'Half of it, and more.') },
        cause,
      )
      await endTurn(stage, turnId)
      await stage.shows('Half of it, and more.')
      await expectOnce(stage, 'Half of it')
    },
  },
  {
    name: 'keeps two answers apart that are streamed at once',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      const answers = { one: 'Red roses are red.', two: 'Blue skies are blue.' }
      for (let at = 0; at < answers.two.length; at += 5) {
        for (const [cause, text] of Object.entries(answers)) {
          const part = text.slice(at, at + 5)
          if (part !== '') await stage.tell(ModelDelta, { type: 'text-delta', text: part }, { cause })
        }
      }
      for (const [cause, text] of Object.entries(answers)) {
        const response = toResponse(cause, text)
        await stage.tell(ModelDelta, { type: 'end', finishReason: 'stop', response }, { cause })
        await stage.tell(ModelResponded, { route: 'default', response }, { cause })
      }
      await endTurn(stage, turnId)
      await stage.shows(answers.one, answers.two)
      for (const text of ['Red roses', 'Blue skies', 'skies', 'blue.']) await expectOnce(stage, text)
    },
  },
  {
    name: 'shows an answer that stands only in the end of its turn',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      const usage = { inputTokens: 1, outputTokens: 1 }
      const reply = { text: 'You have reached your limit for today.' }
      await stage.tell(TurnFinished, { turnId, reason: 'cost-limit', reply, usage, durationMs: 5 })
      await stage.shows('You have reached your limit for today.')
    },
  },
  {
    name: 'says which model stands in for another',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.tell(ModelFellBack, { route: 'default', from: 'model-a', to: 'model-b', error })
      await stage.shows('model-b')
    },
  },
  {
    name: 'shows a tool with its arguments when it starts, how far it is, and that it is done',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.tell(ToolStarted, { ...tool, callId: 'c', input: { title: 'Middlemarch' } })
      await stage.shows('find_book', 'Middlemarch')
      await stage.tell(ToolProgressed, { callId: 'c', message: 'Asking the branches', fraction: 0.4 })
      await stage.shows('Asking the branches')
      await finishTool(stage, { status: 'done', output: '3 copies' })
      await stage.shows('find_book')
    },
  },
  ...failedCalls([
    [
      'failed',
      { status: 'failed', error: { code: 'tool.failed', message: 'The catalogue is closed.' } },
      'The catalogue is closed.',
    ],
    ['denied', { status: 'denied', reason: 'Only members may look.' }, 'Only members may look.'],
    ['unknown', { status: 'unknown', reason: 'The connection was lost.' }, 'The connection was lost.'],
  ]),
  {
    name: 'shows that a turn failed, and why, and takes the next input',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      await stage.tell(TurnFailed, { turnId, error })
      await stage.shows('Too many requests were made.')
      await stage.say('Once more, please.')
      await stage.until(() => expect(stage.sent.inputs).toHaveLength(2))
    },
  },
  {
    name: 'shows nothing of other sessions',
    async run(harness) {
      const stage = await createStage(harness)
      const other = { sessionId: 'another' }
      const turnId = await beginTurn(stage)
      await stage.bus.publish(ModelDelta, { type: 'text-delta', text: 'Not for you.' }, other)
      const response = toResponse('r', 'Not for you either.')
      await stage.bus.publish(ModelResponded, { route: 'default', response }, other)
      await stage.bus.publish(TurnFailed, { turnId, error: { code: 'x.y', message: 'Not your failure.' } }, other)
      await stage.tellAnswer('For you.')
      await endTurn(stage, turnId)
      await stage.shows('For you.')
      expect(await stage.screen()).not.toMatch(/not for you|not your/i)
    },
  },
  {
    name: 'bears every event there is, in any order',
    async run(harness) {
      const stage = await createStage(harness)
      await finishTool(stage, { status: 'done', output: { any: ['thing', 1, null] } })
      await stage.tell(ToolProgressed, { callId: 'nobody', message: 'still here' })
      await stage.tell(ModelDelta, { type: 'tool-call-start', index: 0, id: 'v', name: 'find_book' })
      await stage.tell(ModelDelta, { type: 'reasoning-delta', text: 'hm' })
      await stage.tell(ModelDelta, { type: 'usage', usage: { inputTokens: 1, outputTokens: 1 } })
      await stage.tell(TurnHalted, { turnId: 'unheard-of', waitingFor: ['x'] })
      await endTurn(stage, 'unheard-of')
      const turnId = await beginTurn(stage)
      await stage.tellAnswer('Still well.')
      await endTurn(stage, turnId)
      await stage.shows('Still well.')
      expect(stage.bus.inspect().subscriptions.reduce((sum, one) => sum + one.failed, 0)).toBe(0)
    },
  },
]

function failedCalls(
  outcomes: readonly (readonly [string, ToolOutcome, string])[],
): ConformanceCase<UserInterfaceHarness>[] {
  return outcomes.map(([status, outcome, seen]) => ({
    name: `shows a call that is ${status}, and why`,
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.tell(ToolStarted, { ...tool, callId: 'c', input: { title: 'Emma' } })
      await finishTool(stage, outcome)
      await stage.shows('find_book', seen)
    },
  }))
}

function finishTool(stage: Stage, outcome: ToolOutcome): Promise<void> {
  return stage.tell(ToolFinished, { ...tool, callId: 'c', outcome, stages: [], durationMs: 120 })
}

async function expectOnce(stage: Stage, text: string): Promise<void> {
  const screen = await stage.screen()
  expect(screen.split(text), `"${text}" is shown once on:\n${screen}`).toHaveLength(2)
}
