import { createMessage, defineEvent } from '@llmgine/contracts'
import { createFakeClock, testEventLog, testKeyValueStore } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from './create-memory-store.ts'

testEventLog('the memory store', () => createMemoryStore().log)
testKeyValueStore('the memory store', () => createMemoryStore().values)

const Noted = defineEvent<{ list: number[] }>('test.noted')

describe('the memory store', () => {
  it('hands out a past that nobody can change', async () => {
    const { log, values } = createMemoryStore()
    await log.append('session', [{ message: createMessage(Noted, { list: [1] }) }])
    await values.set('key', { list: [1] })
    const [logged] = await Array.fromAsync(log.read('session'))
    const payload = logged?.message.payload as { list: number[] }
    expect(() => payload.list.push(2)).toThrow(TypeError)
    const value = (await values.get('key')) as { list: number[] }
    expect(() => value.list.push(2)).toThrow(TypeError)
  })

  it('tells by its clock when sessions were written', async () => {
    const clock = createFakeClock({ now: 1_000 })
    const { log } = createMemoryStore({ clock })
    await log.append('session', [{ message: createMessage(Noted, { list: [] }) }])
    await clock.advance(500)
    await log.append('session', [{ message: createMessage(Noted, { list: [] }) }])
    const { items } = await log.sessions()
    expect(items).toMatchObject([{ createdAt: 1_000, updatedAt: 1_500 }])
  })

  it('reads no further when the session is forgotten meanwhile', async () => {
    const { log } = createMemoryStore()
    await log.append(
      'session',
      Array.from({ length: 3 }, () => ({ message: createMessage(Noted, { list: [] }) })),
    )
    const read: number[] = []
    for await (const { position } of log.read('session')) {
      read.push(position)
      await log.forget('session')
    }
    expect(read).toEqual([1])
  })

  it('wakes every watch, and ends each when the signal aborts', async () => {
    const { log } = createMemoryStore()
    const controller = new AbortController()
    const { signal } = controller
    const watches = Array.from({ length: 100 }, async () => Array.fromAsync(log.watch('session', { signal })))
    await log.append('session', [{ message: createMessage(Noted, { list: [] }) }])
    setTimeout(() => controller.abort(), 5)
    expect((await Promise.all(watches)).map((seen) => seen.length)).toEqual(Array(100).fill(1))
  })
})
