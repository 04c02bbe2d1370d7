import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createListView, listOf } from './list-view.ts'
import { appendToList, type PersistentList } from './persistent-list.ts'

const empty: PersistentList = { buffer: [], length: 0 }
const three = appendToList(empty, ['a', 'b', 'c'])
const five = appendToList(three, ['d', 'e'])

test('a version sees its own items, whatever is appended later', () => {
  const view = createListView(three)
  expect(view).toEqual(['a', 'b', 'c'])
  expect(createListView(five)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect([view.length, view[2], view[3], view.at(-1)]).toEqual([3, 'c', undefined, 'c'])
})

test('appending to the newest version copies nothing, appending to an older one leaves the newer as it is', () => {
  expect(five.buffer).toBe(three.buffer)
  const branch = appendToList(three, ['x'])
  expect(createListView(branch)).toEqual(['a', 'b', 'c', 'x'])
  expect(createListView(five)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

describe('is an array like any other', () => {
  const view = createListView(three)
  const array = ['a', 'b', 'c']

  test.each<[string, (items: readonly unknown[]) => unknown]>([
    ['Array.isArray', (items) => Array.isArray(items)],
    ['spread', (items) => [...items]],
    ['JSON', (items) => JSON.stringify({ items })],
    ['keys', (items) => Object.keys(items)],
    ['own names', (items) => Object.getOwnPropertyNames(items)],
    ['for in', (items) => Object.entries(items)],
    ['in', (items) => [0 in items, 3 in items, '01' in items, 'length' in items, 'map' in items]],
    ['map', (items) => items.map((item, index) => `${item}${index}`)],
    ['filter', (items) => items.filter((item) => item !== 'b')],
    [
      'slice',
      (items) => [
        items.slice(),
        items.slice(1),
        items.slice(-2),
        items.slice(0, -1),
        items.slice(5),
        items.slice(1.7, 9),
      ],
    ],
    [
      'find',
      (items) => [
        items.find((item) => item === 'b'),
        items.findIndex((item) => String(item) > 'b'),
        items.findLast(() => true),
      ],
    ],
    ['reduce', (items) => items.reduce((text: string, item) => text + String(item), '')],
    ['includes', (items) => [items.includes('c'), items.includes('d'), items.indexOf('b'), items.lastIndexOf('z')]],
    ['join', (items) => items.join('-')],
    ['concat', (items) => [items.concat(['z']), ['z'].concat(items as string[])]],
    [
      'copying methods',
      (items) => [items.toReversed(), items.toSorted().length, items.with(0, 'z'), items.toSpliced(0, 1)],
    ],
    ['iterators', (items) => [[...items.entries()], [...items.keys()], [...items.values()]]],
    ['some and every', (items) => [items.some((item) => item === 'c'), items.every((item) => item === 'a')]],
    ['destructuring', ([first, ...rest]) => [first, rest]],
    ['inspect', (items) => inspect(items)],
    [
      'numbers that are no index',
      (items) => [Reflect.get(items, '1.5'), Reflect.get(items, '-1'), Reflect.get(items, '1e0')],
    ],
  ])('%s', (_, use) => {
    expect(use(view)).toEqual(use(array))
  })
})

test.each<[string, (items: unknown[]) => unknown]>([
  ['push', (items) => items.push('x')],
  ['pop', (items) => items.pop()],
  ['sort', (items) => items.sort()],
  [
    'assigning an item',
    (items) => {
      items[0] = 'x'
    },
  ],
  [
    'assigning the length',
    (items) => {
      items.length = 0
    },
  ],
  ['deleting', (items) => delete items[0]],
  ['defining', (items) => Object.defineProperty(items, 0, { value: 'x' })],
  ['freezing', (items) => Object.freeze(items)],
])('refuses %s', (_, change) => {
  const view = createListView(three)
  // What the compiler forbids, plain JavaScript may try.
  expect(() => change(view as unknown[])).toThrow(expect.objectContaining({ code: 'engine.read_only' }))
  expect(view).toEqual(['a', 'b', 'c'])
})

test('a change to what a method was handed does not reach the list', () => {
  const view = createListView(three)
  view.map((_, index, items) => {
    if (index === 0) (items as unknown[])[1] = 'x'
    return index
  })
  expect(view).toEqual(['a', 'b', 'c'])
})

test('a view is told from an array', () => {
  expect(listOf(createListView(three))).toBe(three)
  expect([listOf(['a']), listOf('a'), listOf(undefined)]).toEqual([undefined, undefined, undefined])
})
