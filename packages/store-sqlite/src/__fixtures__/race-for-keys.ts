// `race-for-keys.ts <path> <keys>`: tries to get one key after the other in one session, and prints those it got.
import { createMessage, defineEvent, isLlmgineError } from '@llmgine/contracts'
import { createSqliteStore } from '../create-sqlite-store.ts'

const Noted = defineEvent<{ writer: number; key: number }>('test.noted')
const [path = '', keys] = process.argv.slice(2)
const store = createSqliteStore({ path })

for (let key = 0; key < Number(keys); key += 1) {
  const message = createMessage(Noted, { writer: process.pid, key })
  try {
    await store.log.append('session', [{ message, onceKey: `step:${key}` }])
    process.stdout.write(`${key}\n`)
  } catch (error) {
    if (!isLlmgineError(error, 'log.conflict')) throw error
  }
}
await store.close()
