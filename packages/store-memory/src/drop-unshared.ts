import type { StoredSession } from './stored-session.ts'

/** Lets go of what a forgotten session held, except the past that other sessions share. */
export function dropUnshared(forgotten: StoredSession, others: Iterable<StoredSession>): void {
  const first = forgotten.past?.at ?? 0
  let kept = first
  for (const other of others) {
    for (let past = other.past; past !== undefined; past = past.session.past) {
      if (past.session === forgotten) kept = Math.max(kept, past.at)
    }
  }
  for (const { message } of forgotten.own.splice(kept - first)) forgotten.positions.delete(message.id)
  for (const [onceKey, { position }] of forgotten.keys) if (position > kept) forgotten.keys.delete(onceKey)
  forgotten.snapshot = undefined
}
