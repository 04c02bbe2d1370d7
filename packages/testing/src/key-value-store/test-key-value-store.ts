import type { KeyValueStore } from '@llmgine/contracts'
import { declareCases } from '../declare-cases.ts'
import { keyValueStoreCases } from './key-value-store-cases.ts'

/**
 * Declares the tests that every key-value store must pass.
 *
 * @param create Makes a store that is empty, for each test anew. What it opened it can close with vitest's `onTestFinished`.
 * @example
 * testKeyValueStore('my store', () => createMyStore())
 */
export function testKeyValueStore(name: string, create: () => KeyValueStore | Promise<KeyValueStore>): void {
  declareCases(`${name} as a key-value store`, keyValueStoreCases, create)
}
