import type { OpenTurn } from '../session/session-fold.ts'
import type { TurnRecords } from './turn-records.ts'

/** A turn on its way, and what of it is not written yet. */
export interface TurnProgress {
  readonly turn: OpenTurn
  readonly records: TurnRecords
}
