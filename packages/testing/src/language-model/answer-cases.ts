import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { expectResponse } from './expect-response.ts'
import type { LanguageModelSubject } from './language-model-subject.ts'
import { readStream, textOf } from './read-stream.ts'

/** How a model answers when all goes well. */
export const answerCases: readonly ConformanceCase<LanguageModelSubject>[] = [
  {
    name: 'answers whole: a response of plain data with what was said and what it took',
    async run({ model, speaks }) {
      const response = await model.generate(speaks)
      expectResponse(response)
      expect(response.message.content).not.toBe('')
      expect(response.message.incomplete ?? false).toBe(false)
      expect(response.message.toolCalls ?? []).toEqual([])
      expect(response.finishReason).toBe('stop')
    },
  },
  {
    name: 'has an id of its own, and gives each response one',
    async run({ model, speaks }) {
      expect(model.id).not.toBe('')
      const ids = [(await model.generate(speaks)).id, (await model.generate(speaks)).id]
      expect(new Set([...ids, (await readStream(model, speaks)).end.response.id]).size).toBe(3)
    },
  },
  {
    name: 'streams an answer as parts and then exactly one end, which holds what the parts said',
    async run({ model, speaks }) {
      const { parts, end } = await readStream(model, speaks)
      expectResponse(end.response)
      expect(textOf(parts)).not.toBe('')
      expect(end.response.message.content).toBe(textOf(parts))
      expect(end.response.message.reasoning ?? '').toBe(textOf(parts, 'reasoning-delta'))
      expect(end.response.message.incomplete ?? false).toBe(false)
      expect(end).toMatchObject({ finishReason: 'stop', response: { finishReason: 'stop' } })
      expect(end.error).toBeUndefined()
    },
  },
  {
    name: 'streams in pieces, none of them empty, and tells when the first one came',
    async run({ model, speaks }) {
      const { parts, end } = await readStream(model, speaks)
      const texts = parts.filter((part) => part.type === 'text-delta')
      expect(texts.length).toBeGreaterThan(1)
      expect(texts.filter(({ text }) => text === '')).toEqual([])
      const { firstTokenMs, totalMs } = end.response.timing
      expect(firstTokenMs).toBeGreaterThanOrEqual(0)
      expect(firstTokenMs).toBeLessThanOrEqual(totalMs)
    },
  },
  {
    name: 'tells the usage that it streams in its response too',
    async run({ model, speaks }) {
      const { parts, end } = await readStream(model, speaks)
      const told = parts.findLast((part) => part.type === 'usage')
      if (told !== undefined) expect(end.response.usage).toEqual(told.usage)
    },
  },
  {
    name: 'calls tools: each with an id, a name and its arguments as JSON',
    needs: 'callsTools',
    async run({ model, callsTools = expect.fail() }) {
      const response = await model.generate(callsTools)
      expectResponse(response)
      const calls = response.message.toolCalls ?? []
      expect(calls.length).toBeGreaterThan(0)
      expect(response.finishReason).toBe('tool-calls')
      for (const call of calls) {
        expect([call.id, call.name]).not.toContain('')
        expect(JSON.parse(call.arguments)).toBeTypeOf('object')
      }
      expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length)
    },
  },
  {
    name: 'streams a call as its start, its fragments and its end, in this order',
    needs: 'callsTools',
    async run({ model, callsTools = expect.fail() }) {
      const { parts, end } = await readStream(model, callsTools)
      const ended = parts.filter((part) => part.type === 'tool-call-end')
      expect(end.finishReason).toBe('tool-calls')
      expect(ended.map(({ call }) => call)).toEqual(end.response.message.toolCalls)
      for (const { index, call } of ended) {
        const own = parts.filter((part) => 'index' in part && part.index === index)
        expect(own[0]).toEqual({ type: 'tool-call-start', index, id: call.id, name: call.name })
        const fragments = own.filter((part) => part.type === 'tool-call-delta')
        expect(fragments.map((part) => part.arguments).join('')).toBe(call.arguments)
        expect(own.map(({ type }) => type)).toEqual([
          'tool-call-start',
          ...fragments.map(({ type }) => type),
          'tool-call-end',
        ])
      }
      expect(ended.map(({ index }) => index)).toEqual(ended.map((_, position) => position))
    },
  },
  {
    name: 'changes nothing in what it is asked, and keeps calls apart that run at once',
    async run({ model, speaks, callsTools = speaks }) {
      const requests = [deepFreeze(structuredClone(speaks)), deepFreeze(structuredClone(callsTools))]
      const [said, called] = await Promise.all(requests.map((request) => readStream(model, request)))
      expect(textOf(said?.parts ?? [])).toBe(said?.end.response.message.content)
      expect(textOf(called?.parts ?? [])).toBe(called?.end.response.message.content)
      expect(said?.end.response.message.toolCalls ?? []).toEqual([])
    },
  },
]

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) deepFreeze(inner)
  return Object.freeze(value)
}
