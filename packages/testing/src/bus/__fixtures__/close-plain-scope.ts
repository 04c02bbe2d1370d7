import { type CloseOptions, type CloseReport, LlmgineError, type Message } from '@llmgine/contracts'
import type { Scope, World } from './plain-world.ts'

/** Lets what runs end within the limit, and takes away what belongs to the scope. */
export async function closePlainScope(
  world: World,
  scope: Scope,
  { timeoutMs = 5000 }: CloseOptions,
  tellClosed: (sessionId: string) => Promise<unknown>,
): Promise<CloseReport> {
  const { root, is } = world
  const isBus = scope === root
  const reason = new LlmgineError(isBus ? 'bus.closed' : 'bus.session_closed', 'Closed.')
  const isOurs = (other: Scope): boolean =>
    isBus || other === scope || (is('session takes the handlers of others') && other.sessionId === scope.sessionId)
  scope.state = 'closing'
  if (isBus) for (const look of world.held) look(true)

  await undefined
  if (!is('close does not drain')) await idleOrOver(world, isOurs, timeoutMs)
  const ending = isBus ? new Set(world.scopes.flatMap(({ sessionId }) => sessionId ?? [])) : lastOf(world, scope)
  await Promise.race([Promise.all([...ending].map(tellClosed)), Promise.resolve()])
  const left = summarize([...world.running].filter((run) => isOurs(run.scope)).map(({ message }) => message))
  for (const run of world.running) if (isOurs(run.scope)) run.controller.abort(reason)

  const layers = world.layers.filter((layer) => isOurs(layer.scope))
  for (const one of world.scopes) if (isOurs(one)) one.state = 'closed'
  world.scopes.splice(0, world.scopes.length, ...world.scopes.filter((one) => !isOurs(one)))
  world.commands = world.commands.filter((command) => !isOurs(command.scope))
  world.layers = world.layers.filter((layer) => !layers.includes(layer))
  const stopped = world.listeners.filter((listener) => isOurs(listener.scope))
  for (const listener of stopped) listener.stop(reason)
  if (isBus || !is('session leaks its handlers')) {
    world.listeners = world.listeners.filter((listener) => !stopped.includes(listener))
  }
  for (const { layer } of layers) {
    await layer.flush?.().catch((cause: unknown) => {
      throw new LlmgineError('bus.flush_failed', 'Not kept.', { cause })
    })
  }
  return is('closes without telling what it left') ? { drained: true, left: [] } : { drained: left.length === 0, left }
}

/** Resolves when nothing of the scope runs, or when the limit has passed. */
function idleOrOver(world: World, isOurs: (scope: Scope) => boolean, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = world.clock.setTimer(resolve, timeoutMs)
    const look = (): void => {
      if ([...world.running].some((run) => isOurs(run.scope))) return
      if (!world.is('close leaves a timer')) timer.cancel()
      world.lookers.delete(look)
      resolve()
    }
    world.lookers.add(look)
    look()
  })
}

function lastOf({ scopes }: World, scope: Scope): readonly string[] {
  const others = scopes.filter((other) => other !== scope && other.sessionId === scope.sessionId)
  return others.length > 0 || scope.sessionId === undefined ? [] : [scope.sessionId]
}

function summarize(messages: readonly Message[]): CloseReport['left'] {
  const distinct = [...new Map(messages.map((message) => [message.id, message])).values()]
  const groups = Map.groupBy(distinct, ({ kind, type }) => `${kind} ${type}`)
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ kind, type }) => ({ kind, type, count: group.length })),
  )
}
