import {
  type Bus,
  type BusSnapshot,
  type CloseReport,
  type CommandDefinition,
  defineCommand,
  defineEvent,
  type EventDefinition,
  type HandlerContext,
  type Message,
  type Subscription,
} from '@llmgine/contracts'
import { createFakeClock, createSequentialIds, type FakeClock } from '@llmgine/testing'
import { createBus } from '../create-bus.ts'
import type { Plan, Step } from './program.ts'

const Ping: EventDefinition<Plan> = defineEvent('test.ping')
const Pong: EventDefinition<Plan> = defineEvent('test.pong')
const Do: CommandDefinition<Plan, number> = defineCommand('test.do')

/** A listener of a program, and what it saw. */
export interface Observed {
  readonly owner: Bus
  readonly type: string
  readonly sessionId: string | undefined
  readonly priority: number
  readonly concurrency: number
  /** How many events there had been when it was added. */
  readonly since: number
  readonly started: Message[]
  readonly running: Set<Message>
  /** The most at once in one session, of those that nothing caused. */
  most: number
  isOver: boolean
  /** Whether it was called after it had been taken away. */
  wasCalledLate: boolean
}

/** All that is known of a program that has run to its end. */
export interface Outcome {
  /** Every event, in the order of publishing. */
  readonly events: readonly Message[]
  readonly listeners: readonly Observed[]
  /** How many promises are still pending when all time has passed. */
  readonly pending: number
  readonly snapshots: readonly BusSnapshot[]
  /** When nothing is left to do. */
  readonly atRest: BusSnapshot
  /** Messages that do not follow from what they say they were caused by. */
  readonly strangers: readonly Message[]
  readonly report: CloseReport
  /** After the bus was closed. */
  readonly closed: BusSnapshot
  readonly timers: number
}

/** Runs a program on a clock that stands still, lets all time pass, and closes the bus. */
export async function runProgram(program: readonly Step[]): Promise<Outcome> {
  const simulation = new Simulation()
  for (const step of program) await simulation.take(step)
  return simulation.finish()
}

class Simulation {
  readonly #clock: FakeClock = createFakeClock()
  readonly #bus: Bus = createBus({ clock: this.#clock, generateId: createSequentialIds() })
  readonly #known = new Map<string, Message>()
  readonly #events: Message[] = []
  readonly #strangers: Message[] = []
  readonly #listeners: Observed[] = []
  readonly #subscriptions: Subscription[] = []
  readonly #handles: Bus[] = [this.#bus]
  readonly #snapshots: BusSnapshot[] = []
  #pending = 0
  #giveUp = new AbortController()

