import type { EventLog } from '@llmgine/contracts'
import { declareCases } from '../declare-cases.ts'
import { eventLogCases } from './event-log-cases.ts'

/**
 * Declares the tests that every event log must pass: all-or-none appends in call order, keys that stand once, ordered reading, paging,
 * forks, forgetting; snapshots and watching where the log has them.
 *
 * @param create Makes a log that is empty, for each test anew. What it opened it can close with vitest's `onTestFinished`.
 * @example
 * testEventLog('my log', () => createMyLog())
 */
export function testEventLog(name: string, create: () => EventLog | Promise<EventLog>): void {
  declareCases(`${name} as an event log`, eventLogCases, create)
}
