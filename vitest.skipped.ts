import type { Reporter } from 'vitest/node'

/** Says at the end of a run which tests were skipped, and why: the summary counts them only. */
export const skippedReporter: Reporter = {
  onTestRunEnd(testModules) {
    for (const testModule of testModules) {
      for (const test of testModule.children.allTests('skipped')) {
        const result = test.result()
        const reason = result.state === 'skipped' ? result.note : undefined
        console.log(`skipped: ${testModule.project.name}: ${test.fullName}: ${reason ?? 'no reason given'}`)
      }
    }
  },
}
