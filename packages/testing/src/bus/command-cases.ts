import { LlmgineError } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { Counted } from './counted.ts'
import type { CreateBus } from './create-bus.ts'
import { createGate } from './create-gate.ts'
import { Double } from './double.ts'
import { later, soon } from './soon.ts'
import { withBus } from './with-bus.ts'

export const commandCases: readonly ConformanceCase<CreateBus>[] = [
  {
    name: "answers a command with its handler's result",
    run: withBus(async (bus) => {
      bus.handle(Double, async (number) => number * 2)
      expect(await soon(bus.execute(Double, 21))).toBe(42)
    }),
  },
  {
    name: 'passes an LlmgineError to the sender as it is, and anything else as its cause',
    run: withBus(async (bus) => {
      const own = new LlmgineError('test.broken', 'Broken.')
      const foreign = new TypeError('Not a number.')
      bus.handle(Double, (number) => {
        throw number === 0 ? own : foreign
      })
      await expect(soon(bus.execute(Double, 0))).rejects.toBe(own)
      await expect(soon(bus.execute(Double, 1))).rejects.toMatchObject({ code: 'bus.handler_failed', cause: foreign })
    }),
  },
  {
    name: 'refuses a command that nobody handles',
    run: withBus(async (bus) => {
      await expect(soon(bus.execute(Double, 1))).rejects.toMatchObject({ code: 'bus.no_handler' })
      bus.handle(Double, () => 0).unsubscribe()
      await expect(soon(bus.execute(Double, 1))).rejects.toMatchObject({ code: 'bus.no_handler' })
    }),
  },
  {
    name: 'refuses a second handler in one scope',
    run: withBus(async (bus) => {
      const first = bus.handle(Double, () => 1)
      expect(() => bus.handle(Double, () => 2)).toThrow(expect.objectContaining({ code: 'bus.duplicate_handler' }))
      bus.session('a').handle(Double, () => 3)
      expect(() => bus.session('a').handle(Double, () => 4)).toThrow(
        expect.objectContaining({ code: 'bus.duplicate_handler' }),
      )
      first.unsubscribe()
      bus.handle(Double, () => 5)
      expect(await soon(bus.execute(Double, 0))).toBe(5)
    }),
  },
  {
    name: "lets a session's handler shadow the bus's, for that session and as long as its scope lives",
    run: withBus(async (bus) => {
      bus.handle(Double, () => 1)
      const session = bus.session('a')
      session.handle(Double, () => 2)
      expect(await soon(bus.execute(Double, 0))).toBe(1)
      expect(await soon(session.execute(Double, 0))).toBe(2)
      expect(await soon(bus.execute(Double, 0, { sessionId: 'a' }))).toBe(2)
      expect(await soon(bus.execute(Double, 0, { sessionId: 'b' }))).toBe(1)
      await soon(session.close())
      expect(await soon(bus.execute(Double, 0, { sessionId: 'a' }))).toBe(1)
    }),
  },
  {
    name: 'lets a sender give up: the handler is told, the sender has the reason',
    run: withBus(async (bus) => {
      const told = createGate()
      bus.handle(Double, async (number, { signal }) => {
        signal.addEventListener('abort', told.open)
        await told.opened
        return number
      })
      const controller = new AbortController()
      const result = bus.execute(Double, 1, { signal: controller.signal })
      await later()
      controller.abort('enough')
      await expect(soon(result)).rejects.toBe('enough')
      await soon(told.opened)
    }),
  },
  {
    name: 'does not begin what its sender has given up already',
    run: withBus(async (bus) => {
      const seen: number[] = []
      bus.handle(Double, (number) => seen.push(number))
      bus.on(Counted, (number) => seen.push(number))
      const signal = AbortSignal.abort('enough')
      await expect(soon(bus.execute(Double, 1, { signal }))).rejects.toBe('enough')
      await expect(soon(bus.publish(Counted, 2, { signal }))).rejects.toBe('enough')
      expect(seen).toEqual([])
    }),
  },
  {
    name: 'calls handlers that call each other, however deep',
    run: withBus(async (bus) => {
      bus.handle(Double, (number, context) => (number === 0 ? 0 : context.bus.execute(Double, number - 1)))
      expect(await soon(bus.execute(Double, 5000))).toBe(0)
    }),
  },
]
