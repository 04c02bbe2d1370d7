import type { EventLog } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { note, notes } from './note.ts'
import { readNotes } from './read-notes.ts'

/** What is forgotten is gone, except for the past that forks share. */
export const forgetCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'forgets a session and all it held',
    async run(log) {
      await log.append('session', [{ message: note(1), onceKey: 'key' }, { message: note(2) }])
      await log.append('other', notes(1, 1, 'other'))
      await log.forget('session')
      expect(await readNotes(log)).toEqual([])
      expect(await log.find('session', 'key')).toBeUndefined()
      expect((await log.sessions()).items.map(({ id }) => id)).toEqual(['other'])
      expect(await readNotes(log, 'other')).toEqual([1])
    },
  },
  {
    name: 'changes nothing for a session it does not know, or has forgotten',
    async run(log) {
      await log.append('session', notes(1, 1))
      await log.forget('no such session')
      await log.forget('session')
      await log.forget('session')
      expect((await log.sessions()).items).toEqual([])
    },
  },
  {
    name: 'begins anew under the id of a forgotten session',
    async run(log) {
      const message = note(1)
      await log.append('session', [{ message, onceKey: 'key', mark: 'running' }, ...notes(2, 3)])
      await log.fork('session', { at: 2, as: 'fork' })
      await log.forget('session')
      expect(await log.append('session', [{ message, onceKey: 'key' }])).toEqual({ position: 1 })
      expect(await readNotes(log)).toEqual([1])
      expect((await log.sessions()).items[0]).toMatchObject({ id: 'session', mark: 'idle', position: 1 })
      expect(await readNotes(log, 'fork')).toEqual([1, 2])
    },
  },
  {
    name: 'leaves forks the past they share, with its keys',
    async run(log) {
      await log.append('a', [{ message: note(1, 'a'), onceKey: 'key' }, ...notes(2, 4, 'a')])
      await log.fork('a', { at: 3, as: 'b' })
      await log.append('b', [{ message: note(5, 'b'), onceKey: 'of b' }, ...notes(6, 7, 'b')])
      await log.fork('b', { at: 4, as: 'c' })
      await log.fork('b', { at: 1, as: 'd' })
      await log.forget('b')
      await log.forget('a')
      expect(await readNotes(log, 'c')).toEqual([1, 2, 3, 5])
      expect(await readNotes(log, 'd')).toEqual([1])
      expect(await log.find('c', 'key')).toMatchObject({ position: 1 })
      expect(await log.find('c', 'of b')).toMatchObject({ position: 4 })
      await expect(log.append('c', [{ message: note(9, 'c'), onceKey: 'key' }])).rejects.toMatchObject({
        code: 'log.conflict',
      })
      expect(await log.append('c', notes(8, 8, 'c'))).toEqual({ position: 5 })
      await log.fork('c', { at: 4, as: 'e' })
      await log.forget('c')
      expect(await readNotes(log, 'e')).toEqual([1, 2, 3, 5])
      expect((await log.sessions()).items.map(({ id }) => id).sort()).toEqual(['d', 'e'])
    },
  },
]
