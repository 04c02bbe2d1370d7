import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBus, withLog } from '@llmgine/bus'
import { createContextCompiler } from '@llmgine/context'
import {
  type EventLog,
  type Message,
  ModelResponded,
  type ModelRespondedPayload,
  TurnFinished,
  TurnSubmit,
} from '@llmgine/contracts'
import { createChatMachine, serveEngine } from '@llmgine/engine'
import { createRouter, serveModels } from '@llmgine/llm-router'
import { createMemoryStore } from '@llmgine/store-memory'
import { createSqliteStore } from '@llmgine/store-sqlite'
import { defineTool, serveTools } from '@llmgine/tools'
import { z } from 'zod'

const multiply = defineTool({
  name: 'multiply',
  version: '1',
  description: 'Multiplies two numbers.',
  input: z.object({ a: z.number(), b: z.number() }),
  effects: 'none',
  execute: ({ a, b }) => ({ product: a * b }),
})

/** The same turn through every piece: bus, router, gate, engine and a log. Each turn is a session of its own, as the bare one is. */
export interface LlmgineTurn extends AsyncDisposable {
  run(): Promise<string>
}

/** With the log in a SQLite file, or in memory. */
export async function createLlmgineTurn(baseUrl: string, kind: 'sqlite' | 'memory'): Promise<LlmgineTurn> {
  await using opened = new AsyncDisposableStack()
  const log = await openLog(kind, opened)
  const bus = opened.use(createBus())
  bus.use(withLog(log))
  serveModels(bus, createRouter({ endpoints: { local: { baseUrl } }, routes: { chat: ['local/test-model'] } }))
  serveTools(bus, { tools: [multiply], log })
  const context = createContextCompiler({ system: 'You are a helpful assistant.', budgetTokens: 8_000 })
  opened.use(serveEngine(bus, { machine: createChatMachine({ context }), log }))
  let count = 0
  const run = async (): Promise<string> => {
    const sessionId = `turn-${count++}`
    let text = ''
    const isOurs = (message: Message): boolean => message.sessionId === sessionId
    const keep = ({ response }: ModelRespondedPayload): void => {
      text = response.message.content
    }
    const answered = bus.on(ModelResponded, keep, { filter: isOurs })
    const finished = bus.once(TurnFinished, { filter: isOurs })
    await bus.execute(TurnSubmit, { content: 'what is 17 * 23?' }, { sessionId })
    const { payload } = await finished
    answered.unsubscribe()
    if (payload.reason !== 'answered') throw new Error(`The turn was ${payload.reason}.`)
    return text
  }
  const held = opened.move()
  return { run, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

async function openLog(kind: 'sqlite' | 'memory', opened: AsyncDisposableStack): Promise<EventLog> {
  if (kind === 'memory') return createMemoryStore().log
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-'))
  opened.defer(() => rmSync(folder, { recursive: true }))
  return opened.use(await createSqliteStore({ path: join(folder, 'log.sqlite') })).log
}
