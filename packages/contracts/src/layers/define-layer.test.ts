import { expect, test } from 'vitest'
import { defineLayer } from './define-layer.ts'
import type { Layer } from './layer.ts'
import type { LayerCall } from './layer-call.ts'

const call: LayerCall = { target: 'command', name: 'a.b', input: 1, signal: new AbortController().signal }

test('has the name it is given and says what it wraps', () => {
  const layer = defineLayer('retry', { wraps: 'run', targets: ['command'] }, (_, next) => next())
  expect(layer.name).toBe('retry')
  expect(layer.wraps).toBe('run')
  expect(layer.targets).toEqual(['command'])
})

test('goes around next', async () => {
  const double = defineLayer('double', {}, async (_, next) => Number(await next()) * 2)
  expect(await double(call, async () => 21)).toBe(42)
})

test('a plain named function is a layer', () => {
  const plain: Layer = function audit(_, next) {
    return next()
  }
  expect(plain.name).toBe('audit')
})
