/**
 * The event log and key-value store of llmgine in memory.
 *
 * @packageDocumentation
 */
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './create-memory-store.ts'
