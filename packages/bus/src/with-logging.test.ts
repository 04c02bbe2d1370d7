import { defineCommand, LlmgineError } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { createBus } from './create-bus.ts'
import { withLogging } from './with-logging.ts'

const SignIn = defineCommand<{ password: string }, string>('test.sign-in')

test('notes every message when it is done, failures as warnings, and never a payload', async () => {
  const lines: unknown[] = []
  const note = (level: string) => (data: object, text?: string) => lines.push({ level, text, ...data })
  const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const bus = createBus()
  bus.use(withLogging(logger, { now: () => 0 }))
  bus.handle(SignIn, ({ password }) => {
    if (password === '') throw new LlmgineError('test.denied', 'No password.')
    return 'token'
  })
  await bus.execute(SignIn, { password: 'hunter2' }, { id: 'one', sessionId: 'a' })
  await expect(bus.execute(SignIn, { password: '' }, { id: 'two' })).rejects.toThrow()
  const facts = { kind: 'command', type: 'test.sign-in', causationId: undefined, durationMs: 0 }
  expect(lines).toEqual([
    { ...facts, level: 'debug', text: 'command done', id: 'one', sessionId: 'a' },
    {
      ...facts,
      level: 'warn',
      text: 'command failed',
      id: 'two',
      sessionId: undefined,
      error: { code: 'test.denied', message: 'No password.', details: {}, retryable: false },
    },
  ])
  expect(JSON.stringify(lines)).not.toContain('hunter2')
})
