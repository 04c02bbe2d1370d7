import { expect, it } from 'vitest'
import { createSeededRandom } from './create-seeded-random.ts'

it('repeats itself for one seed and differs for another', () => {
  const draw = (seed: number): number[] => Array.from({ length: 50 }, createSeededRandom(seed))
  expect(draw(42)).toEqual(draw(42))
  expect(draw(42)).not.toEqual(draw(43))
})

it('spreads evenly from 0 to below 1', () => {
  const random = createSeededRandom(1)
  const tenths = Array.from({ length: 10 }, () => 0)
  for (let round = 0; round < 10_000; round += 1) {
    const value = random()
    expect(value >= 0 && value < 1).toBe(true)
    const tenth = Math.floor(value * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  for (const count of tenths) expect(count).toBeGreaterThan(850)
})
