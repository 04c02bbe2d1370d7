import { type Actor, type Bus, generateId, systemClock } from '@llmgine/contracts'
import type { SqliteStore } from '@llmgine/store-sqlite'
import type { Settings } from './config/settings.ts'
import { type ConnectedModel, connectModel } from './model/connect-model.ts'
import { openStore } from './open-store.ts'
import { unknownSession } from './sessions/unknown-session.ts'
import { systemPrompt } from './system-prompt.ts'
import type { World } from './world.ts'

/** Every piece, wired around one conversation. */
export interface Assembly extends AsyncDisposable {
  readonly bus: Bus
  readonly sessionId: string
  /** The one who talks. */
  readonly actor: Actor
  readonly model: ConnectedModel
}

const budgetTokens = 32_000
const reserveTokens = 4_000

/**
 * Wires bus, log, store, router, gate, engine and observability. What is heavy is loaded here and not before, all at once.
 *
 * @param options.session An earlier conversation to go on with. @default a new one
 * @throws `cli.unknown_session`, `cli.no_endpoint`, `cli.no_models`, `cli.bad_folder`, `store.*`, `model.*`
 */
export async function assemble(
  world: World,
  settings: Settings,
  options: { readonly session?: string | undefined },
): Promise<Assembly> {
  await using undo = new AsyncDisposableStack()
  const clock = systemClock
  const [store, model, pieces] = await Promise.all([
    openStore(settings.dataFolder).then((opened) => undo.use(opened)),
    connectModel(settings, { env: world.env, clock }),
    loadPieces(),
  ])
  const { createBus, withLog, serveModels, serveTools, createContextCompiler, createChatMachine, serveEngine } = pieces
  const sessionId = options.session ?? generateId()
  if (options.session !== undefined) await checkSession(store, options.session)

  const bus = undo.use(createBus({ clock }))
  const { log, values } = store
  bus.use(withLog(log))
  serveModels(bus, model.router)
  serveTools(bus, { log, clock, tools: await pieces.createTools({ values, clock, filesFolder: settings.filesFolder }) })
  const context = createContextCompiler({ system: systemPrompt, budgetTokens, reserveTokens })
  serveEngine(bus, { machine: createChatMachine({ context }), log, clock })
  const wired = undo.move()
  const actor = { id: `local:${world.user}`, name: world.user }
  return { bus, sessionId, actor, model, [Symbol.asyncDispose]: () => wired.disposeAsync() }
}

async function loadPieces() {
  const [bus, router, tools, context, engine, own] = await Promise.all([
    import('@llmgine/bus'),
    import('@llmgine/llm-router'),
    import('@llmgine/tools'),
    import('@llmgine/context'),
    import('@llmgine/engine'),
    import('./tools/create-tools.ts'),
  ])
  return { ...bus, ...router, ...tools, ...context, ...engine, ...own }
}

async function checkSession({ log }: SqliteStore, session: string): Promise<void> {
  for await (const _message of log.read(session, { limit: 1 })) return
  throw unknownSession(session)
}
