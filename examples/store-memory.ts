// A counter whose state is a fold over its log: what happened is kept, what is the case is worked out; a fork tries something else.
import { createMessage, defineEvent, type EventLog, isMessage } from '@llmgine/contracts'
import { createMemoryStore } from '@llmgine/store-memory'
import { z } from 'zod'

const Counted = defineEvent('counter.counted', { payload: z.object({ by: z.number() }) })

async function total(log: EventLog, sessionId: string): Promise<number> {
  let sum = 0
  for await (const { message } of log.read(sessionId)) if (isMessage(Counted, message)) sum += message.payload.by
  return sum
}

const { log } = createMemoryStore()
const count = (sessionId: string, by: number) =>
  log.append(sessionId, [{ message: createMessage(Counted, { by }, { sessionId }) }])

await count('monday', 5)
await count('monday', 7)
await log.fork('monday', { at: 1, as: 'what-if' })
await count('what-if', 100)

for (const { id, position, parent } of (await log.sessions()).items) {
  const origin = parent ? `, forked from ${parent.id} at ${parent.at}` : ''
  console.log(`${id}: ${await total(log, id)} after ${position} messages${origin}`)
}

// Output:
// what-if: 105 after 2 messages, forked from monday at 1
// monday: 12 after 2 messages
