import {
  type CallOptions,
  type Clock,
  fromErrorData,
  type GenerateId,
  generateId as generateDefaultId,
  type LanguageModel,
  LlmgineError,
  type ModelRequest,
  type ModelStreamEnd,
  type ModelStreamPart,
  systemClock,
} from '@llmgine/contracts'
import { collectResponse } from './collect-response.ts'
import type { ScriptedAnswer, ScriptedFunction, ScriptedReply } from './scripted-reply.ts'
import { toScriptedParts } from './to-scripted-parts.ts'
import { waitOn } from './wait-on.ts'

/** A model that says what its script says, and remembers what it was asked. */
export interface ScriptedModel extends LanguageModel {
  /** Every request so far, as it was when it came. */
  readonly requests: readonly ModelRequest[]
}

/** What a scripted model gets from the world. */
export interface ScriptedModelOptions {
  /** @default 'scripted' */
  readonly id?: string | undefined
  /** Delays are waited for by it. @default the system's */
  readonly clock?: Clock | undefined
  /** Makes the responses' ids. */
  readonly generateId?: GenerateId | undefined
}

/**
 * A model for tests. Each call takes the next reply of the script; a script that is one function answers every call. Whole answers and
 * streams follow the contract: a failure is thrown before the first part and told by the one end after it; an abort is honoured anywhere.
 *
 * @throws `testing.script_ran_out`, from the call that finds no reply, with its number
 * @example
 * const model = createScriptedModel([
 *   { toolCalls: [{ name: 'add', arguments: { a: 2, b: 2 } }] },
 *   (request) => `The tool said ${request.messages.at(-1)?.content}`,
 * ])
 */
export function createScriptedModel(
  script: readonly ScriptedReply[] | ScriptedFunction,
  options: ScriptedModelOptions = {},
): ScriptedModel {
  const { id = 'scripted', clock = systemClock, generateId = generateDefaultId } = options
  const requests: ModelRequest[] = []

  const takeTurn = async (request: ModelRequest, signal: AbortSignal | undefined): Promise<Turn> => {
    const number = requests.push(structuredClone(request))
    signal?.throwIfAborted()
    const reply = typeof script === 'function' ? script : script[number - 1]
    if (reply === undefined) throw ranOut(id, number)
    const answer = typeof reply === 'function' ? await reply(request, { number, signal }) : reply
    return { answer: typeof answer === 'string' ? { text: answer } : answer, number }
  }

  async function* run(
    request: ModelRequest,
    { signal }: CallOptions = {},
  ): AsyncGenerator<ModelStreamPart, ModelStreamEnd> {
    const start = clock.now()
    const { answer, number } = await takeTurn(request, signal)
    const response = collectResponse({ id: generateId(), model: id, request, answer })
    let begun = false
    for (const part of toScriptedParts(answer, number)) {
      if (part.type === 'wait') await waitOn(clock, part.delayMs, signal)
      if (signal?.aborted) break
      if (part.type === 'wait') continue
      response.add(part, clock.now() - start)
      begun = true
      yield part
    }
    if (!begun) throwEarly(answer, signal)
    return response.end({ aborted: signal?.aborted ?? false, totalMs: clock.now() - start })
  }

  return {
    id,
    requests,
    async *stream(request, callOptions) {
      yield yield* run(request, callOptions)
    },
    async generate(request, callOptions) {
      const parts = run(request, callOptions)
      let step = await parts.next()
      while (!step.done) step = await parts.next()
      const { finishReason, error, response } = step.value
      if (finishReason === 'aborted') callOptions?.signal?.throwIfAborted()
      if (error !== undefined) throw fromErrorData(error)
      return { ...response, timing: { totalMs: response.timing.totalMs } }
    },
  }
}

interface Turn {
  readonly answer: ScriptedAnswer
  readonly number: number
}

/** Before the first part a failure may still be thrown, so that a caller can turn elsewhere. */
function throwEarly({ error }: ScriptedAnswer, signal: AbortSignal | undefined): void {
  signal?.throwIfAborted()
  if (error !== undefined) throw error instanceof Error ? error : fromErrorData(error)
}

function ranOut(id: string, number: number): LlmgineError {
  return new LlmgineError(
    'testing.script_ran_out',
    `Call ${number} of the scripted model "${id}" finds no reply: its script is over. Add one, or find out who asks once more than expected.`,
    { details: { model: id, call: number } },
  )
}
