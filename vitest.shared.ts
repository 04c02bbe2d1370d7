import { defaultServerConditions } from 'vite'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const conditions = ['@llmgine/source', ...defaultServerConditions]

/** What every workspace project shares: workspace packages resolve to their sources, so that tests need no build. */
const project: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['**/*.test.ts'], environment: 'node' },
})

export default project
