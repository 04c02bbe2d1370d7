import { expect, test } from 'vitest'
import { fromErrorData } from './from-error-data.ts'
import { isLlmgineError } from './is-llmgine-error.ts'
import { LlmgineError } from './llmgine-error.ts'
import { toErrorData } from './to-error-data.ts'

test('carries code, facts and cause', () => {
  const cause = new Error('socket closed')
  const error = new LlmgineError('model.unreachable', 'No answer.', { cause, details: { host: 'x' }, retryable: true })
  expect(error).toMatchObject({
    code: 'model.unreachable',
    message: 'No answer.',
    details: { host: 'x' },
    retryable: true,
  })
  expect(error.cause).toBe(cause)
  expect(String(error)).toBe('LlmgineError: No answer.')
})

test('is recognised by shape, whichever copy of the class made it', () => {
  class LlmgineErrorOfAnotherVersion extends Error {
    override name = 'LlmgineError'
    code = 'log.conflict'
  }
  expect(isLlmgineError(new LlmgineErrorOfAnotherVersion(), 'log.conflict')).toBe(true)
  expect(isLlmgineError(new LlmgineErrorOfAnotherVersion(), 'log.other')).toBe(false)
})

test.each([new Error('x'), { name: 'LlmgineError', code: 'a.b' }, 'x', undefined, null])('%o is not one', (value) => {
  expect(isLlmgineError(value)).toBe(false)
})

test('crosses a border as data, without stack and cause', () => {
  const error = new LlmgineError('tool.denied', 'Not allowed.', { cause: new Error('secret'), details: { tool: 'rm' } })
  const data = JSON.parse(JSON.stringify(error))
  expect(data).toEqual({ code: 'tool.denied', message: 'Not allowed.', details: { tool: 'rm' }, retryable: false })
  expect(fromErrorData(data)).toMatchObject({ code: 'tool.denied', message: 'Not allowed.', retryable: false })
})

test('a foreign error gets the given code', () => {
  expect(toErrorData(new TypeError('no'), 'engine.action_failed')).toEqual({
    code: 'engine.action_failed',
    message: 'no',
  })
  expect(toErrorData('no', 'engine.action_failed')).toEqual({ code: 'engine.action_failed', message: 'no' })
})
