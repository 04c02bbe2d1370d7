import { isLlmgineError, type LanguageModel, type ModelRequest } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import type { LanguageModelSubject } from './language-model-subject.ts'
import { readStream, type StreamRead, textOf } from './read-stream.ts'

/** How a model fails, and how it is stopped. */
export const failureCases: readonly ConformanceCase<LanguageModelSubject>[] = [
  {
    name: 'rejects with an error that has a code when it cannot answer',
    needs: 'fails',
    async run({ model, fails = expect.fail() }) {
      const error = await failureOf(() => model.generate(fails))
      expect(isLlmgineError(error)).toBe(true)
    },
  },
  {
    name: 'throws before its first part, or ends with the error, when it has nothing to stream',
    needs: 'fails',
    async run({ model, fails = expect.fail() }) {
      const read = await readOrThrow(model, fails)
      if ('thrown' in read) expect(isLlmgineError(read.thrown)).toBe(true)
      else expect(read.end).toMatchObject({ finishReason: 'error', error: { code: expect.any(String) } })
    },
  },
  {
    name: 'rejects when it cannot finish an answer',
    needs: 'breaksOff',
    async run({ model, breaksOff = expect.fail() }) {
      expect(isLlmgineError(await failureOf(() => model.generate(breaksOff)))).toBe(true)
    },
  },
  {
    name: 'never throws after its first part: the one end has the error and what was said until then',
    needs: 'breaksOff',
    async run({ model, breaksOff = expect.fail() }) {
      const { parts, end } = await readStream(model, breaksOff)
      expect(parts.length).toBeGreaterThan(0)
      expect(end).toMatchObject({ finishReason: 'error', response: { finishReason: 'error' } })
      expect([end.error?.code ?? '', end.error?.message ?? '']).not.toContain('')
      expect(end.response.message).toMatchObject({ content: textOf(parts), incomplete: true })
    },
  },
  {
    name: 'rejects with the reason of a signal that has aborted',
    async run({ model, speaks }) {
      const reason = new Error('not any more')
      const signal = AbortSignal.abort(reason)
      expect(await failureOf(() => model.generate(speaks, { signal }))).toBe(reason)
    },
  },
  {
    name: 'streams nothing when its signal has aborted',
    async run({ model, speaks }) {
      const reason = new Error('not any more')
      const read = await readOrThrow(model, speaks, AbortSignal.abort(reason))
      if ('thrown' in read) expect(read.thrown).toBe(reason)
      else expect(read).toMatchObject({ parts: [], end: { finishReason: 'aborted' } })
    },
  },
  {
    name: 'stops amid its answer when the signal aborts, and says so in its one end',
    async run({ model, speaks }) {
      const controller = new AbortController()
      const { parts, end } = await readStream(model, speaks, {
        signal: controller.signal,
        onPart: () => controller.abort(new Error('enough')),
      })
      expect(parts).toHaveLength(1)
      expect(end).toMatchObject({ finishReason: 'aborted', response: { finishReason: 'aborted' } })
      expect(end.response.message).toMatchObject({ content: textOf(parts), incomplete: true })
    },
  },
  {
    name: 'stops waiting for an answer when the signal aborts',
    needs: 'hangs',
    async run({ model, hangs = expect.fail() }) {
      const reason = new Error('long enough')
      const abortSoon = (): AbortSignal => {
        const controller = new AbortController()
        setTimeout(() => controller.abort(reason), 20)
        return controller.signal
      }
      const signal = abortSoon()
      expect(await failureOf(() => soon(model.generate(hangs, { signal })))).toBe(reason)
      const read = await soon(readOrThrow(model, hangs, abortSoon()))
      if ('thrown' in read) expect(read.thrown).toBe(reason)
      else expect(read.end.finishReason).toBe('aborted')
    },
  },
  {
    name: 'may be left amid its answer, and answers the next call as if nothing had been',
    async run({ model, speaks }) {
      for await (const part of model.stream(speaks)) {
        expect(part.type).not.toBe('end')
        break
      }
      expect((await readStream(model, speaks)).end.finishReason).toBe('stop')
    },
  },
]

/** A promise that must settle within two seconds. */
async function soon<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It still waits, two seconds later.')), 2_000)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

async function failureOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act()
  } catch (error) {
    return error
  }
  return expect.fail('it did not reject')
}

/** A stream that failed before its first part; one that throws later is a failure of the suite. */
async function readOrThrow(
  model: LanguageModel,
  request: ModelRequest,
  signal?: AbortSignal,
): Promise<StreamRead | { readonly thrown: unknown }> {
  let parts = 0
  try {
    return await readStream(model, request, { signal, onPart: () => (parts += 1) })
  } catch (thrown) {
    expect(parts).toBe(0)
    return { thrown }
  }
}
