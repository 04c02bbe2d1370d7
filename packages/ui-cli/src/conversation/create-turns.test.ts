import { expect, it, vi } from 'vitest'
import { createTurns } from './create-turns.ts'

const submit = async (): Promise<{ turnId: string }> => ({ turnId: 'a' })

it('resolves at the end of the turn and counts it', async () => {
  const turns = createTurns()
  const done = turns.run(submit)
  expect(turns.active).toBe(true)
  await Promise.resolve()
  turns.started('a')
  turns.ended('b', { failed: true })
  expect(turns.active).toBe(true)
  turns.ended('a', { failed: false })
  await done
  expect(turns).toMatchObject({ active: false, report: { turns: 1, failed: 0 } })
})

it.each([0, 1, 2, 3, 4])('finds an end that is told %i microtasks after the input was sent', async (ticks) => {
  const turns = createTurns()
  const onStart = vi.fn()
  const done = turns.run(submit, onStart)
  for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
  turns.started('a')
  turns.ended('a', { failed: true })
  await done
  expect(onStart).toHaveBeenCalledOnce()
  expect(turns).toMatchObject({ active: false, report: { turns: 1, failed: 1 } })
})

it('rejects when the input was not taken, and counts it as failed', async () => {
  const turns = createTurns()
  await expect(turns.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(turns).toMatchObject({ active: false, report: { turns: 1, failed: 1 } })
})

it('tells when the turn of an input has come', async () => {
  const turns = createTurns()
  turns.started('before')
  const onStart = vi.fn()
  const done = turns.run(submit, onStart)
  await Promise.resolve()
  turns.ended('before', { failed: false })
  expect(onStart).not.toHaveBeenCalled()
  turns.started('a')
  expect(onStart).toHaveBeenCalledOnce()
  turns.ended('a', { failed: false })
  await done
})

it('counts a turn that was spoiled as failed, and only that one', async () => {
  const turns = createTurns()
  for (const turnId of ['a', 'b']) {
    const done = turns.run(async () => ({ turnId }))
    await Promise.resolve()
    turns.started(turnId)
    if (turnId === 'a') turns.spoil()
    turns.ended(turnId, { failed: false })
    await done
  }
  expect(turns.report).toEqual({ turns: 2, failed: 1 })
})

it('forgets what it only found, and waits for what is on its way', async () => {
  const turns = createTurns()
  turns.found()
  const onStart = vi.fn()
  turns.foundNone(onStart)
  expect(turns.active).toBe(false)
  void turns.run(submit)
  turns.foundNone(onStart)
  await Promise.resolve()
  expect(onStart).not.toHaveBeenCalled()
  turns.started('a')
  turns.started('b')
  expect(onStart).toHaveBeenCalledOnce()
  turns.foundNone(onStart)
  expect(onStart).toHaveBeenCalledTimes(2)
})
