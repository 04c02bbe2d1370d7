import type { EventLog } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { notes, numbers } from './note.ts'
import { numberOf, readNotes } from './read-notes.ts'

/** Reading is in order, complete, and of what was asked for. */
export const readCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'reads nothing of a session it does not know',
    async run(log) {
      await log.append('session', notes(1, 1))
      expect(await readNotes(log, 'no such session')).toEqual([])
    },
  },
  {
    name: 'reads a long session whole and in order',
    async run(log) {
      for (let from = 1; from <= 2_500; from += 500) await log.append('session', notes(from, from + 499))
      expect(await readNotes(log)).toEqual(numbers(1, 2_500))
    },
  },
  {
    name: 'reads after a position, up to a limit, of certain types',
    async run(log) {
      await log.append('session', notes(1, 9))
      expect(await readNotes(log, 'session', { after: 6 })).toEqual([7, 8, 9])
      expect(await readNotes(log, 'session', { after: 9 })).toEqual([])
      expect(await readNotes(log, 'session', { after: 99 })).toEqual([])
      expect(await readNotes(log, 'session', { limit: 2 })).toEqual([1, 2])
      expect(await readNotes(log, 'session', { limit: 0 })).toEqual([])
      expect(await readNotes(log, 'session', { after: 2, limit: 2 })).toEqual([3, 4])
      expect(await readNotes(log, 'session', { types: ['test.noted'] })).toEqual([2, 4, 6, 8])
      expect(await readNotes(log, 'session', { types: ['test.noted', 'test.odd-noted'] })).toEqual(numbers(1, 9))
      expect(await readNotes(log, 'session', { types: [] })).toEqual([])
      expect(await readNotes(log, 'session', { types: ['test.noted'], after: 3, limit: 2 })).toEqual([4, 6])
    },
  },
  {
    name: 'reads to where the session ended when reading began',
    async run(log) {
      await log.append('session', notes(1, 3))
      const read: number[] = []
      for await (const logged of log.read('session')) {
        read.push(numberOf(logged))
        if (read.length < 10) await log.append('session', notes(100 + read.length, 100 + read.length))
      }
      expect(read).toEqual([1, 2, 3])
    },
  },
  {
    name: 'throws the reason of the signal when it aborts, before or amid reading',
    async run(log) {
      await log.append('session', notes(1, 600))
      const reason = new Error('enough')
      await expect(readNotes(log, 'session', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
      const controller = new AbortController()
      const read: number[] = []
      const reading = async (): Promise<void> => {
        for await (const logged of log.read('session', { signal: controller.signal })) {
          read.push(numberOf(logged))
          if (read.length === 2) controller.abort(reason)
        }
      }
      await expect(reading()).rejects.toBe(reason)
      expect(read).toEqual([1, 2])
    },
  },
  {
    name: 'can be left early and read again, and written meanwhile',
    async run(log) {
      await log.append('session', notes(1, 600))
      for await (const logged of log.read('session')) {
        if (numberOf(logged) === 3) break
        await log.append('other', notes(logged.position, logged.position, 'other'))
      }
      expect(await readNotes(log, 'other')).toEqual([1, 2])
      expect(await readNotes(log)).toEqual(numbers(1, 600))
    },
  },
]
