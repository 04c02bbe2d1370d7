import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as ours from './index.ts'

/** A second copy of this package, loaded from another folder: other classes and other definition objects of the same names. */
let theirs: typeof ours
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contracts-'))
  await cp(import.meta.dirname, folder, { recursive: true, filter: (path) => !path.includes('.test') })
  theirs = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'index.ts')).href)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('the copy is really another one', () => {
  expect(theirs.LlmgineError).not.toBe(ours.LlmgineError)
  expect(theirs.TurnSubmit).not.toBe(ours.TurnSubmit)
})

test('an error of one is an error of the other', () => {
  const error: unknown = new theirs.LlmgineError('log.conflict', 'Somebody was first.')
  expect(error instanceof ours.LlmgineError).toBe(false)
  expect(ours.isLlmgineError(error, 'log.conflict')).toBe(true)
  expect(ours.toErrorData(error, 'other.code').code).toBe('log.conflict')
})

test('a message made by one is recognised by the other', () => {
  const message = theirs.createMessage(theirs.TurnSubmit, { content: 'Hello' })
  expect(ours.isMessage(ours.TurnSubmit, message)).toBe(true)
  expect(ours.toChatMessage(message)).toEqual({ role: 'user', content: 'Hello' })
})

test('a reply checked by one fails with a code the other knows', () => {
  const interaction = { id: 'i', kind: 'text', title: '?', entitled: { actorIds: ['ana'] } } as const
  try {
    theirs.checkReply(interaction, { reply: { kind: 'text', text: 'x' }, actor: undefined, now: 0 })
    expect.unreachable()
  } catch (error) {
    expect(ours.isLlmgineError(error, 'interaction.not_entitled')).toBe(true)
  }
})
