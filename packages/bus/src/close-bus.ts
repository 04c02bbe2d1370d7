import { type CloseOptions, type CloseReport, LlmgineError, type Message } from '@llmgine/contracts'
import type { Core } from './core.ts'
import { closed } from './errors.ts'
import type { MessageLayer } from './scope.ts'
import { defaultTimeoutMs, tellClosed } from './sessions.ts'
import { within } from './within.ts'

/** How long layers have at least to finish what they took on, when the handlers needed the whole limit. */
const flushMs = 1000

/**
 * Lets what is on its way run to its end, within a limit, takes everything away, and lets layers finish what they took on.
 * @throws `bus.flush_failed`
 */
export async function closeBus(
  core: Core,
  { timeoutMs = defaultTimeoutMs, error }: CloseOptions,
): Promise<CloseReport> {
  const { clock, registry, flights } = core
  const until = clock.now() + timeoutMs
  const rest = (): number => Math.max(until - clock.now(), 0)
  registry.root.state = 'closing'
  core.waitingRoom.close(closed())
  // A handler that closes the bus has begun to run but is on its way only when it has answered with its promise.
  await undefined
  await within(clock, flights.empty(), rest())
  for (const sessionId of registry.sessions.keys()) void tellClosed(core, sessionId, error)
  const drained = await within(clock, flights.empty(), rest())
  const left = drained ? [] : summarize(flights.messages())
  for (const run of core.signals) run.abort(closed())
  const scopes = [registry.bus, ...registry.sessions.values()]
  const layers = scopes.flatMap((scope) => scope.layers.added.map(({ layer }) => layer))
  registry.root.end(closed())
  for (const { handles } of registry.sessions.values()) for (const handle of handles) handle.end(closed())
  registry.sessions.clear()
  await flush(core, layers, { timeoutMs: Math.max(rest(), flushMs), report: { drained, left } })
  return { drained, left }
}

function summarize(messages: readonly Message[]): CloseReport['left'] {
  const groups = Object.groupBy(messages, ({ kind, type }) => `${kind} ${type}`)
  return Object.values(groups).flatMap((group = []) => {
    const [first] = group
    return first === undefined ? [] : [{ kind: first.kind, type: first.type, count: group.length }]
  })
}

async function flush(core: Core, layers: readonly MessageLayer[], options: FlushOptions): Promise<void> {
  for (const layer of layers) {
    if (layer.flush === undefined) continue
    let failure: unknown
    const flushed = layer.flush().catch((error: unknown) => {
      failure = error
    })
    const inTime = await within(core.clock, flushed, options.timeoutMs)
    if (inTime && failure === undefined) continue
    throw new LlmgineError(
      'bus.flush_failed',
      `The layer "${layer.name}" ${inTime ? 'could not finish' : 'did not finish in time'} what it had taken on.`,
      { cause: failure, details: { layer: layer.name, ...options.report } },
    )
  }
}

interface FlushOptions {
  readonly timeoutMs: number
  readonly report: CloseReport
}
