import { LlmgineError } from '@llmgine/contracts'
import { type PersistentList, sliceList } from './persistent-list.ts'

const source = Symbol('llmgine.list')
const inspect = Symbol.for('nodejs.util.inspect.custom')

/** What a view stands on: an array without items, so that the view is an array too, and the version it shows. */
interface Target extends Array<unknown> {
  [source]: PersistentList
  [inspect](this: readonly unknown[]): unknown[]
}

/**
 * A version of a list as actions see it: an array in every respect but that nobody can change it. Nothing is copied; what takes the whole
 * list anyway (`map`, `filter`, spreading) works at the speed of an ordinary array.
 */
export function createListView(list: PersistentList): readonly unknown[] {
  // The two symbols are set in the next lines.
  const target = [] as unknown as Target
  target[source] = list
  target[inspect] = showItems
  return new Proxy(target, handler)
}

/** The version that a view shows; `undefined` for any other value. */
export function listOf(value: unknown): PersistentList | undefined {
  if (!Array.isArray(value)) return undefined
  // Only views have the symbol.
  return (value as Partial<Target>)[source]
}

function showItems(this: readonly unknown[]): unknown[] {
  return [...this]
}

const handler: ProxyHandler<Target> = {
  get(target, key, receiver) {
    const list = target[source]
    if (key === 'length') return list.length
    const index = toIndex(key)
    if (index !== undefined) return index < list.length ? list.buffer[index] : undefined
    return readers.get(key)?.(list) ?? Reflect.get(target, key, receiver)
  },
  has(target, key) {
    const index = toIndex(key)
    return index === undefined ? Reflect.has(target, key) : index < target[source].length
  },
  ownKeys(target) {
    return [...Array.from({ length: target[source].length }, (_, index) => String(index)), 'length']
  },
  getOwnPropertyDescriptor(target, key) {
    const list = target[source]
    if (key === 'length') return { value: list.length, writable: true, enumerable: false, configurable: false }
    const index = toIndex(key)
    if (index === undefined || index >= list.length) return undefined
    return { value: list.buffer[index], writable: false, enumerable: true, configurable: true }
  },
  set: refuse,
  defineProperty: refuse,
  deleteProperty: refuse,
  setPrototypeOf: refuse,
  preventExtensions: refuse,
}

/** The index a key stands for, when it stands for one. */
function toIndex(key: string | symbol): number | undefined {
  if (typeof key === 'symbol') return undefined
  const first = key.charCodeAt(0)
  if (!(first >= 48 && first <= 57)) return undefined
  const index = Number(key)
  return Number.isInteger(index) && String(index) === key ? index : undefined
}

function refuse(): never {
  throw new LlmgineError(
    'engine.read_only',
    'A list in the state cannot be changed. Return a patch that says what changes: `append(item)`, `set([...])`.',
  )
}

/** Methods that go over the whole list: they get an ordinary array, at once, in place of one item at a time. */
const wholesale = [
  ...(['concat', 'filter', 'flat', 'flatMap', 'forEach', 'join', 'map', 'reduce', 'reduceRight'] as const),
  ...(['toReversed', 'toSorted', 'toSpliced', 'with'] as const),
]

const readers: ReadonlyMap<PropertyKey, (list: PersistentList) => unknown> = new Map<
  PropertyKey,
  (list: PersistentList) => unknown
>([
  ...wholesale.map((name) => [name, (list: PersistentList) => bindTo(sliceList(list), name)] as const),
  ['slice', (list) => (start?: number, end?: number) => sliceList(list, start, end)],
  ['values', (list) => () => iterate(list)],
  [Symbol.iterator, (list) => () => iterate(list)],
])

function bindTo(items: unknown[], name: (typeof wholesale)[number]): unknown {
  return items[name].bind(items)
}

function* iterate({ buffer, length }: PersistentList): Generator<unknown, void> {
  for (let index = 0; index < length; index += 1) yield buffer[index]
}
