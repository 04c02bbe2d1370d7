import { expect, test } from 'vitest'
import { createCloser } from './create-closer.ts'

test('closes in the opposite order, once, whatever fails on the way', async () => {
  const closed: string[] = []
  const thing = (name: string, error?: Error): AsyncDisposable => ({
    async [Symbol.asyncDispose]() {
      closed.push(name)
      if (error !== undefined) throw error
    },
  })
  const closer = createCloser()
  for (const one of [thing('store'), thing('bus', new Error('first')), thing('engine')]) closer.use(one)
  await expect(closer.close()).rejects.toThrow('first')
  await closer.close()
  expect(closed).toEqual(['engine', 'bus', 'store'])
})
