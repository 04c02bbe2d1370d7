// node work-until-killed.ts <folder> [last]: takes turn after turn of one session after another, and prints a line for each. Three tools write
// into a ledger outside of llmgine. Whatever the last life left is gone on with first; with `last` nothing new is begun.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createBus, withLog } from '@llmgine/bus'
import {
  type ChatMessage,
  generateId,
  type Interaction,
  InteractionAnswer,
  type InteractionReply,
  ModelGenerate,
  ModelResponded,
  type ModelResponse,
  SessionRead,
  type ToolEffects,
  TurnSubmit,
} from '@llmgine/contracts'
import { createSqliteStore } from '@llmgine/store-sqlite'
import { defineTool, serveTools } from '@llmgine/tools'
import { z } from 'zod'
import { createChatMachine, serveEngine } from '../index.ts'
import { createFastClock } from './create-fast-clock.ts'

const [folder = '.', last] = process.argv.slice(2)
const ledger = join(folder, 'ledger')
const clock = createFastClock(100)
const lines = (): string[] => (existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n') : [])

/** Writes a line, with a moment before and after in which the process may die. */
const common = {
  version: '1',
  description: 'Writes a line into the ledger.',
  effects: 'create' as ToolEffects,
  timeoutMs: 1_000,
  input: z.object({ line: z.string() }),
}
const write = async (line: string): Promise<string> => {
  await new Promise((resolve) => setTimeout(resolve, 2))
  appendFileSync(ledger, `${line}\n`)
  await new Promise((resolve) => setTimeout(resolve, 2))
  return `wrote ${line}`
}
const reconcile = ({ line }: { line: string }) =>
  lines().includes(line) ? ({ status: 'done', output: `wrote ${line}` } as const) : ({ status: 'not-done' } as const)
const tools = [
  defineTool({ ...common, name: 'note', approval: 'never', execute: ({ line }) => write(line), reconcile }),
  defineTool({ ...common, name: 'post', approval: 'never', execute: ({ line }) => write(line) }),
  defineTool({ ...common, name: 'sign', approval: 'always', execute: ({ line }) => write(line), reconcile }),
]

/** What it says depends on the conversation alone. */
function respond(messages: readonly ChatMessage[]): ModelResponse {
  const said = messages.at(-1)
  const calls = tools.map(({ name }) => ({
    id: name,
    name,
    arguments: JSON.stringify({ line: `${name} ${said?.content}` }),
  }))
  const message = said?.role === 'user' ? { content: '', toolCalls: calls } : { content: 'Done.' }
  return {
    id: generateId(),
    message: { role: 'assistant', ...message },
    finishReason: said?.role === 'user' ? 'tool-calls' : 'stop',
    model: 'clerk',
    usage: { inputTokens: 1, outputTokens: 1 },
    attempts: 1,
    timing: { totalMs: 0 },
  }
}

const store = createSqliteStore({ path: join(folder, 'store.db') })
const bus = createBus({ clock })
bus.use(withLog(store.log))
bus.handle(ModelGenerate, async ({ request }, context) => {
  const response = respond(request.messages)
  await context.bus.publish(ModelResponded, { route: 'main', response }, { id: response.id })
  return response
})
serveTools(bus, { tools, log: store.log, clock })
const engine = serveEngine(bus, { machine: createChatMachine(), log: store.log, clock })
process.stdout.write('ready\n')

/** The person who is asked: approves, and looks into the ledger when nobody else knows. */
function replyTo(interaction: Interaction): InteractionReply {
  if (interaction.kind === 'approve') return { kind: 'approve', approved: true }
  const { line } = (interaction as { input: { line: string } }).input
  return { kind: 'settle', tookPlace: lines().includes(line) }
}

async function finish(sessionId: string): Promise<void> {
  for (;;) {
    const { mark, waitingFor } = await bus.execute(SessionRead, undefined, { sessionId })
    if (mark === 'idle') return
    for (const interaction of waitingFor) {
      const payload = { interactionId: interaction.id, reply: replyTo(interaction) }
      await bus.execute(InteractionAnswer, payload, { sessionId }).catch(() => undefined)
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

for (let turn = Number((await store.values.get('turn')) ?? 0); ; turn += 1) {
  const sessionId = `session-${Math.floor(turn / 3)}`
  const isBegun = (await bus.execute(SessionRead, undefined, { sessionId })).mark !== 'idle'
  if (last !== undefined && !isBegun) break
  await bus.execute(TurnSubmit, { content: `${turn}`, platformId: `turn-${turn}` }, { sessionId })
  await finish(sessionId)
  await store.values.set('turn', turn + 1)
  process.stdout.write(`${turn}\n`)
}
await engine.close()
await bus.close()
await store.close()
