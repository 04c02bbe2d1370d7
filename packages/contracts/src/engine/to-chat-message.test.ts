import { expect, test } from 'vitest'
import { ModelResponded } from '../catalogue/model.ts'
import { ToolFinished } from '../catalogue/tool.ts'
import { TurnStarted, TurnSubmit } from '../catalogue/turn.ts'
import { createMessage } from '../messages/create-message.ts'
import type { ToolOutcome } from '../tools/tool-outcome.ts'
import { toChatMessage } from './to-chat-message.ts'

test('an input is the words of the user', () => {
  expect(toChatMessage(createMessage(TurnSubmit, { content: 'Hello' }))).toEqual({ role: 'user', content: 'Hello' })
})

test('a response is the message of the assistant', () => {
  const message = { role: 'assistant' as const, content: 'Hi' }
  const response = {
    id: 'r',
    message,
    finishReason: 'stop' as const,
    model: 'm',
    usage: { inputTokens: 1, outputTokens: 1 },
    attempts: 1,
    timing: { totalMs: 1 },
  }
  expect(toChatMessage(createMessage(ModelResponded, { route: 'fast', response }))).toBe(message)
})

test.each<[ToolOutcome, string]>([
  [{ status: 'done', output: 'text' }, 'text'],
  [{ status: 'done', output: { sum: 4 } }, '{"sum":4}'],
  [{ status: 'done', output: undefined }, 'done'],
  [{ status: 'failed', error: { code: 'tool.failed', message: 'Disk full.' } }, 'Failed: Disk full.'],
  [{ status: 'denied', reason: 'Not yours.' }, 'Denied: Not yours.'],
])('a finished call %o is what the model is told', (outcome, content) => {
  const payload = { callId: 's/1/0', vendorCallId: 'call_1', name: 't', outcome, stages: [], durationMs: 0 }
  expect(toChatMessage(createMessage(ToolFinished, payload))).toEqual({ role: 'tool', toolCallId: 'call_1', content })
})

test('an unknown outcome tells the model not to try again', () => {
  const payload = {
    callId: 'c',
    name: 't',
    outcome: { status: 'unknown', reason: 'Timed out.' } as const,
    stages: [],
    durationMs: 0,
  }
  expect(toChatMessage(createMessage(ToolFinished, payload))?.content).toContain('Do not call it again')
})

test('other messages are no part of the conversation', () => {
  expect(toChatMessage(createMessage(TurnStarted, { turnId: 't' }))).toBeUndefined()
})
