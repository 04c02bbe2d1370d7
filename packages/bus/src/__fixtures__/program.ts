import fc from 'fast-check'

/** What the handlers of a message do: take some time, then fail or send something that is handled by a plan of its own. */
export interface Plan {
  readonly delayMs: number
  readonly after: 'nothing' | 'throw' | 'publish' | 'execute'
  readonly to: 'ping' | 'pong'
  readonly next: Plan | undefined
}

/** One thing that somebody does with a bus. */
export type Step =
  | {
      readonly do: 'publish'
      readonly event: 'ping' | 'pong'
      readonly session: string | undefined
      readonly plan: Plan
    }
  | { readonly do: 'execute'; readonly session: string | undefined; readonly plan: Plan }
  | {
      readonly do: 'subscribe'
      readonly event: 'ping' | 'pong' | '*'
      /** Which of the handles there are. */
      readonly handle: number
      readonly priority: number
      readonly concurrency: number
      readonly limit: number
      readonly overflow: 'wait' | 'drop-oldest' | 'drop-newest' | 'error'
    }
  | { readonly do: 'unsubscribe'; readonly which: number }
  | { readonly do: 'open'; readonly session: string }
  | { readonly do: 'dispose'; readonly handle: number }
  | { readonly do: 'give up' }
  | { readonly do: 'wait'; readonly ms: number }

const session = fc.constantFrom(undefined, 'a', 'b')

function plansOf(depth: number): fc.Arbitrary<Plan> {
  const endings = ['nothing', 'throw'] as const
  return fc.record({
    delayMs: fc.constantFrom(0, 0, 1, 5, 20),
    after: fc.constantFrom<Plan['after']>(...(depth === 0 ? endings : ([...endings, 'publish', 'execute'] as const))),
    to: fc.constantFrom<Plan['to']>('ping', 'pong'),
    next: depth === 0 ? fc.constant(undefined) : plansOf(depth - 1),
  })
}

const plan = fc.oneof(plansOf(0), plansOf(1), plansOf(2))

/** Programs: what several parties do with one bus, one thing after another, while handlers are under way. */
export const programs: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('publish' as const),
        event: fc.constantFrom('ping' as const, 'pong' as const),
        session,
        plan,
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('execute' as const), session, plan }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('subscribe' as const),
        event: fc.constantFrom('ping' as const, 'pong' as const, '*' as const),
        handle: fc.nat(4),
        priority: fc.constantFrom(10, 10, 20, 30),
        concurrency: fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
        limit: fc.nat(2),
        overflow: fc.constantFrom('wait' as const, 'drop-oldest' as const, 'drop-newest' as const, 'error' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('unsubscribe' as const), which: fc.nat(9) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), session: fc.constantFrom('a', 'b') }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('dispose' as const), handle: fc.nat(4) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('give up' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 7, 50) }) },
  ),
  { minLength: 5, maxLength: 30 },
)
