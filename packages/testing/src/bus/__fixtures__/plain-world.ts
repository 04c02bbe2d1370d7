import type {
  Bus,
  Clock,
  CloseReport,
  Layer,
  Message,
  MessageDefinition,
  MessageLayerCall,
  SubscriptionSnapshot,
} from '@llmgine/contracts'

/** What can be wrong with a bus, one thing at a time. */
export type BusFault =
  | 'calls those who were unsubscribed'
  | 'close does not drain'
  | 'close leaves a timer'
  | 'closes without telling what it left'
  | 'counts drops as nothing'
  | 'deadlocks on each other'
  | 'deadlocks on its own events'
  | 'delivers twice'
  | 'dispatch makes another message'
  | 'drops the wrong end'
  | 'errors lose their cause'
  | 'failure rejects the publish'
  | 'failure stops the siblings'
  | 'failures are not told'
  | 'forgets the cause'
  | 'iterator leaks when its loop is left'
  | 'iterator misses what comes before it is asked'
  | 'layers are inside out'
  | 'limit ignored'
  | 'loops on failures'
  | 'loops on failures by a detour'
  | 'loses an event'
  | 'nested events overtake'
  | 'once leaks'
  | 'priorities upside down'
  | 'publish does not wait'
  | 'publish waits for earlier events'
  | 'queue is not bounded'
  | 'sessions share one queue'
  | 'session leaks its handlers'
  | 'session takes the handlers of others'
  | 'session does not shadow'
  | 'signal does not reach the handler'
  | 'star hears commands'

/** A handle: the bus itself, or a session opened on it. */
export interface Scope {
  readonly sessionId: string | undefined
  state: 'open' | 'closing' | 'closed'
  report?: Promise<CloseReport>
}

export type Counters = {
  -readonly [Key in Exclude<keyof SubscriptionSnapshot, 'type' | 'sessionId' | 'priority'>]: number
}

/** One that hears events. */
export interface PlainListener {
  readonly type: string
  readonly scope: Scope
  readonly priority: number
  readonly counters: Counters
  readonly hears: (message: Message) => boolean
  /** Resolves when the publisher need not wait for it any more; rejects when its queue refuses. */
  readonly offer: (flight: Flight) => Promise<void>
  readonly stop: (reason: unknown) => void
}

/** A message on its way, and the signals of its handlers. */
export interface Flight {
  readonly message: Message
  readonly definition: MessageDefinition | undefined
  readonly sender: AbortSignal | undefined
}

export interface Command {
  readonly type: string
  readonly scope: Scope
  readonly handler: (payload: unknown, run: Flight & { readonly signal: AbortSignal }) => unknown
  running: number
}

/** Somebody who waits for a slot that another holds. */
export interface Waiter {
  readonly message: Message
  readonly holders: readonly Message[]
}

/** Something that runs for a message. */
export interface RunEntry {
  readonly message: Message
  readonly scope: Scope
  readonly controller: AbortController
}

/** All that a plain bus holds, and what is wrong with it. */
export interface World {
  readonly clock: Clock
  readonly is: (fault: BusFault) => boolean
  readonly root: Scope
  readonly scopes: Scope[]
  commands: readonly Command[]
  listeners: readonly PlainListener[]
  layers: readonly { readonly layer: Layer<MessageLayerCall>; readonly scope: Scope }[]
  /** What each message was caused by, for ever. */
  readonly causes: Map<string, string | undefined>
  readonly waiters: Set<Waiter>
  /** Looks again whether somebody listens: one for each event that waits for that. */
  readonly held: Set<(isOver?: boolean) => void>
  readonly running: Set<RunEntry>
  /** Called whenever something has ended. */
  readonly lookers: Set<() => void>
  readonly sent: { commands: number; events: number }
  report(message: Message, error: unknown): void
  busFor(scope: Scope, message: Message): Bus
}

/** Whether a message is another one, or was caused by it at any depth. */
export function isCausedBy({ causes, is }: World, message: Message, other: Message): boolean {
  if (is('deadlocks on its own events')) return false
  let id: string | undefined = message.id
  while (id !== undefined) {
    if (id === other.id) return true
    id = causes.get(id)
  }
  return false
}

/** Whether waiting for those who hold the slots would never end. */
export function isStuck(
  world: World,
  message: Message,
  holders: readonly Message[],
  seen = new Set<unknown>(),
): boolean {
  if (seen.has(holders)) return false
  seen.add(holders)
  return holders.some((holder) => {
    if (isCausedBy(world, message, holder)) return true
    if (world.is('deadlocks on each other')) return false
    return [...world.waiters].some(
      (waiter) => isCausedBy(world, waiter.message, holder) && isStuck(world, message, waiter.holders, seen),
    )
  })
}

/** Runs something for a message with a signal of its own. */
export async function runFor<Result>(
  world: World,
  { message, sender }: Flight,
  scope: Scope,
  run: (signal: AbortSignal) => Result | Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const abort = (): void => controller.abort(sender?.reason)
  if (!world.is('signal does not reach the handler')) sender?.addEventListener('abort', abort)
  const entry = { message, scope, controller }
  world.running.add(entry)
  try {
    return await run(controller.signal)
  } finally {
    world.running.delete(entry)
    for (const look of world.lookers) look()
    sender?.removeEventListener('abort', abort)
  }
}
