import { expect, it } from 'vitest'
import { createSequentialIds } from './create-sequential-ids.ts'

it('makes the same well-formed ids in every run, sorting as they were made', () => {
  const first = createSequentialIds()
  const second = createSequentialIds()
  const ids = Array.from({ length: 200 }, first)
  expect(ids).toEqual(Array.from({ length: 200 }, second))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(200)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('starts where it is told to', () => {
  expect(createSequentialIds({ from: 1_000 })()).toMatch(/-000000001000$/)
})
