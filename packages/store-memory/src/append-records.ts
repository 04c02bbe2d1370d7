import { LlmgineError, type LoggedMessage, type LogRecord } from '@llmgine/contracts'
import { headOf, positionOf, positionUnder, type StoredSession } from './stored-session.ts'
import { toPlainData } from './to-plain-data.ts'

/**
 * Adds records to a session, all or none.
 *
 * @param write The number of this write among all writes of the log.
 * @returns the position of the last record, and whether anything was changed
 * @throws `log.conflict`, `store.not_json`
 */
export function appendRecords(
  session: StoredSession,
  records: readonly LogRecord[],
  write: number,
): { readonly position: number; readonly changed: boolean } {
  const plan = planOf(session, records)
  session.own.push(...plan.added)
  for (const { message, position } of plan.added) session.positions.set(message.id, position)
  for (const [onceKey, position] of plan.keys) session.keys.set(onceKey, { position, written: write })
  session.mark = plan.mark ?? session.mark
  return { position: plan.position, changed: plan.added.length > 0 || plan.keys.size > 0 }
}

interface Plan {
  readonly added: LoggedMessage[]
  readonly positions: Map<string, number>
  readonly keys: Map<string, number>
  mark: LogRecord['mark']
  position: number
}

/** Everything that can be refused is refused here, before anything is changed. */
function planOf(session: StoredSession, records: readonly LogRecord[]): Plan {
  const head = headOf(session)
  const plan: Plan = { added: [], positions: new Map(), keys: new Map(), mark: undefined, position: head }
  for (const record of records) {
    const { message, onceKey, mark } = record
    const known = plan.positions.get(message.id) ?? positionOf(session, message.id)
    const position = known ?? head + plan.added.length + 1
    const standing = onceKey === undefined ? undefined : (plan.keys.get(onceKey) ?? positionUnder(session, onceKey))
    if (onceKey !== undefined && standing !== undefined && standing !== position) throw conflict(session.id, onceKey)
    if (onceKey !== undefined && standing === undefined) plan.keys.set(onceKey, position)
    if (known === undefined) {
      plan.added.push({ position, message: toPlainData(message), onceKey })
      plan.positions.set(message.id, position)
    }
    if (known === undefined || (onceKey !== undefined && standing === undefined)) plan.mark = mark ?? plan.mark
    plan.position = position
  }
  return plan
}

function conflict(sessionId: string, onceKey: string): LlmgineError {
  return new LlmgineError(
    'log.conflict',
    `Another message of session "${sessionId}" stands under "${onceKey}": somebody has done this already. Nothing was added.`,
    { details: { sessionId, onceKey } },
  )
}
