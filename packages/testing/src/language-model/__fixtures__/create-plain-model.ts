import type { LanguageModel, ModelRequest, ModelResponse, ModelStreamEnd, ModelStreamPart } from '@llmgine/contracts'
import { createScriptedModel } from '../../create-scripted-model.ts'
import type { ScriptedAnswer } from '../../scripted-reply.ts'
import type { LanguageModelSubject } from '../language-model-subject.ts'

/** What a model can get wrong. */
export type ModelFault =
  | 'answers nothing'
  | 'class instance in the response'
  | 'calls without ids'
  | 'calls without their start'
  | 'changes the request'
  | 'deaf to an aborted signal'
  | 'deaf while it hangs'
  | 'deaf while it speaks'
  | 'empty parts'
  | 'end says something else'
  | 'ends twice'
  | 'fails with any error'
  | 'forgets what was said'
  | 'has no end'
  | 'ids repeat'
  | 'never recovers from a break'
  | 'streams in one piece'
  | 'throws amid a stream'
  | 'throws something before a stream'
  | 'usage differs'
  | 'whole answer although it broke off'

const ask = (content: string): ModelRequest => ({ messages: [{ role: 'user', content }] })

const answers: Readonly<Record<string, ScriptedAnswer>> = {
  speak: { text: 'One two three.', reasoning: 'Hm.' },
  call: {
    toolCalls: [
      { name: 'add', arguments: { a: 1 } },
      { name: 'add', arguments: { a: 2 } },
    ],
  },
  fail: { error: { code: 'model.server_error', message: 'It fell over.' } },
  break: { text: 'One two', error: { code: 'model.stream_broken', message: 'It broke off.' } },
  hang: { parts: [{ type: 'wait', delayMs: Number.POSITIVE_INFINITY }] },
}

/** A scripted model by what it is asked, with one fault or none. */
export function createPlainModel(fault?: ModelFault): LanguageModelSubject {
  const scripted = createScriptedModel((request) => answers[String(request.messages[0]?.content)] ?? 'What?')
  return {
    model: fault === undefined ? scripted : withFault(scripted, fault),
    speaks: ask('speak'),
    callsTools: ask('call'),
    fails: ask('fail'),
    breaksOff: ask('break'),
    hangs: ask('hang'),
  }
}

function withFault(model: LanguageModel, fault: ModelFault): LanguageModel {
  let broken = false
  return {
    id: model.id,
    async generate(request, options) {
      if (fault === 'changes the request') Object.assign(request, { seed: 1 })
      if (fault === 'fails with any error')
        return model.generate(request, options).catch(() => Promise.reject(new Error('!')))
      if (fault === 'whole answer although it broke off' && request.messages[0]?.content === 'break') {
        return model.generate(ask('speak'))
      }
      return bend(await model.generate(request, isDeaf(fault, options?.signal) ? {} : options), fault)
    },
    async *stream(request, options) {
      if (fault === 'changes the request') Object.assign(request, { seed: 1 })
      if (fault === 'never recovers from a break' && broken)
        await new Promise<never>((_, reject) => reject(new Error('!')))
      if (fault === 'throws something before a stream' && request.messages[0]?.content === 'fail') throw new Error('!')
      let whole = false
      try {
        for await (const part of model.stream(request, isDeaf(fault, options?.signal) ? {} : options)) {
          yield* bendPart(part, fault)
        }
        whole = true
      } finally {
        broken = !whole
      }
    },
  }
}

function isDeaf(fault: ModelFault, signal: AbortSignal | undefined): boolean {
  if (fault === 'deaf to an aborted signal') return signal?.aborted ?? false
  return (fault === 'deaf while it speaks' || fault === 'deaf while it hangs') && !signal?.aborted
}

function bend(response: ModelResponse, fault: ModelFault): ModelResponse {
  const { message } = response
  switch (fault) {
    case 'answers nothing':
      return { ...response, message: { ...message, content: '' } }
    case 'class instance in the response':
      return { ...response, gateway: Object.assign(new Date(0), {}) as never }
    case 'calls without ids':
      return {
        ...response,
        message: { ...message, toolCalls: message.toolCalls?.map((call) => ({ ...call, id: '' })) },
      }
    case 'ids repeat':
      return { ...response, id: 'always-this' }
    default:
      return response
  }
}

function* bendPart(part: ModelStreamPart, fault: ModelFault): Generator<ModelStreamPart> {
  if (part.type === 'end') yield* bendEnd(part, fault)
  else if (fault === 'streams in one piece' && part.type === 'text-delta') return
  else if (fault === 'calls without their start' && part.type === 'tool-call-start') return
  else {
    yield part
    if (fault === 'empty parts' && part.type === 'text-delta') yield { type: 'text-delta', text: '' }
    if (fault === 'usage differs') yield { type: 'usage', usage: { inputTokens: 1_234, outputTokens: 0 } }
  }
}

function* bendEnd(end: ModelStreamEnd, fault: ModelFault): Generator<ModelStreamPart> {
  const { message } = end.response
  if (fault === 'has no end') return
  if (fault === 'throws amid a stream' && end.error !== undefined) throw new Error('!')
  if (fault === 'ends twice') yield end
  if (fault === 'streams in one piece') yield { type: 'text-delta', text: message.content }
  if (fault === 'end says something else')
    yield { ...end, response: { ...end.response, message: { ...message, content: '?' } } }
  else if (fault === 'forgets what was said' && end.error !== undefined) {
    yield { ...end, response: { ...end.response, message: { ...message, content: '' } } }
  } else yield { ...end, response: bend(end.response, fault) }
}
