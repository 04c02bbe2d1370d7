import { defineConfig } from 'vitest/config'
import { skippedReporter } from './vitest.skipped.ts'

export default defineConfig({
  test: {
    reporters: ['default', skippedReporter],
    projects: ['{packages,apps,tools}/*/vitest.config.ts', '{examples,benchmarks,scripts}/vitest.config.ts'],
    coverage: { provider: 'v8', include: ['packages/*/src/**', 'apps/*/src/**'] },
  },
})
