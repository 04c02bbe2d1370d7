/**
 * Random numbers from 0 to below 1, like `Math.random`, but the same ones for the same seed. Print the seed, so that a failure can be had again.
 * The generator is mulberry32: good enough to shuffle a test's choices, of no use for secrets.
 *
 * @param seed A whole number; only its lower 32 bits count.
 * @example
 * const random = createSeededRandom(42)
 * const pick = choices[Math.floor(random() * choices.length)]
 */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
