import { type Clock, type EventLog, type KeyValueStore, systemClock } from '@llmgine/contracts'
import { createMemoryLog } from './create-memory-log.ts'
import { createMemoryValues } from './create-memory-values.ts'

/** A log and a key-value store in memory. */
export interface MemoryStore {
  readonly log: Required<EventLog>
  readonly values: KeyValueStore
}

/** What a memory store may be given. */
export interface MemoryStoreOptions {
  /** Tells when sessions were written. @default the system's */
  readonly clock?: Clock | undefined
}

/**
 * An event log and a key-value store that live as long as the process: for tests, demonstrations and programs whose sessions need
 * not outlive them. They keep every promise of the contracts but durability. What is read is frozen, so that nobody changes the past.
 *
 * @example
 * const { log } = createMemoryStore()
 * await log.append('session-1', [{ message, onceKey: 'input:8123' }])
 * for await (const { position, message } of log.read('session-1')) console.log(position, message.type)
 */
export function createMemoryStore({ clock = systemClock }: MemoryStoreOptions = {}): MemoryStore {
  return { log: createMemoryLog(clock), values: createMemoryValues() }
}
