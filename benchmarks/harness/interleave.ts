import type { Sample } from './sample.ts'

/** How often {@link interleave} measures. */
export interface Rounds {
  /** Rounds that are measured. @default 15 */
  readonly rounds?: number | undefined
  /** Rounds before them that are thrown away. @default 2 */
  readonly warmUp?: number | undefined
}

/**
 * Runs the candidates in turn, round by round and every other round in reverse, so that whatever else the machine does falls on
 * all of them alike.
 *
 * @returns the samples of each candidate, in the order of the candidates
 */
export async function interleave(
  candidates: Readonly<Record<string, () => Promise<Sample>>>,
  { rounds = 15, warmUp = 2 }: Rounds = {},
): Promise<Record<string, readonly Sample[]>> {
  const samples = Object.keys(candidates).map((name): [string, Sample[]] => [name, []])
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [name, kept] of round % 2 === 0 ? samples : samples.toReversed()) {
      const sample = await candidates[name]?.()
      if (sample !== undefined && round >= warmUp) kept.push(sample)
    }
  }
  return Object.fromEntries(samples)
}
