import { defineLayer, LlmgineError, type MessageLayerCall } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { Double } from './double.ts'
import { soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const layerCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: 'goes through layers, the first one outermost, for as long as they are there',
    run: withBus(async (bus) => {
      const steps: string[] = []
      const [outer] = ['outer', 'inner'].map((name) =>
        bus.use(async (_call, next) => {
          steps.push(`${name} begins`)
          const answer = await next()
          steps.push(`${name} ends`)
          return answer
        }),
      )
      bus.handle(Double, (number) => number * 2)
      expect(await soon(bus.execute(Double, 2))).toBe(4)
      expect(steps).toEqual(['outer begins', 'inner begins', 'inner ends', 'outer ends'])
      outer?.unsubscribe()
      steps.length = 0
      await soon(bus.publish(Counted, 1))
      expect(steps).toEqual(['inner begins', 'inner ends'])
    }),
  },
  {
    name: 'shows layers the message, and hands on what they change',
    run: withBus(async (bus) => {
      const calls: unknown[] = []
      bus.use(
        defineLayer<MessageLayerCall>('change', {}, ({ target, name, input, message, sessionId, definition }, next) => {
          calls.push([target, name, input, message.id, sessionId, definition?.type])
          return next({ input: Number(input) + 1 })
        }),
      )
      bus.handle(Double, (number, { message }) => (message.payload === number ? number * 2 : Number.NaN))
      const heard: unknown[] = []
      bus.on(Counted, (number, { message }) => heard.push(number, message.payload, message.id))
      expect(await soon(bus.execute(Double, 1, { id: 'c', sessionId: 'a' }))).toBe(4)
      await soon(bus.publish(Counted, 5, { id: 'e' }))
      expect(heard).toEqual([6, 6, 'e'])
      expect(calls).toEqual([
        ['command', 'test.double', 1, 'c', 'a', 'test.double'],
        ['event', 'test.counted', 5, 'e', undefined, 'test.counted'],
      ])
    }),
  },
  {
    name: 'lets a layer answer itself, or try again',
    run: withBus(async (bus) => {
      let attempts = 0
      bus.handle(Double, (number) => {
        attempts += 1
        if (attempts < 3) throw new LlmgineError('test.broken', 'Broken.')
        return number * 2
      })
      const retry = bus.use(async (_call, next) => {
        for (;;) {
          try {
            return await next()
          } catch (error) {
            if (attempts >= 3) throw error
          }
        }
      })
      expect(await soon(bus.execute(Double, 2))).toBe(4)
      retry.unsubscribe()
      const heard: number[] = []
      bus.on(Counted, (number) => heard.push(number))
      bus.use(() => 'cached')
      expect(await soon(bus.execute(Double, 2))).toBe('cached')
      await soon(bus.publish(Counted, 1))
      expect([attempts, heard]).toEqual([3, []])
    }),
  },
  {
    name: 'refuses what a layer refuses, commands and events',
    run: withBus(async (bus) => {
      bus.handle(Double, (number) => number)
      bus.use(() => {
        throw new LlmgineError('test.broken', 'Broken.')
      })
      await expect(soon(bus.execute(Double, 1))).rejects.toMatchObject({ code: 'test.broken' })
      await expect(soon(bus.publish(Counted, 1))).rejects.toMatchObject({ code: 'test.broken' })
    }),
  },
  {
    name: 'goes around the sending once, or around every run, and only for its targets',
    run: withBus(async (bus) => {
      const steps: string[] = []
      const add = (name: string, options: object): unknown =>
        bus.use(
          defineLayer<MessageLayerCall>(name, options, (_call, next) => {
            steps.push(name)
            return next()
          }),
        )
      add('run', { wraps: 'run' })
      add('send', { wraps: 'send' })
      add('commands', { targets: ['command'] })
      add('models', { targets: ['model'] })
      bus.handle(Double, (number) => number)
      bus.on(Counted, () => undefined)
      bus.on(Counted, () => undefined)
      await soon(bus.execute(Double, 1))
      expect(steps).toEqual(['run', 'send', 'commands'])
      steps.length = 0
      await soon(bus.publish(Counted, 1))
      expect(steps).toEqual(['send', 'run', 'run'])
    }),
  },
  {
    name: "lets a layer put another signal in place of the sender's",
    run: withBus(async (bus) => {
      const controller = new AbortController()
      bus.use((_call, next) => next({ signal: controller.signal }))
      const reasons: unknown[] = []
      bus.handle(Double, async (number, { signal }) => {
        controller.abort('too late')
        reasons.push(signal.reason)
        return number
      })
      expect(await soon(bus.execute(Double, 1))).toBe(1)
      expect(reasons).toEqual(['too late'])
    }),
  },
]
