import { defineCommand, defineEvent } from '@llmgine/contracts'
import { expect, test } from 'vitest'
import { createBus } from './create-bus.ts'
import { type Timing, withTiming } from './with-timing.ts'

const Double = defineCommand<number, number>('test.double')
const Counted = defineEvent<number>('test.counted')

test('tells how long every message took, and whether it failed', async () => {
  const bus = createBus()
  const timings: Timing[] = []
  let time = 0
  bus.use(withTiming((timing) => timings.push(timing), { now: () => time }))
  bus.handle(Double, async (number) => {
    time += 5.5
    if (number === 0) throw new Error('Nothing to double.')
    return number * 2
  })
  bus.on(Counted, async () => {
    await Promise.resolve()
    time += 2
  })
  expect(await bus.execute(Double, 2, { sessionId: 'a' })).toBe(4)
  await expect(bus.execute(Double, 0)).rejects.toThrow()
  await bus.publish(Counted, 1)
  expect(timings).toEqual([
    { target: 'command', name: 'test.double', sessionId: 'a', durationMs: 5.5, failed: false },
    { target: 'command', name: 'test.double', sessionId: undefined, durationMs: 5.5, failed: true },
    { target: 'event', name: 'test.counted', sessionId: undefined, durationMs: 2, failed: false },
  ])
})
