import { type Actor, type Bus, type Clock, generateId, LlmgineError, systemClock, type Tool } from '@llmgine/contracts'
import type { SqliteStore } from '@llmgine/store-sqlite'
import type { Settings } from './config/settings.ts'
import { type Closer, createCloser } from './create-closer.ts'
import { loadPieces } from './load-pieces.ts'
import { type ConnectedModel, connectModel } from './model/connect-model.ts'
import { openStore } from './open-store.ts'
import { unknownSession } from './sessions/unknown-session.ts'
import { startLog } from './start-log.ts'
import { systemPrompt } from './system-prompt.ts'
import { retellQuestions } from './turn/retell-questions.ts'
import type { World } from './world.ts'

/** Every piece, wired around one conversation. */
export interface Assembly extends AsyncDisposable {
  readonly bus: Bus
  readonly sessionId: string
  /** The one who talks. */
  readonly actor: Actor
  readonly model: ConnectedModel
}

/** A budget that fits the models people run on their own machines; the tokens reserved are for the answer. */
const contextBudget = { budgetTokens: 32_000, reserveTokens: 4_000 }

/**
 * Wires bus, log, store, router, gate, engine and observability. What is heavy is loaded here and not before, all at once.
 *
 * @param options.session An earlier conversation to go on with. @default a new one
 * @throws `cli.unknown_session`, `cli.no_endpoint`, `cli.no_models`, `cli.bad_folder`, `cli.unknown_tool`, `store.*`, `model.*`
 */
export async function assemble(
  world: Pick<World, 'env' | 'user'>,
  settings: Settings,
  options: { readonly session?: string | undefined; readonly clock?: Clock | undefined },
): Promise<Assembly> {
  const opened = createCloser()
  try {
    return await wire(world, settings, { ...options, opened })
  } catch (error) {
    // What went wrong first is what is told.
    await opened.close().catch(() => {})
    throw error
  }
}

async function wire(
  world: Pick<World, 'env' | 'user'>,
  settings: Settings,
  options: { readonly session?: string | undefined; readonly clock?: Clock | undefined; readonly opened: Closer },
): Promise<Assembly> {
  const { session, clock = systemClock, opened } = options
  const [store, model, pieces, startedLog] = await Promise.all([
    openStore(settings.dataFolder).then((store) => opened.use(store)),
    connectModel(settings, { env: world.env, clock }),
    loadPieces(),
    settings.log ? startLog(settings, world.env) : undefined,
  ])
  if (session !== undefined) await checkSession(store, session)
  const { filesFolder } = settings
  const tools = await pieces.createTools({ values: store.values, clock, filesFolder })
  checkNames(settings.approve, tools)

  const bus = opened.use(pieces.createBus({ clock, logger: startedLog?.logger }))
  startedLog?.attach(bus)
  bus.use(pieces.withLog(store.log))
  pieces.serveModels(bus, model.router)
  pieces.serveTools(bus, { log: store.log, clock, tools })
  const context = pieces.createContextCompiler({ system: systemPrompt, ...contextBudget })
  const machine = pieces.createChatMachine({ context })
  opened.use(pieces.serveEngine(bus, { machine, log: store.log, resume: false, clock, logger: startedLog?.logger }))

  const sessionId = session ?? generateId()
  if (session !== undefined) retellQuestions(bus, sessionId)
  const actor = { id: `local:${world.user}`, name: world.user }
  return { bus, sessionId, actor, model, [Symbol.asyncDispose]: opened.close }
}

function checkNames(names: readonly string[], tools: readonly Tool[]): void {
  const unknown = names.find((name) => !tools.some((tool) => tool.name === name))
  if (unknown === undefined) return
  const known = tools.map(({ name }) => name).join(', ')
  throw new LlmgineError('cli.unknown_tool', `--approve: There is no tool "${unknown}". The tools are ${known}.`)
}

async function checkSession({ log }: SqliteStore, session: string): Promise<void> {
  for await (const _message of log.read(session, { limit: 1 })) return
  throw unknownSession(session)
}
