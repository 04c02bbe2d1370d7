import type { EventLog } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { note, notes, numbers } from './note.ts'
import { readAll, readNotes } from './read-notes.ts'

/** A fork has the past of another session under its own id, and nothing of what either writes later. */
export const forkCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'shares the past up to a position, under the id of the fork',
    async run(log) {
      await log.append('session', notes(1, 5))
      await log.fork('session', { at: 3, as: 'fork' })
      expect(await readNotes(log, 'fork')).toEqual([1, 2, 3])
      expect((await readAll(log, 'fork')).map(({ message }) => message.sessionId)).toEqual(['fork', 'fork', 'fork'])
      expect(await readNotes(log, 'fork', { after: 1, limit: 1 })).toEqual([2])
      expect(await readNotes(log, 'fork', { types: ['test.noted'] })).toEqual([2])
      expect(new Set((await readAll(log, 'session')).map(({ message }) => message.sessionId))).toEqual(
        new Set(['session']),
      )
    },
  },
  {
    name: 'keeps what either writes later to itself',
    async run(log) {
      await log.append('session', notes(1, 3))
      await log.fork('session', { at: 2, as: 'fork' })
      expect(await log.append('session', notes(4, 4))).toEqual({ position: 4 })
      expect(await log.append('fork', notes(13, 14, 'fork'))).toEqual({ position: 4 })
      expect(await readNotes(log)).toEqual([1, 2, 3, 4])
      expect(await readNotes(log, 'fork')).toEqual([1, 2, 13, 14])
      expect(await readNotes(log, 'fork', { after: 1, limit: 2 })).toEqual([2, 13])
    },
  },
  {
    name: 'forks a fork, before and after where that branched off',
    async run(log) {
      await log.append('a', notes(1, 4, 'a'))
      await log.fork('a', { at: 3, as: 'b' })
      await log.append('b', notes(24, 26, 'b'))
      await log.append('a', notes(5, 9, 'a'))
      await log.fork('b', { at: 5, as: 'c' })
      await log.fork('b', { at: 2, as: 'd' })
      await log.append('c', notes(36, 36, 'c'))
      await log.append('d', notes(43, 43, 'd'))
      expect(await readNotes(log, 'c')).toEqual([1, 2, 3, 24, 25, 36])
      expect(await readNotes(log, 'd')).toEqual([1, 2, 43])
      expect(await readNotes(log, 'b')).toEqual([1, 2, 3, 24, 25, 26])
      expect((await readAll(log, 'c')).every(({ message }) => message.sessionId === 'c')).toBe(true)
    },
  },
  {
    name: 'follows a long line of forks',
    async run(log) {
      await log.append('fork-0', notes(0, 0, 'fork-0'))
      for (const number of numbers(1, 60)) {
        await log.fork(`fork-${number - 1}`, { at: number, as: `fork-${number}` })
        await log.append(`fork-${number}`, [{ message: note(number, `fork-${number}`), onceKey: `step:${number}` }])
      }
      expect(await readNotes(log, 'fork-60')).toEqual(numbers(0, 60))
      expect(await log.find('fork-60', 'step:1')).toMatchObject({ position: 2, message: { sessionId: 'fork-60' } })
    },
  },
  {
    name: 'holds the keys of the shared past, and only those',
    async run(log) {
      const keyed = numbers(1, 4).map((number) => ({ message: note(number), onceKey: `step:${number}` }))
      await log.append('session', keyed)
      await log.fork('session', { at: 2, as: 'fork' })
      await log.append('session', [{ message: note(5), onceKey: 'step:5' }])
      expect(await log.find('fork', 'step:2')).toMatchObject({ position: 2, message: { sessionId: 'fork' } })
      const refused = log.append('fork', [{ message: note(9, 'fork'), onceKey: 'step:2' }])
      await expect(refused).rejects.toMatchObject({ code: 'log.conflict', details: { onceKey: 'step:2' } })
      for (const key of ['step:4', 'step:5']) {
        expect(await log.find('fork', key)).toBeUndefined()
        await log.append('fork', [{ message: note(9, 'fork'), onceKey: key }])
      }
      expect(await log.find('session', 'step:4')).toMatchObject({ message: { payload: { number: 4 } } })
    },
  },
  {
    name: 'has no key that the session gave to the shared past later',
    async run(log) {
      const message = note(1)
      await log.append('session', [{ message }, { message: note(2) }])
      await log.append('session', [{ message, onceKey: 'before' }])
      await log.fork('session', { at: 2, as: 'fork' })
      await log.append('session', [{ message, onceKey: 'after' }])
      expect(await log.find('fork', 'before')).toMatchObject({ position: 1 })
      expect(await log.find('fork', 'after')).toBeUndefined()
      await log.fork('fork', { at: 1, as: 'nested' })
      expect(await log.find('nested', 'before')).toMatchObject({ position: 1 })
      expect(await log.find('nested', 'after')).toBeUndefined()
      expect(await log.find('session', 'after')).toMatchObject({ position: 1 })
    },
  },
  {
    name: 'knows the messages of the shared past again',
    async run(log) {
      const message = note(1)
      await log.append('session', [{ message }, { message: note(2) }])
      await log.fork('session', { at: 2, as: 'fork' })
      expect(await log.append('fork', [{ message }])).toEqual({ position: 1 })
      await log.append('fork', [{ message, onceKey: 'of the fork' }])
      expect(await readNotes(log, 'fork')).toEqual([1, 2])
      expect(await log.find('fork', 'of the fork')).toMatchObject({ position: 1 })
      expect(await log.find('session', 'of the fork')).toBeUndefined()
    },
  },
  {
    name: 'lists a fork with where it comes from, at rest until it is marked',
    async run(log) {
      await log.append('session', [{ message: note(1), mark: 'running' }, { message: note(2) }])
      await log.fork('session', { at: 1, as: 'fork' })
      await log.fork('fork', { at: 1, as: 'nested' })
      await log.fork('session', { at: 0, as: 'blank' })
      const { items } = await log.sessions()
      expect(items.map(({ id, position, mark, parent }) => ({ id, position, mark, parent }))).toEqual([
        { id: 'blank', position: 0, mark: 'idle', parent: { id: 'session', at: 0 } },
        { id: 'nested', position: 1, mark: 'idle', parent: { id: 'fork', at: 1 } },
        { id: 'fork', position: 1, mark: 'idle', parent: { id: 'session', at: 1 } },
        { id: 'session', position: 2, mark: 'running', parent: undefined },
      ])
      expect(await log.append('blank', notes(7, 7, 'blank'))).toEqual({ position: 1 })
    },
  },
  {
    name: 'refuses a fork of nothing, onto something, or at a position there is none',
    async run(log) {
      await log.append('session', notes(1, 2))
      await log.append('other', notes(1, 1, 'other'))
      const fork = (from: string, at: number, as: string) => expect(log.fork(from, { at, as })).rejects
      await fork('no such session', 0, 'fork').toMatchObject({ code: 'log.unknown_session' })
      await fork('session', 1, 'other').toMatchObject({ code: 'log.session_exists' })
      await fork('session', 1, 'session').toMatchObject({ code: 'log.session_exists' })
      for (const at of [3, -1, 1.5])
        await fork('session', at, 'fork').toMatchObject({ code: 'log.position_out_of_range' })
      expect((await log.sessions()).items).toHaveLength(2)
    },
  },
]
