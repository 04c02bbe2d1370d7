import { createBus, withLog } from '@llmgine/bus'
import { createMessage, defineEvent } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { createSqliteStore } from './create-sqlite-store.ts'

const Noted = defineEvent<{ number: number }>('test.noted')
const Stepped = defineEvent<{ number: number }>('test.stepped', { journalled: true })

describe('a bus that logs and a writer that journals, on one session', () => {
  it('keep everything in the order it was sent: a journalled append commits what was handed over before it', async () => {
    await using store = createSqliteStore({ path: temporaryPath() })
    await using bus = createBus()
    const layer = withLog(store.log)
    bus.use(layer)
    const session = bus.session('session')
    const published: Promise<void>[] = []
    const expected: string[] = []

    for (let step = 0; step < 20; step += 1) {
      for (let number = 0; number < step; number += 1) {
        published.push(session.publish(Noted, { number }))
        expected.push('test.noted')
      }
      const message = createMessage(Stepped, { number: step }, { sessionId: 'session' })
      expected.push('test.stepped')
      const { position } = await store.log.append('session', [{ message, onceKey: `step:${step}` }])
      expect(position).toBe(expected.length)
      const read = await Array.fromAsync(store.log.read('session'))
      expect(read.map((logged) => logged.message.type)).toEqual(expected)
      await bus.dispatch(message)
    }
    await Promise.all(published)
    await layer.flush()
    expect(await Array.fromAsync(store.log.read('session'))).toHaveLength(expected.length)
  })
})
