import type { EventLog, LoggedMessage } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { notes, numbers } from './note.ts'
import { numberOf } from './read-notes.ts'

/** Watching hands over what there is and then what comes, where a log can be watched. */
export const watchCases: readonly ConformanceCase<EventLog>[] = [
  {
    name: 'watches what there is and then what comes, in order and once',
    needs: 'watch',
    async run(log) {
      await log.append('session', notes(1, 2))
      await withWatcher(log, { after: 1 }, async (next) => {
        expect(await next()).toBe(2)
        const third = next()
        await log.append('other', notes(1, 1, 'other'))
        await log.append('session', notes(3, 5))
        expect(await third).toBe(3)
        await log.append('session', notes(6, 600))
        for (const number of numbers(4, 600)) expect(await next()).toBe(number)
      })
    },
  },
  {
    name: 'watches a session that is yet to come, and a fork',
    needs: 'watch',
    async run(log) {
      await withWatcher(log, {}, async (next) => {
        const first = next()
        await log.append('origin', notes(1, 2, 'origin'))
        await log.fork('origin', { at: 1, as: 'session' })
        expect(await first).toBe(1)
        await log.append('session', notes(7, 7))
        expect(await next()).toBe(7)
      })
    },
  },
  {
    name: 'ends a watch when its signal aborts, also while it waits',
    needs: 'watch',
    async run(log) {
      await log.append('session', notes(1, 1))
      await inTime(collect(log, [], AbortSignal.abort()))
      const seen: number[] = []
      const controller = new AbortController()
      const watching = collect(log, seen, controller.signal)
      await until(() => seen.length === 1)
      controller.abort()
      await inTime(watching)
      await log.append('session', notes(2, 2))
      expect(seen).toEqual([1])
    },
  },
  {
    name: 'lets many watch one session, each at its own pace',
    needs: 'watch',
    async run(log) {
      const controller = new AbortController()
      const seen = numbers(1, 5).map((): number[] => [])
      const watching = seen.map((one) => collect(log, one, controller.signal))
      for (const number of numbers(1, 50)) await log.append('session', notes(number, number))
      await until(() => seen.every((one) => one.length === 50))
      controller.abort()
      await inTime(Promise.all(watching))
      for (const one of seen) expect(one).toEqual(numbers(1, 50))
    },
  },
]

/** Runs with a function that waits for the next number, and ends the watch whatever happens. */
async function withWatcher(
  log: EventLog,
  { after }: { readonly after?: number },
  run: (next: () => Promise<number | undefined>) => Promise<void>,
): Promise<void> {
  const controller = new AbortController()
  const messages = log.watch?.('session', { after, signal: controller.signal })[Symbol.asyncIterator]()
  try {
    await run(async () => {
      const result: IteratorResult<LoggedMessage> | undefined = await inTime(messages?.next())
      return result === undefined || result.done === true ? undefined : numberOf(result.value)
    })
  } finally {
    controller.abort()
  }
}

async function collect(log: EventLog, into: number[], signal: AbortSignal): Promise<void> {
  for await (const logged of log.watch?.('session', { signal }) ?? []) into.push(numberOf(logged))
}

/** A log is held to come forward within a time that is ample, so that one that never does fails rather than hangs. */
const patienceMs = 2_000

async function inTime<Value>(promise: Value | Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(nothingCame()), patienceMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + patienceMs
  while (!condition()) {
    if (Date.now() > end) throw nothingCame()
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

function nothingCame(): Error {
  return new Error(`Nothing came of the watch within ${patienceMs} ms.`)
}
