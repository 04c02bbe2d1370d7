import { vi } from 'vitest'

/** Tries until the check passes, longer than any machine takes for it. */
export function until<Value>(check: () => Value | Promise<Value>): Promise<Value> {
  return vi.waitFor(check, { timeout: 10_000, interval: 10 })
}
