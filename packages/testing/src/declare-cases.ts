import { describe, it } from 'vitest'
import type { ConformanceCase } from './conformance-case.ts'

/** Declares cases as tests, each with a subject of its own. */
export function declareCases<Subject extends object>(
  name: string,
  cases: readonly ConformanceCase<Subject>[],
  create: () => Subject | Promise<Subject>,
): void {
  describe(name, () => {
    it.for(cases.map((one) => [one.name, one] as const))('%s', async ([, one], context) => {
      const subject = await create()
      if (one.needs !== undefined && subject[one.needs] === undefined)
        context.skip(`the subject has no "${String(one.needs)}"`)
      await one.run(subject)
    })
  })
}
