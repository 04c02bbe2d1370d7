import { isLlmgineError, type LayerCall, LlmgineError, type Message, type MessageLayerCall } from '@llmgine/contracts'
import {
  type Flight,
  isCausedBy,
  type PlainListener,
  type RunEntry,
  runFor,
  type Scope,
  type World,
} from './plain-world.ts'

/** Sends a message through the layers to those who are registered for it. */
export async function send(world: World, flight: Flight): Promise<unknown> {
  const { message, sender } = flight
  const { root } = world
  sender?.throwIfAborted()
  world.causes.set(message.id, message.causationId)
  world.sent[message.kind === 'command' ? 'commands' : 'events'] += 1
  const sent = runFor(world, flight, root, async (signal) => {
    if (message.kind === 'command' || !world.is('nested events overtake')) await undefined
    return through(world, { ...flight, sender: signal }, 'send', message.kind === 'command' ? execute : deliver)
  })
  return Promise.race([sent, givenUp(sender, sent)]).catch((error: unknown) => {
    if (isLlmgineError(error) || (sender?.aborted && error === sender.reason)) throw error
    const cause = world.is('errors lose their cause') ? undefined : error
    throw new LlmgineError('bus.handler_failed', String(error), { cause })
  })
}

/** Rejects when the sender gives up, and lets go of its signal when there is nothing left to give up. */
function givenUp(signal: AbortSignal | undefined, sent: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal?.reason)
    const forget = (): void => signal?.removeEventListener('abort', abort)
    signal?.addEventListener('abort', abort)
    sent.then(forget, forget)
  })
}

type Innermost = (world: World, flight: Flight) => Promise<unknown>

export async function through(
  world: World,
  flight: Flight,
  around: 'send' | 'run',
  innermost: Innermost,
  at = 0,
): Promise<unknown> {
  const { message, definition } = flight
  const isAround = (layer: Pick<World['layers'][number]['layer'], 'wraps' | 'targets'>): boolean => {
    if (layer.targets?.includes(message.kind as LayerCall['target']) === false) return false
    return message.kind === 'command' || (layer.wraps ?? 'send') === around
  }
  const layers = world.layers.filter(({ layer, scope }) => isFor(scope, message) && isAround(layer))
  const [layer] = (world.is('layers are inside out') ? layers.toReversed() : layers).slice(at)
  if (layer === undefined) return innermost(world, flight)
  return runFor(world, flight, world.root, (signal) => {
    const call: MessageLayerCall = {
      target: message.kind,
      name: message.type,
      input: message.payload,
      sessionId: message.sessionId,
      message,
      definition,
      signal,
      bus: world.busFor(world.root, message),
    }
    return layer.layer(call, (change = {}) => {
      const changed = 'input' in change ? { ...message, payload: change.input } : message
      return through(
        world,
        { message: changed, definition, sender: change.signal ?? signal },
        around,
        innermost,
        at + 1,
      )
    })
  })
}

async function execute(world: World, flight: Flight): Promise<unknown> {
  const { message } = flight
  const found = world.commands.filter(({ type, scope }) => type === message.type && isFor(scope, message))
  const shadowing = world.is('session does not shadow') ? undefined : found.find(({ scope }) => scope.sessionId)
  const command = shadowing ?? found.find(({ scope }) => scope.sessionId === undefined) ?? found[0]
  if (world.is('star hears commands')) await deliver(world, flight)
  if (command === undefined) throw new LlmgineError('bus.no_handler', `Nobody handles ${message.type}.`)
  command.running += 1
  try {
    return await runFor(world, flight, command.scope, (signal) =>
      command.handler(message.payload, { ...flight, signal }),
    )
  } finally {
    command.running -= 1
  }
}

async function deliver(world: World, flight: Flight): Promise<void> {
  const { message } = flight
  if (world.is('loses an event') && world.sent.events % 3 === 0) return
  if (world.is('publish waits for earlier events')) {
    const earlier = [...world.running].filter(({ message: { kind, id } }) => kind === 'event' && id !== message.id)
    const unrelated = earlier.filter((other) => !isCausedBy(world, message, other.message))
    await whenOver(world, unrelated)
  }
  const offered = world.listeners.filter(
    ({ type, scope }) => isFor(scope, message) && (type === '*' || (type === message.type && message.kind === 'event')),
  )
  const upwards = world.is('priorities upside down') ? -1 : 1
  const groups = Map.groupBy(offered, ({ priority }) => priority)
  let refusal: { readonly reason: unknown } | undefined
  for (const [, group] of [...groups].toSorted(([one], [other]) => (one - other) * upwards)) {
    const offers = group.flatMap((listener) => {
      if (!isHeard(world, listener, message)) return []
      const failedBefore = listener.counters.failed
      const offer = listener.offer(flight)
      return [offer.then(() => listener.counters.failed > failedBefore)]
    })
    if (world.is('publish does not wait')) for (const offer of offers) offer.catch(() => undefined)
    const results = await (world.is('publish does not wait') ? [] : Promise.allSettled(offers))
    for (const result of results) if (result.status === 'rejected') refusal ??= result
    const hasFailed = results.some((result) => result.status === 'fulfilled' && result.value)
    if (hasFailed && world.is('failure stops the siblings')) return
  }
  if (refusal !== undefined) throw refusal.reason
}

function whenOver({ running, lookers }: World, runs: readonly RunEntry[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (runs.some((run) => running.has(run))) return
      lookers.delete(look)
      resolve()
    }
    lookers.add(look)
    look()
  })
}

/** Whether a listener is to be offered an event; then it counts as offered. */
function isHeard(world: World, listener: PlainListener, message: Message): boolean {
  const { counters } = listener
  try {
    if (!listener.hears(message)) return false
    counters.offered += 1
    return true
  } catch (error) {
    counters.offered += 1
    counters.failed += 1
    world.report(message, error)
    return false
  }
}

function isFor(scope: Scope, { sessionId }: Message): boolean {
  return scope.sessionId === undefined || (scope.sessionId === sessionId && scope.state !== 'closed')
}
