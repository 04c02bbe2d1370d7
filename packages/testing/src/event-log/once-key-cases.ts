import { type EventLog, isLlmgineError } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { note, notes, numbers } from './note.ts'
import { numberOf, readAll, readNotes } from './read-notes.ts'

/** At most one message of a session stands under a key: the primitive under every durable promise. */
export const onceKeyCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'refuses a second message under a key and names the key',
    async run(log) {
      await log.append('session', [{ message: note(1), onceKey: 'step:1' }])
      await expectConflict(log.append('session', [{ message: note(2), onceKey: 'step:1' }]), 'step:1')
      expect(await readNotes(log)).toEqual([1])
    },
  },
  {
    name: 'adds nothing of a batch in which one record is refused',
    async run(log) {
      await log.append('session', [{ message: note(1), onceKey: 'taken', mark: 'waiting' }])
      const batch = [
        { message: note(2), onceKey: 'free', mark: 'running' as const },
        { message: note(3), onceKey: 'taken' },
        { message: note(4) },
      ]
      await expectConflict(log.append('session', batch), 'taken')
      expect(await readNotes(log)).toEqual([1])
      expect(await log.find('session', 'free')).toBeUndefined()
      expect((await log.sessions()).items[0]).toMatchObject({ mark: 'waiting', position: 1 })
      expect(await log.append('session', [{ message: note(5), onceKey: 'free' }])).toEqual({ position: 2 })
    },
  },
  {
    name: 'makes no session of a refused batch',
    async run(log) {
      const batch = [
        { message: note(1), onceKey: 'key' },
        { message: note(2), onceKey: 'key' },
      ]
      await expectConflict(log.append('session', batch), 'key')
      expect(await readNotes(log)).toEqual([])
      expect((await log.sessions()).items).toEqual([])
    },
  },
  {
    name: 'lets exactly one of many appends at once have a key, and goes on after the refused ones',
    async run(log) {
      const appends = numbers(1, 20).map((number) => log.append('session', [{ message: note(number), onceKey: 'one' }]))
      const last = log.append('session', notes(21, 21))
      const results = await Promise.allSettled(appends)
      const refused = results.filter((result) => result.status === 'rejected')
      expect(refused.every(({ reason }) => isLlmgineError(reason, 'log.conflict'))).toBe(true)
      expect(refused).toHaveLength(19)
      expect(await last).toEqual({ position: 2 })
      expect(await readNotes(log)).toEqual([1, 21])
    },
  },
  {
    name: 'keeps the keys of sessions apart',
    async run(log) {
      await log.append('session', [{ message: note(1), onceKey: 'key' }])
      await log.append('other', [{ message: note(1, 'other') }, { message: note(2, 'other'), onceKey: 'key' }])
      expect(await readNotes(log, 'other')).toEqual([1, 2])
      expect(await log.find('session', 'key')).toMatchObject({ position: 1 })
      expect(await log.find('other', 'key')).toMatchObject({ position: 2 })
    },
  },
  {
    name: 'finds the message that stands under a key',
    async run(log) {
      await log.append('session', [{ message: note(1) }, { message: note(2), onceKey: 'key' }, { message: note(3) }])
      const found = await log.find('session', 'key')
      expect(found).toEqual((await readAll(log, 'session'))[1])
      expect(found).toMatchObject({ position: 2, onceKey: 'key', message: { payload: { number: 2 } } })
      expect(await log.find('session', 'no such key')).toBeUndefined()
      expect(await log.find('no such session', 'key')).toBeUndefined()
    },
  },
  {
    name: 'takes the same message under the same key again as done',
    async run(log) {
      const record = { message: note(1), onceKey: 'key' }
      await log.append('session', [record])
      expect(await log.append('session', [{ message: note(2) }, record])).toEqual({ position: 1 })
      expect(await readNotes(log)).toEqual([1, 2])
    },
  },
  {
    name: 'attaches a key that a known message brings',
    async run(log) {
      const message = note(1)
      await log.append('session', [{ message }, { message: note(2) }])
      expect(await log.append('session', [{ message, onceKey: 'late', mark: 'running' }])).toEqual({ position: 1 })
      expect(await readNotes(log)).toEqual([1, 2])
      expect(await log.find('session', 'late')).toMatchObject({ position: 1, message: { id: message.id } })
      expect((await log.sessions()).items[0]?.mark).toBe('running')
      await expectConflict(log.append('session', [{ message: note(3), onceKey: 'late' }]), 'late')
    },
  },
  {
    name: 'refuses to attach a key under which another message stands',
    async run(log) {
      const message = note(1)
      await log.append('session', [{ message }, { message: note(2), onceKey: 'taken' }])
      const batch = [{ message: note(3) }, { message, onceKey: 'taken' }]
      await expectConflict(log.append('session', batch), 'taken')
      expect(await log.find('session', 'taken').then((found) => found && numberOf(found))).toBe(2)
      expect(await readNotes(log)).toEqual([1, 2])
    },
  },
  {
    name: 'never lets go of a key, also when its message is given another one',
    async run(log) {
      const message = note(1)
      await log.append('session', [{ message, onceKey: 'first' }])
      await log.append('session', [{ message, onceKey: 'second' }])
      for (const key of ['first', 'second']) {
        expect(await log.find('session', key)).toMatchObject({ position: 1 })
        await expectConflict(log.append('session', [{ message: note(2), onceKey: key }]), key)
      }
    },
  },
]

async function expectConflict(append: Promise<unknown>, onceKey: string): Promise<void> {
  await expect(append).rejects.toMatchObject({ name: 'LlmgineError', code: 'log.conflict', details: { onceKey } })
}