  constructor() {
    this.#bus.on('*', (_, { message }) => this.#see(message), { priority: 0 })
    this.#bus.handle(Do, (plan, context) => {
      this.#see(context.message)
      return this.#act(plan, context)
    })
  }

  async take(step: Step): Promise<void> {
    this.#look()
    if (step.do === 'publish' || step.do === 'execute') this.#send(step)
    if (step.do === 'subscribe') this.#subscribe(step)
    if (step.do === 'unsubscribe') this.#unsubscribe(step.which)
    if (step.do === 'open') this.#handles.push(this.#bus.session(step.session))
    if (step.do === 'dispose') this.#dispose(step.handle)
    if (step.do === 'wait') await this.#clock.advance(step.ms)
    if (step.do === 'give up') {
      this.#giveUp.abort(new Error('Given up.'))
      this.#giveUp = new AbortController()
    }
  }

  async finish(): Promise<Outcome> {
    await this.#clock.advance(60_000)
    const pending = this.#pending
    const events = [...this.#events]
    const listeners = this.#listeners.map((observed) => ({ ...observed, started: [...observed.started] }))
    const atRest = this.#bus.inspect()
    const closing = this.#bus.close()
    await this.#clock.advance(60_000)
    const report = await closing
    return {
      events,
      listeners,
      pending,
      snapshots: this.#snapshots,
      atRest,
      strangers: this.#strangers,
      report,
      closed: this.#bus.inspect(),
      timers: this.#clock.pending.length,
    }
  }

  #send(step: Extract<Step, { do: 'publish' | 'execute' }>): void {
    const options = { sessionId: step.session, signal: this.#giveUp.signal }
    if (step.do === 'execute') void this.#count(this.#bus.execute(Do, step.plan, options))
    else void this.#count(this.#bus.publish(step.event === 'ping' ? Ping : Pong, step.plan, options))
  }

  #subscribe({ event, handle, priority, concurrency, limit, overflow }: Extract<Step, { do: 'subscribe' }>): void {
    const bus = this.#handles[handle % this.#handles.length] ?? this.#bus
    const observed: Observed = {
      owner: bus,
      type: event === '*' ? event : `test.${event}`,
      // A handle of a session has its id.
      sessionId: (bus as { sessionId?: string }).sessionId,
      priority,
      concurrency,
      since: this.#events.length,
      started: [],
      running: new Set(),
      most: 0,
      isOver: false,
      wasCalledLate: false,
    }
    const definition = { '*': '*' as const, ping: Ping, pong: Pong }[event]
    const subscription = bus.on<Plan>(definition, (plan, context) => this.#hear(observed, plan, context), {
      priority,
      concurrency,
      queue: { limit, overflow, highWater: 1, onHighWater: () => this.#look(), onLowWater: () => this.#look() },
    })
    this.#listeners.push(observed)
    this.#subscriptions.push({
      ...subscription,
      unsubscribe() {
        observed.isOver = true
        subscription.unsubscribe()
      },
    })
  }

  #unsubscribe(which: number): void {
    this.#subscriptions[which % Math.max(this.#subscriptions.length, 1)]?.unsubscribe()
  }

  #dispose(which: number): void {
    const at = which % this.#handles.length
    const handle = this.#handles[at]
    if (at === 0 || handle === undefined) return
    this.#handles.splice(at, 1)
    const closing = handle.close({ timeoutMs: 100 })
    void this.#count(closing)
    void closing.then(() => {
      for (const observed of this.#listeners) if (observed.owner === handle) observed.isOver = true
    })
  }

  /** What a listener does: whatever the plan says, noting how many it does at once. */
  #hear(observed: Observed, plan: Plan, context: HandlerContext): unknown {
    const { message } = context
    observed.wasCalledLate ||= observed.isOver
    observed.started.push(message)
    observed.running.add(message)
    const together = [...observed.running].filter(
      ({ causationId, sessionId }) => causationId === undefined && sessionId === message.sessionId,
    )
    observed.most = Math.max(observed.most, together.length)
    const done = (): boolean => observed.running.delete(message)
    const answer = this.#act(plan, context)
    if (!(answer instanceof Promise)) done()
    else answer.then(done, done)
    return answer
  }

  #act(plan: Partial<Plan> | undefined, context: HandlerContext): number | Promise<number> {
    this.#look()
    const { delayMs = 0, after = 'nothing', to = 'ping' } = plan ?? {}
    if (delayMs === 0 && after === 'nothing') return 0
    return this.#actLater({ delayMs, after, to, next: plan?.next }, context)
  }

  async #actLater({ delayMs, after, to, next }: Plan, { bus }: HandlerContext): Promise<number> {
    if (delayMs > 0) await new Promise<void>((resolve) => this.#clock.setTimer(resolve, delayMs))
    this.#look()
    if (after === 'throw') throw new Error('As planned.')
    if (after === 'publish' && next !== undefined) await this.#count(bus.publish(to === 'ping' ? Ping : Pong, next))
    if (after === 'execute' && next !== undefined) await this.#count(bus.execute(Do, next))
    return delayMs
  }

  /** Counts a promise as pending until it is settled. */
  async #count(promise: Promise<unknown>): Promise<void> {
    this.#pending += 1
    await promise.catch(() => undefined)
    this.#pending -= 1
  }

  /** Every message passes here once, before its handlers. */
  #see(message: Message): void {
    const cause = message.causationId === undefined ? message : this.#known.get(message.causationId)
    const follows = cause?.sessionId === message.sessionId && cause?.correlationId === message.correlationId
    if (!follows || this.#known.has(message.id)) this.#strangers.push(message)
    this.#known.set(message.id, message)
    if (message.kind === 'event') this.#events.push(message)
  }

  #look(): void {
    this.#snapshots.push(this.#bus.inspect())
  }
}
