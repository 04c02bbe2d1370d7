import type { CommandHandler, Layer, LayerCall, MessageLayerCall } from '@llmgine/contracts'
import mitt from 'mitt'
import type { Listener } from './delivery.ts'
import type { Handle } from './handle.ts'

/** A command and who answers it. */
export interface CommandEntry {
  readonly type: string
  readonly handle: Handle
  readonly handler: CommandHandler<unknown, unknown>
  running: number
}

export type MessageLayer = Layer<MessageLayerCall>

/** Layers by what they go around, the outermost first. For commands, sending and running are the same. */
export interface Layers {
  /** As they were added, each addition an object of its own, because one layer may be added twice. */
  readonly added: readonly { readonly layer: MessageLayer }[]
  readonly command: readonly MessageLayer[]
  readonly event: readonly MessageLayer[]
  readonly run: readonly MessageLayer[]
}

export type LayersAround = 'command' | 'event' | 'run'

/** mitt's default export is typed as the module under `nodenext`; it is the function. */
const createEmitter = mitt as unknown as typeof mitt.default

const noListeners: readonly Listener[] = []
const noLayers: Layers = { added: [], command: [], event: [], run: [] }

/** What is registered for the whole bus, or for one session: handlers, listeners, layers. An idle one holds nothing but itself. */
export class Scope {
  readonly handles: Set<Handle> = new Set()
  layers: Layers = noLayers
  /** Whether `session.opened` is the last that was told of it. */
  told = false
  #commands: Map<string, CommandEntry> | undefined
  #listeners: Map<string, readonly Listener[]> | undefined

  get commands(): Iterable<CommandEntry> {
    return this.#commands?.values() ?? []
  }

  get listeners(): Iterable<readonly Listener[]> {
    return this.#listeners?.values() ?? []
  }

  commandOf(type: string): CommandEntry | undefined {
    return this.#commands?.get(type)
  }

  addCommand(entry: CommandEntry): void {
    this.#commands ??= new Map()
    this.#commands.set(entry.type, entry)
  }

  removeCommand({ type }: CommandEntry): void {
    this.#commands?.delete(type)
  }

  /** Those who listen to a type, or to `*`, in their order. The list never changes; another takes its place. */
  listenersTo(type: string): readonly Listener[] {
    return this.#listeners?.get(type) ?? noListeners
  }

  addListener(listener: Listener): void {
    // mitt's map is used, its emit is not: one that throws would stop the rest. So what the lists hold is ours to say.
    this.#listeners ??= createEmitter().all as unknown as Map<string, readonly Listener[]>
    this.#listeners.set(listener.type, merge(this.listenersTo(listener.type), [listener]))
  }

  removeListener(listener: Listener): void {
    const left = this.listenersTo(listener.type).filter((other) => other !== listener)
    if (left.length > 0) this.#listeners?.set(listener.type, left)
    else this.#listeners?.delete(listener.type)
  }

  setLayers(added: Layers['added']): void {
    this.layers = added.length === 0 ? noLayers : sort(added)
  }
}

/** Two lists of listeners as one, in the order of their priorities, the older first. */
export function merge(some: readonly Listener[], others: readonly Listener[]): readonly Listener[] {
  if (others.length === 0) return some
  if (some.length === 0) return others
  const merged: Listener[] = []
  let next = 0
  for (const listener of some) {
    for (let other = others[next]; other !== undefined && isBefore(other, listener); other = others[next]) {
      merged.push(other)
      next += 1
    }
    merged.push(listener)
  }
  return next === others.length ? merged : merged.concat(others.slice(next))
}

function isBefore(a: Listener, b: Listener): boolean {
  return a.priority === b.priority ? a.order < b.order : a.priority < b.priority
}

function sort(added: Layers['added']): Layers {
  const on = (target: LayerCall['target']): readonly MessageLayer[] =>
    added.map(({ layer }) => layer).filter(({ targets }) => targets === undefined || targets.includes(target))
  return {
    added,
    command: on('command'),
    event: on('event').filter(({ wraps }) => wraps !== 'run'),
    run: on('event').filter(({ wraps }) => wraps === 'run'),
  }
}
