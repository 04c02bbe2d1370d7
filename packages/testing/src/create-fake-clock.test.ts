import { expect, it } from 'vitest'
import { createFakeClock } from './create-fake-clock.ts'

it('stands still until it is moved', () => {
  const clock = createFakeClock({ now: 1_000 })
  clock.setTimer(() => expect.unreachable('rang by itself'), 0)
  expect(clock.now()).toBe(1_000)
})

it('rings in order of time, then of setting, each at its own moment', async () => {
  const clock = createFakeClock({ now: 0 })
  const rung: string[] = []
  const ring = (name: string): (() => void) => {
    return () => rung.push(`${name}@${clock.now()}`)
  }
  clock.setTimer(ring('b'), 20)
  clock.setTimer(ring('a'), 10)
  clock.setTimer(ring('c'), 20)
  clock.setTimer(ring('later'), 31)
  await clock.advance(30)
  expect(rung).toEqual(['a@10', 'b@20', 'c@20'])
  expect(clock.now()).toBe(30)
  expect(clock.pending).toEqual([31])
})

it('lets everything that waits for promises run between two timers', async () => {
  const clock = createFakeClock({ now: 0 })
  const seen: number[] = []
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimer(resolve, ms))
  const loop = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await sleep(10)
      for (let hop = 0; hop < 100; hop += 1) await Promise.resolve()
      seen.push(clock.now())
    }
  }
  const done = loop()
  await clock.advance(30)
  await done
  expect(seen).toEqual([10, 20, 30])
})

it('goes to the next timer, also one that is only about to be set', async () => {
  const clock = createFakeClock({ now: 0 })
  let rung = 0
  void Promise.resolve().then(() => clock.setTimer(() => (rung += 1), 500))
  expect(await clock.advanceToNext()).toBe(true)
  expect([rung, clock.now()]).toEqual([1, 500])
  expect(await clock.advanceToNext()).toBe(false)
})

it('never rings a timer that was cancelled, before or during another ring', async () => {
  const clock = createFakeClock()
  const timer = clock.setTimer(() => expect.unreachable('was cancelled'), 10)
  clock.setTimer(() => timer.cancel(), 5)
  await clock.advance(20)
  timer.cancel()
  expect(clock.pending).toEqual([])
})

it('rejects with what a callback throws, and goes on after it', async () => {
  const clock = createFakeClock({ now: 0 })
  clock.setTimer(() => {
    throw new Error('boom')
  }, 1)
  let rung = false
  clock.setTimer(() => (rung = true), 2)
  await expect(clock.advance(5)).rejects.toThrow('boom')
  await clock.advance(5)
  expect(rung).toBe(true)
})
