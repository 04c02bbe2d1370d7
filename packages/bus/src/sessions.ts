import {
  type CloseOptions,
  type CloseReport,
  createMessage,
  type Message,
  SessionClosed,
  SessionOpened,
  toErrorData,
} from '@llmgine/contracts'
import type { Core } from './core.ts'
import { sessionClosed } from './errors.ts'
import { Handle } from './handle.ts'
import { Scope } from './scope.ts'
import { within } from './within.ts'

/** How long closing waits for what runs, unless told otherwise. */
export const defaultTimeoutMs = 5000

/** A handle on a session's scope, which is made and told of when it is the first. */
export function openSession(core: Core, sessionId: string, cause: Message | undefined): Handle {
  const { sessions } = core.registry
  const scope = sessions.get(sessionId) ?? new Scope()
  const handle = new Handle(sessionId)
  scope.handles.add(handle)
  sessions.set(sessionId, scope)
  if (scope.told) return handle
  scope.told = true
  const options = { cause, sessionId, id: core.generateId(), time: core.clock.now() }
  void core.tell({
    message: createMessage(SessionOpened, { sessionId }, options),
    definition: SessionOpened,
    sender: undefined,
  })
  return handle
}

/** Lets what the handle added run to its end, within a limit, and takes it away; the last handle of a scope closes the scope. */
export async function closeSession(core: Core, handle: Handle, options: CloseOptions): Promise<CloseReport> {
  const { timeoutMs = defaultTimeoutMs, error } = options
  const sessionId = handle.sessionId ?? ''
  const until = core.clock.now() + timeoutMs
  handle.state = 'closing'
  const drained = await within(core.clock, handle.idle(), timeoutMs)
  const left = drained ? [] : leftIn(core, handle)
  if (!drained) for (const run of core.signals) if (run.handle === handle) run.abort(sessionClosed(sessionId))
  const { sessions } = core.registry
  const scope = sessions.get(sessionId)
  scope?.handles.delete(handle)
  if (scope?.handles.size === 0) {
    scope.told = false
    const done = tellClosed(core, sessionId, error)
    await within(core.clock, done, Math.max(until - core.clock.now(), 0))
  }
  handle.end(sessionClosed(sessionId))
  if (scope?.handles.size === 0 && sessions.get(sessionId) === scope) sessions.delete(sessionId)
  return { drained, left }
}

/** Publishes `session.closed`. Resolves when its handlers are done. */
export function tellClosed(core: Core, sessionId: string, error: unknown): Promise<void> {
  const payload = { sessionId, error: error === undefined ? undefined : toErrorData(error, 'bus.session_failed') }
  const options = { sessionId, id: core.generateId(), time: core.clock.now() }
  return core.tell({
    message: createMessage(SessionClosed, payload, options),
    definition: SessionClosed,
    sender: undefined,
  })
}

/** What a handle has at work, by the type it was registered for. */
function leftIn(core: Core, handle: Handle): CloseReport['left'] {
  const scope = core.registry.sessions.get(handle.sessionId ?? '')
  const commands = [...(scope?.commands ?? [])].map((entry) => ({
    ...entry,
    kind: 'command' as const,
    count: entry.running,
  }))
  const events = [...(scope?.listeners ?? [])].flat().map(({ type, handle: owner, counters }) => ({
    type,
    handle: owner,
    kind: 'event' as const,
    count: counters.running + counters.waiting,
  }))
  return [...commands, ...events]
    .filter((each) => each.handle === handle && each.count > 0)
    .map(({ kind, type, count }) => ({ kind, type, count }))
}
