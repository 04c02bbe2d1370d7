import { mergeConfig } from 'vitest/config'
import shared from '../../vitest.shared.ts'

// Most tests run the program as a process of its own, several times over.
export default mergeConfig(shared, { test: { testTimeout: 30_000 } })
