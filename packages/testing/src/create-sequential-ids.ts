import type { GenerateId } from '@llmgine/contracts'

/** Where a sequence of ids starts. */
export interface SequentialIdsOptions {
  /** The number of the first id. Give generators that meet in one test, such as before and after a restart, ranges of their own. @default 1 */
  readonly from?: number | undefined
}

/**
 * Ids that are the same in every run: UUIDs version 7 in form, sorting in the order of their making, and ending in their number.
 *
 * @example
 * const generateId = createSequentialIds()
 * generateId() // '019b76da-a800-7000-8000-000000000001'
 */
export function createSequentialIds(options: SequentialIdsOptions = {}): GenerateId {
  let next = options.from ?? 1
  return () => {
    const id = `019b76da-a800-7000-8000-${next.toString().padStart(12, '0')}`
    next += 1
    return id
  }
}
