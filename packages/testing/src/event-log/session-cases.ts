import type { EventLog, SessionSummary, SessionsOptions } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { note, notes, numbers } from './note.ts'

/** The list of sessions: the most recently written first, by mark, page by page. */
export const sessionCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'lists sessions, the most recently written first',
    async run(log) {
      for (const id of ['a', 'b', 'c']) await log.append(id, notes(1, 1, id))
      await log.append('a', notes(2, 3, 'a'))
      const { items, next } = await log.sessions()
      expect(items.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
      expect(items.map(({ position }) => position)).toEqual([3, 1, 1])
      expect(next).toBeUndefined()
    },
  },
  {
    name: 'tells when a session was written first and last',
    async run(log) {
      await log.append('session', notes(1, 1))
      const [before] = (await log.sessions()).items
      await new Promise((resolve) => setTimeout(resolve, 20))
      await log.append('session', notes(2, 2))
      const [after] = (await log.sessions()).items
      expect(before?.updatedAt).toBeGreaterThanOrEqual(before?.createdAt ?? Number.NaN)
      expect(after?.createdAt).toBe(before?.createdAt)
      expect(after?.updatedAt).toBeGreaterThan(before?.updatedAt ?? Number.NaN)
      expect(after?.parent).toBeUndefined()
    },
  },
  {
    name: 'lists sessions by their latest mark, idle where none was ever set',
    async run(log) {
      await log.append('unmarked', notes(1, 1, 'unmarked'))
      await log.append('running', [{ message: note(1, 'running'), mark: 'running' }])
      const records = [
        { message: note(1, 'waiting'), mark: 'running' as const },
        { message: note(2, 'waiting'), mark: 'waiting' as const },
        { message: note(3, 'waiting') },
      ]
      await log.append('waiting', records)
      expect((await listAll(log)).map(({ id, mark }) => [id, mark])).toEqual([
        ['waiting', 'waiting'],
        ['running', 'running'],
        ['unmarked', 'idle'],
      ])
      for (const mark of ['running', 'waiting'] as const) {
        expect((await listAll(log, { mark })).map(({ id }) => id)).toEqual([mark])
      }
      await log.append('running', [{ message: note(2, 'running'), mark: 'idle' }])
      expect((await listAll(log, { mark: 'idle' })).map(({ id }) => id)).toEqual(['running', 'unmarked'])
      expect(await listAll(log, { mark: 'running' })).toEqual([])
    },
  },
  {
    name: 'pages through all sessions, each once',
    async run(log) {
      const ids = numbers(1, 7).map((number) => `session-${number}`)
      for (const [index, id] of ids.entries()) {
        await log.append(id, [{ message: note(1, id), mark: index % 2 === 0 ? 'running' : 'idle' }])
      }
      const inOrder = ids.toReversed()
      for (const limit of [1, 3, 7, 8]) expect((await listAll(log, { limit })).map(({ id }) => id)).toEqual(inOrder)
      const running = inOrder.filter((_, index) => index % 2 === 0)
      expect((await listAll(log, { limit: 3, mark: 'running' })).map(({ id }) => id)).toEqual(running)
    },
  },
  {
    name: 'lists no session twice when one is written between two pages',
    async run(log) {
      for (const id of ['a', 'b', 'c', 'd']) await log.append(id, notes(1, 1, id))
      const first = await log.sessions({ limit: 2 })
      await log.append('d', notes(2, 2, 'd'))
      const second = await log.sessions({ limit: 2, cursor: first.next })
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a'])
    },
  },
]

/** All pages; each but the last holds as many as the limit. */
async function listAll(log: EventLog, options: SessionsOptions = {}): Promise<SessionSummary[]> {
  const found: SessionSummary[] = []
  let cursor: string | undefined
  do {
    const page = await log.sessions({ ...options, cursor })
    if (page.next !== undefined) expect(page.items).toHaveLength(options.limit ?? 100)
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined && found.length < 1_000)
  return found
}
