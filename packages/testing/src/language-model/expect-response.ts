import type { ModelResponse } from '@llmgine/contracts'
import { expect } from 'vitest'

/** Holds a response to what every response has, whatever was said. */
export function expectResponse(response: ModelResponse): void {
  const { id, message, model, usage, attempts, timing, cost } = response
  expect(JSON.parse(JSON.stringify(response))).toEqual(response)
  expect([id, model]).not.toContain('')
  expect(message.role).toBe('assistant')
  expect(message.content).toBeTypeOf('string')
  expect(Number.isInteger(attempts) && attempts >= 1).toBe(true)
  const amounts = [usage.inputTokens, usage.outputTokens, timing.totalMs, cost?.usd ?? 0]
  expect(amounts.filter((amount) => !(amount >= 0 && Number.isFinite(amount)))).toEqual([])
}
