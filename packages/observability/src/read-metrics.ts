import type { EventLog, Page, SessionSummary } from '@llmgine/contracts'
import { createMetrics } from './create-metrics.ts'
import type { Metrics } from './metrics.ts'

/** What is added up of a log. */
export interface ReadMetricsOptions {
  /** Only this session, the past it shares with others included. @default all sessions */
  readonly sessionId?: string | undefined
  /** Ends it with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The metrics of a log: the numbers that a live collection would have had. What forks share is counted once, with the session it was
 * written to; what was forgotten is not counted.
 *
 * @example
 * const { models, tools } = await readMetrics(log)
 */
export async function readMetrics(log: EventLog, options: ReadMetricsOptions = {}): Promise<Metrics> {
  const { sessionId, signal } = options
  const metrics = createMetrics()
  const sessions = sessionId === undefined ? await listSessions(log, signal) : [{ id: sessionId, after: 0 }]
  for (const { id, after } of sessions) {
    for await (const { message } of log.read(id, { after, signal })) metrics.add(message)
  }
  return metrics.read()
}

/** The least recently written first, so that the latest times are those that are kept. */
async function listSessions(
  log: EventLog,
  signal: AbortSignal | undefined,
): Promise<{ readonly id: string; readonly after: number }[]> {
  const found: { id: string; after: number }[] = []
  let cursor: string | undefined
  do {
    signal?.throwIfAborted()
    const page: Page<SessionSummary> = await log.sessions({ cursor })
    for (const { id, parent } of page.items) found.push({ id, after: parent?.at ?? 0 })
    cursor = page.next
  } while (cursor !== undefined)
  return found.toReversed()
}
