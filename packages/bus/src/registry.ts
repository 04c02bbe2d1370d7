import { LlmgineError, type Message, type Subscription } from '@llmgine/contracts'
import { type Command, Handle, merge } from './handle.ts'
import type { AddedLayer } from './layers.ts'
import type { Listener } from './listener.ts'

const noHandles: readonly Handle[] = []
const noLayers: readonly AddedLayer[] = []
const noListeners: readonly Listener[] = []

/** Who answers, hears and stands around messages: on the whole bus, and in each session that has a scope. */
export class Registry {
  readonly root: Handle = new Handle()
  /** The handles on each session. */
  readonly sessions: Map<string, Set<Handle>> = new Map()
  /** Counts up with every listener. */
  order = 0

  get handles(): readonly Handle[] {
    return [this.root, ...[...this.sessions.values()].flatMap((handles) => [...handles])]
  }

  /** @throws `bus.duplicate_handler` */
  addCommand(owner: Handle, what: Pick<Command, 'type' | 'handler'>, signal: AbortSignal | undefined): Subscription {
    const { sessionId } = owner
    const { type } = what
    for (const handle of sessionId === undefined ? [owner] : this.#handlesOf(sessionId)) {
      if (!handle.commands?.has(type)) continue
      const where = sessionId === undefined ? '' : ` in session "${sessionId}"`
      throw new LlmgineError(
        'bus.duplicate_handler',
        `"${type}" has a handler already${where}. Unsubscribe that first.`,
        {
          details: { type, sessionId },
        },
      )
    }
    return owner.addCommand({ ...what, owner, running: 0 }, signal)
  }

  /** The handler of the message's session, else that of the bus. */
  commandFor(message: Message): Command | undefined {
    const { sessionId, type } = message
    if (sessionId !== undefined) {
      for (const handle of this.#handlesOf(sessionId)) {
        const command = handle.commands?.get(type)
        if (command !== undefined && handle.takes(message)) return command
      }
    }
    return this.root.commands?.get(type)
  }

  /** Those who listen to the event, in its session or on the whole bus, in the order of their priorities. */
  listenersFor({ sessionId, type }: Message): readonly Listener[] {
    let found = listenersOf(this.root, type)
    if (sessionId === undefined) return found
    for (const handle of this.#handlesOf(sessionId)) found = merge(found, listenersOf(handle, type))
    return found
  }

  /** The layers of the bus, then those of the message's session. */
  layersFor({ sessionId }: Message, around: 'command' | 'event' | 'run'): readonly AddedLayer[] {
    let layers = this.root.layers?.[around] ?? noLayers
    if (sessionId === undefined) return layers
    for (const handle of this.#handlesOf(sessionId)) {
      if (handle.layers !== undefined) layers = [...layers, ...handle.layers[around]]
    }
    return layers
  }

  /**
   * Whether somebody waits for this type of event. Who listens to every event does not count: watching is not waiting. A filter that throws
   * does: its failure is told when the event is offered.
   */
  isHeard(message: Message): boolean {
    return this.listenersFor(message).some((listener) => {
      try {
        return listener.type !== '*' && listener.hears(message)
      } catch {
        return true
      }
    })
  }

  #handlesOf(sessionId: string): Iterable<Handle> {
    return this.sessions.get(sessionId) ?? noHandles
  }
}

function listenersOf({ listeners }: Handle, type: string): readonly Listener[] {
  if (listeners === undefined) return noListeners
  const every = listeners.get('*') ?? noListeners
  return type === '*' ? every : merge(listeners.get(type) ?? noListeners, every)
}
