// Two workers on one file are handed the same order: the log lets one of them have it, also across processes and restarts.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMessage, defineEvent, isLlmgineError } from '@llmgine/contracts'
import { createSqliteStore, type SqliteStore } from '@llmgine/store-sqlite'
import { z } from 'zod'

const OrderTaken = defineEvent('order.taken', { payload: z.object({ worker: z.string(), dish: z.string() }) })

async function take({ log }: SqliteStore, worker: string): Promise<string> {
  const message = createMessage(OrderTaken, { worker, dish: 'soup' }, { sessionId: 'table-4' })
  try {
    await log.append('table-4', [{ message, onceKey: 'order:17' }])
    return 'cooks it'
  } catch (error) {
    if (isLlmgineError(error, 'log.conflict')) return 'stands down: it is taken'
    throw error
  }
}

const folder = await mkdtemp(join(tmpdir(), 'kitchen-'))
const path = join(folder, 'orders.db')
const [ana, ben] = [createSqliteStore({ path }), createSqliteStore({ path })]
console.log('Ana', await take(ana, 'Ana'))
console.log('Ben', await take(ben, 'Ben'))
await Promise.all([ana.close(), ben.close()])

await using again = createSqliteStore({ path, readOnly: true })
const taken = await again.log.find('table-4', 'order:17')
console.log('The file says:', taken?.message.payload)
await rm(folder, { recursive: true })

// Output:
// Ana cooks it
// Ben stands down: it is taken
// The file says: { worker: 'Ana', dish: 'soup' }
