import { describe, expect, it } from 'vitest'
import { shapeChecks } from './shape/shape-checks.ts'
import { formatViolation } from './workspace/format-violation.ts'
import { readWorkspace } from './workspace/read-workspace.ts'

describe('this repository', () => {
  const workspace = readWorkspace()

  it.each(Object.entries(shapeChecks))('passes the check of its %s', async (_, check) => {
    const violations = await check(workspace)
    expect(violations.map(formatViolation)).toEqual([])
  })
})
