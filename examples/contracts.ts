// Messages are plain data in an envelope: made first, recognised by name, and traced from cause to cause.
import { createMessage, defineCommand, defineEvent, isMessage, LlmgineError, toErrorData } from '@llmgine/contracts'
import { z } from 'zod'

const AssignTask = defineCommand('tasks.assign', {
  payload: z.object({ title: z.string(), person: z.string() }),
  result: z.object({ id: z.string() }),
})
const TaskAssigned = defineEvent('tasks.assigned', { payload: z.object({ id: z.string(), title: z.string() }) })

const command = createMessage(
  AssignTask,
  { title: 'Poster', person: 'Ana' },
  { sessionId: 'demo', actor: { id: 'ben' } },
)
const event = createMessage(TaskAssigned, { id: 'task-1', title: 'Poster' }, { cause: command })

console.log('caused by the command:', event.causationId === command.id)
console.log('in its session, on behalf of:', event.sessionId, event.actor?.id)
if (isMessage(TaskAssigned, event)) console.log('assigned:', event.payload.title)

const error = new LlmgineError('tasks.full', 'Ana has ten tasks already. Finish one first.', { details: { open: 10 } })
console.log(JSON.stringify(toErrorData(error, 'tasks.failed')))

// Output:
// caused by the command: true
// in its session, on behalf of: demo ben
// assigned: Poster
// {"code":"tasks.full","message":"Ana has ten tasks already. Finish one first.","details":{"open":10},"retryable":false}
