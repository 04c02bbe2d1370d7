// A write waits for a person, survives a restart of everything but the log, and runs once, for the one who asked.
import { createBus } from '@llmgine/bus'
import { InteractionAnswer, ToolCall, ToolFinished } from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { defineTool, serveTools } from '@llmgine/tools'
import { z } from 'zod'

const assignTask = defineTool({
  name: 'assign_task',
  version: '1',
  description: 'Assigns a task to a person.',
  effects: 'create',
  input: z.object({ title: z.string(), person: z.string() }),
  preview: ({ title, person }) => ({ summary: `Assign "${title}" to ${person}` }),
  execute: ({ title, person }, { actor }) => `${person} does "${title}", says ${actor?.name}`,
})
const { log } = createMemoryStore()
const ben = { sessionId: 'demo', actor: { id: 'ben', name: 'Ben' } }

const before = createBus()
serveTools(before, { tools: [assignTask], log, answers: true })
const call = { name: 'assign_task', arguments: '{"title": "Poster", "person": "Ana"}' }
const outcome = await before.execute(ToolCall, call, ben)
await before.close()

const after = createBus()
serveTools(after, { tools: [assignTask], log, answers: true })
after.on(ToolFinished, ({ outcome }) => console.log(outcome))
if (outcome.status === 'waiting' && outcome.interaction.kind === 'approve') {
  console.log(outcome.interaction.title, outcome.interaction.preview?.summary)
  const { interactionId } = outcome
  await after.execute(InteractionAnswer, { interactionId, reply: { kind: 'approve', approved: true } }, ben)
}

// Output:
// Allow assign_task? Assign "Poster" to Ana
// { status: 'done', output: 'Ana does "Poster", says Ben' }
