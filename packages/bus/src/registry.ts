import type { Message, Subscription } from '@llmgine/contracts'
import type { Listener } from './delivery.ts'
import { duplicateHandler, sessionClosed } from './errors.ts'
import { Handle } from './handle.ts'
import { type CommandEntry, type LayersAround, type MessageLayer, merge, Scope } from './scope.ts'

/** Who answers, hears and stands around messages: of the whole bus, and of each session that is open. */
export class Registry {
  readonly root: Handle = new Handle()
  readonly bus: Scope = new Scope()
  readonly sessions: Map<string, Scope> = new Map()

  /** @throws `bus.duplicate_handler` */
  addCommand(entry: CommandEntry, signal?: AbortSignal): Subscription {
    const scope = this.#scopeOf(entry.handle)
    if (scope.commandOf(entry.type) !== undefined) throw duplicateHandler(entry.type, entry.handle.sessionId)
    scope.addCommand(entry)
    return entry.handle.own(() => scope.removeCommand(entry), signal)
  }

  addListener(listener: Listener, signal?: AbortSignal): Subscription {
    const scope = this.#scopeOf(listener.handle)
    scope.addListener(listener)
    return listener.handle.own((reason) => {
      scope.removeListener(listener)
      listener.stop(reason)
    }, signal)
  }

  addLayer(layer: MessageLayer, handle: Handle): Subscription {
    const scope = this.#scopeOf(handle)
    const added = { layer }
    scope.setLayers([...scope.layers.added, added])
    return handle.own(() => scope.setLayers(scope.layers.added.filter((other) => other !== added)))
  }

  /** The handler of the message's session, else that of the bus. */
  commandFor(message: Message): CommandEntry | undefined {
    const own = this.#sessionOf(message)?.commandOf(message.type)
    return own?.handle.takes(message) ? own : this.bus.commandOf(message.type)
  }

  /** Those who listen to the event, in their session or in the whole bus, in the order of their priorities. */
  listenersFor(message: Message): readonly Listener[] {
    const session = this.#sessionOf(message)
    const all = listenersIn(this.bus, message.type)
    return session === undefined ? all : merge(all, listenersIn(session, message.type))
  }

  layersFor(message: Message, around: LayersAround): readonly MessageLayer[] {
    const layers = this.bus.layers[around]
    const own = this.#sessionOf(message)?.layers[around]
    return own === undefined || own.length === 0 ? layers : [...layers, ...own]
  }

  /** Whether somebody waits for this type of event. Who listens to every event does not count: watching is not waiting. */
  isHeard(message: Message): boolean {
    return this.listenersFor(message).some((listener) => listener.type !== '*' && listener.hears(message))
  }

  #sessionOf({ sessionId }: Message): Scope | undefined {
    return sessionId === undefined ? undefined : this.sessions.get(sessionId)
  }

  /** A session's scope stands as long as one of its handles may be used. */
  #scopeOf({ sessionId }: Handle): Scope {
    const scope = sessionId === undefined ? this.bus : this.sessions.get(sessionId)
    if (scope === undefined) throw sessionClosed(sessionId)
    return scope
  }
}

function listenersIn(scope: Scope, type: string): readonly Listener[] {
  const every = scope.listenersTo('*')
  return type === '*' ? every : merge(scope.listenersTo(type), every)
}
