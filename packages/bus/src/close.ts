import {
  type Clock,
  type CloseOptions,
  type CloseReport,
  LlmgineError,
  type Message,
  SessionClosed,
  SessionOpened,
  toErrorData,
} from '@llmgine/contracts'
import type { Core } from './core.ts'
import { Handle } from './handle.ts'

/** How long layers have at least to finish what they took on, when the handlers needed the whole limit. */
const flushMs = 1000

/** A handle on a session, whose scope is told of when it is the first. */
export function openSession(core: Core, sessionId: string, cause: Message | undefined): Handle {
  const handle = new Handle(sessionId)
  const others = core.registry.sessions.get(sessionId)
  if (others !== undefined) others.add(handle)
  else {
    core.registry.sessions.set(sessionId, new Set([handle]))
    void core.tell(SessionOpened, { sessionId }, { sessionId, cause })
  }
  return handle
}

/**
 * Lets what is on its way run to its end, within a limit, and takes away what was added through the handle; with the last handle the scope of a
 * session ends, with that of the bus everything does.
 * @throws `bus.flush_failed`
 */
export async function close(core: Core, handle: Handle, options: CloseOptions): Promise<CloseReport> {
  const { clock, registry } = core
  const { root, sessions } = registry
  const { timeoutMs = 5000, error } = options
  const isBus = handle === root
  const until = clock.now() + timeoutMs
  const inTime = (done: Promise<unknown>, leastMs = 0): Promise<boolean> =>
    within(clock, done, Math.max(until - clock.now(), leastMs))

  handle.state = 'closing'
  if (isBus) core.waitingRoom.close(handle.ended())
  // A handler that closes its bus has begun to run, but is on its way only when it has answered with its promise.
  await undefined
  await inTime(idle(core, handle))
  await inTime(endScopes(core, handle, error))
  const left = leftOf(core, handle)
  for (const run of core.signalled) if (isBus || run.owner === handle) run.abort(handle.ended())
  const ended = isBus ? registry.handles : [handle]
  const layers = ended.flatMap((each) => each.layers?.all ?? [])
  for (const each of ended) each.end()
  if (isBus) sessions.clear()
  const report = { drained: left.length === 0, left }
  for (const { layer } of layers) {
    let cause: unknown
    const flushed = layer.flush?.().catch((reason: unknown) => {
      cause = reason
    })
    if (flushed === undefined || ((await inTime(flushed, flushMs)) && cause === undefined)) continue
    const text = `The layer "${layer.name}" did not finish what it had taken on. See the cause.`
    throw new LlmgineError('bus.flush_failed', text, { cause, details: { layer: layer.name, ...report } })
  }
  return report
}

function idle({ registry, flights }: Core, handle: Handle): Promise<void> {
  if (handle === registry.root ? flights.size === 0 : handle.busy === 0) return Promise.resolve()
  return new Promise((resolve) => {
    handle.onIdle = resolve
  })
}

/** Ends the scopes of which this is the last handle, and tells of it. Resolves when those who hear of it are done. */
function endScopes(core: Core, handle: Handle, error: unknown): Promise<unknown> {
  const { root, sessions } = core.registry
  const { sessionId = '' } = handle
  const others = sessions.get(sessionId)
  if (handle !== root && others !== undefined && others.size > 1) {
    others.delete(handle)
    return Promise.resolve()
  }
  const closed = handle === root ? [...sessions.keys()] : [sessionId]
  const failure = error === undefined ? undefined : toErrorData(error, 'bus.session_failed')
  const told = closed.map((id) => core.tell(SessionClosed, { sessionId: id, error: failure }, { sessionId: id }))
  if (handle !== root) sessions.delete(sessionId)
  return Promise.all(told)
}

/** What is on its way, each message once. */
function leftOf({ registry, flights }: Core, handle: Handle): CloseReport['left'] {
  const runs = [...flights].filter(({ owner }) => handle === registry.root || owner === handle)
  const messages = new Map(runs.map(({ message }) => [message.id, message]))
  const counts = new Map<string, CloseReport['left'][number]>()
  for (const { kind, type } of messages.values()) {
    const name = `${kind} ${type}`
    counts.set(name, { kind, type, count: (counts.get(name)?.count ?? 0) + 1 })
  }
  return [...counts.values()]
}

/** Whether it was done in time. `done` must not reject. */
function within(clock: Clock, done: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(() => resolve(false), timeoutMs)
    void done.then(() => {
      timer.cancel()
      resolve(true)
    })
  })
}
