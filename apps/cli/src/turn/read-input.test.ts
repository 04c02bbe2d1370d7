import { PassThrough, Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readInput } from './read-input.ts'

const errors = new PassThrough()

test('reads all that is piped in, characters that are cut in two between chunks included', async () => {
  const bytes = Buffer.from(' schöner Text 👍\n')
  const input = Readable.from([bytes.subarray(0, 5), bytes.subarray(5, 16), bytes.subarray(16)], { objectMode: false })
  expect(await readInput({ input, errors })).toBe('schöner Text 👍')
})

test('reads nothing where a person sits', async () => {
  expect(await readInput({ input: Object.assign(new PassThrough(), { isTTY: true }), errors })).toBe('')
})

test('refuses more than a million characters', async () => {
  const input = Readable.from(Array.from({ length: 11 }, () => 'x'.repeat(100_000)))
  await expect(readInput({ input, errors })).rejects.toMatchObject({ code: 'cli.input_too_large' })
})
