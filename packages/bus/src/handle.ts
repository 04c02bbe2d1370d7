import {
  type CloseReport,
  type CommandHandler,
  LlmgineError,
  type Message,
  SessionClosed,
  type Subscription,
} from '@llmgine/contracts'
import mitt from 'mitt'
import { type AddedLayer, type Layers, layersOf } from './layers.ts'
import type { Listener } from './listener.ts'
import type { Owner } from './owner.ts'

/** A command and who answers it. */
export interface Command {
  readonly type: string
  readonly owner: Owner
  readonly handler: CommandHandler<unknown, unknown>
  running: number
}

/** mitt's default export is typed as its module under `nodenext`; it is the function. */
const createEmitter = mitt as unknown as typeof mitt.default

/**
 * One handle on a bus, the bus itself or a session opened on it, with what was added through it: handlers, listeners, layers. A class, and all
 * of it made on first use, so that an idle session costs a few fields.
 */
export class Handle implements Owner {
  readonly sessionId: string | undefined
  state: 'open' | 'closing' | 'closed' = 'open'
  /** Runs of what was added here that are on their way. */
  busy = 0
  onIdle: (() => void) | undefined
  report: Promise<CloseReport> | undefined
  commands: Map<string, Command> | undefined
  listeners: Map<string, readonly Listener[]> | undefined
  layers: Layers | undefined
  #owned: Set<(reason?: LlmgineError) => void> | undefined

  constructor(sessionId?: string) {
    this.sessionId = sessionId
  }

  /** Whether what was added here gets a message: while it closes, only what an earlier message caused, and its own end. */
  takes({ causationId, type }: Message): boolean {
    return this.state === 'open' || (this.state === 'closing' && (!!causationId || type === SessionClosed.type))
  }

  /** Why a message may not be sent, or something not be added, through this handle. */
  refusal(isCaused: boolean): LlmgineError | undefined {
    if (this.state === 'open' || (this.state === 'closing' && isCaused)) return undefined
    return this.ended()
  }

  ended(): LlmgineError {
    const { sessionId } = this
    if (sessionId === undefined)
      return new LlmgineError('bus.closed', 'This bus is closed. Send before close() is called.')
    return new LlmgineError('bus.session_closed', `The scope of session "${sessionId}" is closed. Open it again.`, {
      details: { sessionId },
    })
  }

  /** @throws `bus.duplicate_handler` */
  addCommand(command: Command, signal: AbortSignal | undefined): Subscription {
    const { type } = command
    this.commands ??= new Map()
    this.commands.set(type, command)
    return this.#own(() => this.commands?.delete(type), signal)
  }

  addListener(listener: Listener, signal: AbortSignal | undefined): Subscription {
    // mitt's map is used, its emit is not: one listener that throws would stop the rest. So what the lists hold is ours to say.
    this.listeners ??= createEmitter().all as unknown as Map<string, readonly Listener[]>
    const { listeners } = this
    const { type } = listener
    listeners.set(type, merge(listeners.get(type) ?? [], [listener]))
    return this.#own((reason) => {
      const left = (listeners.get(type) ?? []).filter((other) => other !== listener)
      if (left.length > 0) listeners.set(type, left)
      else listeners.delete(type)
      listener.stop(reason)
    }, signal)
  }

  addLayer(layer: AddedLayer['layer']): Subscription {
    const added = { layer }
    this.layers = layersOf([...(this.layers?.all ?? []), added])
    return this.#own(() => {
      this.layers = layersOf((this.layers?.all ?? []).filter((other) => other !== added))
    })
  }

  /** Takes away everything that was added through this handle. */
  end(): void {
    this.state = 'closed'
    const reason = this.ended()
    for (const remove of this.#owned ?? []) remove(reason)
    this.#owned = undefined
  }

  #own(remove: (reason?: LlmgineError) => void, signal?: AbortSignal): Subscription {
    this.#owned ??= new Set()
    const owned = this.#owned
    const end = (reason?: LlmgineError): void => {
      if (!owned.delete(end)) return
      signal?.removeEventListener('abort', unsubscribe)
      remove(reason)
    }
    const unsubscribe = (): void => end()
    owned.add(end)
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', unsubscribe)
    return { unsubscribe, [Symbol.dispose]: unsubscribe }
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
  return merged.concat(others.slice(next))
}

function isBefore(a: Listener, b: Listener): boolean {
  return a.priority === b.priority ? a.order < b.order : a.priority < b.priority
}
