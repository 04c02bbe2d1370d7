// `append-for-ever.ts <path>`: appends batches of ten notes without end, several at once, and prints the number of each once it is
// acknowledged. Goes on where it was killed.
import { createMessage, defineEvent } from '@llmgine/contracts'
import { createSqliteStore } from '../create-sqlite-store.ts'

const Noted = defineEvent<{ batch: number; index: number }>('test.noted')
const { log } = createSqliteStore({ path: process.argv[2] ?? '' })

const [session] = (await log.sessions()).items
let next = (session?.position ?? 0) / 10

const append = async (batch: number): Promise<void> => {
  const messages = Array.from({ length: 10 }, (_, index) => createMessage(Noted, { batch, index }))
  const records = messages.map((message, index) => ({ message, onceKey: index === 0 ? `batch:${batch}` : undefined }))
  await log.append('session', records)
  process.stdout.write(`${batch}\n`)
}
for (;;) {
  await Promise.all(Array.from({ length: 1 + (next % 7) }, () => append(next++)))
  await new Promise((resolve) => setImmediate(resolve))
}
