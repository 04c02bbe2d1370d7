import { createMessage, defineCommand, type EventLog } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { note, notes, numbers } from './note.ts'
import { readAll, readNotes } from './read-notes.ts'

/** What is appended is kept, once, in order, as it was. */
export const appendCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'counts positions from 1 within each session and answers with the last one',
    async run(log) {
      expect(await log.append('session', notes(1, 3))).toEqual({ position: 3 })
      expect(await log.append('other', notes(1, 1, 'other'))).toEqual({ position: 1 })
      expect(await log.append('session', notes(4, 5))).toEqual({ position: 5 })
      expect(await readNotes(log)).toEqual(numbers(1, 5))
      expect(await readNotes(log, 'other')).toEqual([1])
    },
  },
  {
    name: 'commits in call order, also when nobody waits between the calls',
    async run(log) {
      const appends = numbers(0, 99).map((batch) => log.append('session', notes(batch * 3 + 1, batch * 3 + 3)))
      const answers = await Promise.all(appends)
      expect(answers.map(({ position }) => position)).toEqual(numbers(1, 100).map((batch) => batch * 3))
      expect(await readNotes(log)).toEqual(numbers(1, 300))
    },
  },
  {
    name: 'keeps all that was handed over before an append that it has acknowledged',
    async run(log) {
      const before = [log.append('session', notes(1, 2)), log.append('session', notes(3, 4))]
      await log.append('session', notes(5, 5))
      expect(await readNotes(log)).toEqual(numbers(1, 5))
      await Promise.all(before)
    },
  },
  {
    name: 'shows what is appended lazily to whoever reads, in the order of the calls',
    async run(log) {
      const lazily = [
        log.append('session', notes(1, 2), { lazily: true }),
        log.append('session', notes(3, 3), { lazily: true }),
      ]
      expect(await readNotes(log)).toEqual(numbers(1, 3))
      lazily.push(log.append('session', notes(4, 4), { lazily: true }))
      expect(await log.append('session', notes(5, 5))).toEqual({ position: 5 })
      expect((await Promise.all(lazily)).map(({ position }) => position)).toEqual([2, 3, 4])
      lazily.push(log.append('session', [{ message: note(6), onceKey: 'lazy' }], { lazily: true }))
      expect((await log.find('session', 'lazy'))?.position).toBe(6)
      expect((await log.sessions()).items[0]?.position).toBe(6)
      await Promise.all(lazily)
    },
  },
  {
    name: 'keeps what is appended lazily though nothing comes after it',
    async run(log) {
      const started = performance.now()
      expect(await log.append('session', notes(1, 1), { lazily: true })).toEqual({ position: 1 })
      // Promised are 50 ms; the rest is for a machine that is busy.
      expect(performance.now() - started).toBeLessThan(1_000)
      expect(await readNotes(log)).toEqual([1])
    },
  },
  {
    name: 'hands back every field of a message as it was',
    async run(log) {
      const definition = defineCommand<unknown>('test.command', { version: 3 })
      const cause = createMessage(definition, undefined, {
        sessionId: 'session',
        actor: { id: 'ana', roles: ['editor'] },
      })
      const payload = { text: 'Grüße 👋 \u0000 "quoted"\n', nested: { list: [1, 2.5, null, true, []] }, empty: {} }
      const message = createMessage(definition, payload, { cause, time: 1_234_567_890_123 })
      await log.append('session', [{ message, onceKey: 'input:ä/1' }])
      const [logged] = await readAll(log, 'session')
      expect(logged).toEqual({ position: 1, message, onceKey: 'input:ä/1' })
    },
  },
  {
    name: 'is not changed by what becomes of the object it was handed',
    async run(log) {
      const payload = { number: 1, list: ['one'] }
      const message = { ...note(1), payload }
      const append = log.append('session', [{ message }])
      payload.number = 2
      payload.list.push('two')
      await append
      payload.number = 3
      expect((await readAll(log, 'session'))[0]?.message.payload).toEqual({ number: 1, list: ['one'] })
    },
  },
  {
    name: 'changes nothing for a message it has already, whatever it says now',
    async run(log) {
      const message = note(2)
      await log.append('session', [{ message: note(1) }, { message, mark: 'waiting' }, { message: note(3) }])
      const again = { ...message, payload: { number: 99 } }
      expect(await log.append('session', [{ message: again, mark: 'running' }])).toEqual({ position: 2 })
      expect(await readNotes(log)).toEqual([1, 2, 3])
      expect((await log.sessions()).items[0]?.mark).toBe('waiting')
    },
  },
  {
    name: 'counts a message once that comes twice in one batch',
    async run(log) {
      const message = note(1)
      expect(await log.append('session', [{ message }, { message: note(2) }, { message }])).toEqual({ position: 1 })
      expect(await readNotes(log)).toEqual([1, 2])
    },
  },
  {
    name: 'keeps a message of one id in two sessions',
    async run(log) {
      const message = note(1)
      await log.append('session', [{ message }])
      await log.append('other', [{ message }])
      expect(await readNotes(log)).toEqual([1])
      expect(await readNotes(log, 'other')).toEqual([1])
    },
  },
  {
    name: 'changes nothing for no records, and makes no session of them',
    async run(log) {
      expect(await log.append('nobody', [])).toEqual({ position: 0 })
      expect((await log.sessions()).items).toEqual([])
      await log.append('session', notes(1, 2))
      expect(await log.append('session', [])).toEqual({ position: 2 })
    },
  },
  {
    name: 'refuses what JSON cannot hold, and the whole batch with it',
    async run(log) {
      await log.append('session', notes(1, 1))
      const bad = { ...note(3), payload: { number: 3n } }
      await expect(log.append('session', [{ message: note(2) }, { message: bad }])).rejects.toMatchObject({
        name: 'LlmgineError',
      })
      await log.append('session', notes(4, 4))
      expect(await readNotes(log)).toEqual([1, 4])
    },
  },
]
