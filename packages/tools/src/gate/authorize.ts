import { isWrite } from './candidate.ts'
import { decide, isDecided } from './decide.ts'
import { isDoubtful } from './settlement.ts'
import { denied, passed, type Stage, skipped } from './stage.ts'

/** Whether this actor may make this call, and whether a person must approve it. */
export const authorize: Stage = {
  isDue(candidate, passage) {
    return isDecided(candidate, passage) || (passage.journal !== undefined && isWrite(candidate.tool))
  },
  async run(candidate, passage) {
    if (passage.journal !== undefined && isWrite(candidate.tool)) {
      candidate.doubtful = await isDoubtful(passage, passage.journal, candidate)
    }
    const reason = await decide(candidate, passage)
    if (reason !== undefined) return denied(reason)
    if (candidate.doubtful) return { ...passed, note: 'nobody knows whether the same call took effect before' }
    return isDecided(candidate, passage) ? passed : skipped
  },
}
