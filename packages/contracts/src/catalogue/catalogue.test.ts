import { expect, test } from 'vitest'
import * as contracts from '../index.ts'
import { uiCommands } from '../ui/ui-commands.ts'
import { uiEvents } from '../ui/ui-events.ts'
import { catalogue } from './catalogue.ts'

test('lists every definition this package exports, once', () => {
  const exported = Object.values<unknown>(contracts).filter(
    (value) => typeof value === 'object' && value !== null && 'journalled' in value,
  )
  expect(exported.length).toBeGreaterThan(20)
  expect(new Set(catalogue)).toEqual(new Set(exported))
  expect(new Set(catalogue.map(({ type }) => type)).size).toBe(catalogue.length)
})

test('commands are verbs and events past participles, each in the name space of its subject', () => {
  const irregular = ['model.delta', 'model.fell-back', 'model.embed']
  for (const { kind, type } of catalogue) {
    expect(type).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/)
    if (!irregular.includes(type)) expect([type, type.endsWith('ed')]).toEqual([type, kind === 'event'])
  }
})

test('what is ephemeral is never journalled', () => {
  for (const definition of catalogue) {
    const ephemeral = 'ephemeral' in definition && definition.ephemeral === true
    expect([definition.type, definition.journalled && ephemeral]).toEqual([definition.type, false])
  }
})

test('whatever an interface sends or shows stands in the catalogue', () => {
  for (const definition of [...uiCommands, ...uiEvents]) expect(catalogue).toContain(definition)
})
