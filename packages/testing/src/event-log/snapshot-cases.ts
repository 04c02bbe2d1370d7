import type { EventLog } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { notes } from './note.ts'

/** At most one snapshot a session, where a log keeps them. */
export const snapshotCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'keeps one snapshot of a session, the latest',
    needs: 'saveSnapshot',
    async run(log) {
      await log.append('session', notes(1, 3))
      expect(await log.loadSnapshot?.('session')).toBeUndefined()
      await log.saveSnapshot?.('session', { position: 1, key: 'machine', state: { history: ['one'] } })
      const latest = { position: 3, key: 'machine', state: { history: ['one', { two: 2 }], note: null } }
      await log.saveSnapshot?.('session', latest)
      expect(await log.loadSnapshot?.('session')).toEqual(latest)
    },
  },
  {
    name: 'has no snapshot of another, a forgotten or an unknown session',
    needs: 'saveSnapshot',
    async run(log) {
      const snapshot = { position: 1, key: 'machine', state: {} }
      await log.append('session', notes(1, 1))
      await log.saveSnapshot?.('session', snapshot)
      await log.fork('session', { at: 1, as: 'fork' })
      expect(await log.loadSnapshot?.('fork')).toBeUndefined()
      await log.forget('session')
      expect(await log.loadSnapshot?.('session')).toBeUndefined()
      await log.saveSnapshot?.('session', snapshot)
      expect(await log.loadSnapshot?.('session')).toBeUndefined()
      await log.append('session', notes(1, 1))
      expect(await log.loadSnapshot?.('session')).toBeUndefined()
    },
  },
]
