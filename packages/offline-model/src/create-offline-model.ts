import { type Clock, type GenerateId, type LanguageModel, generateId as newId, systemClock } from '@llmgine/contracts'
import { compileRules } from './compile-rules.ts'
import { decide } from './decide.ts'
import type { OfflineRule } from './offline-rule.ts'
import { streamReply } from './stream-reply.ts'
import { toResponse } from './to-response.ts'

/** What an offline model is made of. */
export interface OfflineModelOptions {
  readonly rules: readonly OfflineRule[]
  /** One or more sentences on how to connect a language model, said whenever nothing was understood. */
  readonly howToConnect: string
  /** The model's id. @default 'offline' */
  readonly id?: string | undefined
  readonly clock?: Clock | undefined
  readonly generateId?: GenerateId | undefined
}

/**
 * A model that answers by rules: no network, no key, the same answer every time. It calls only tools that the request offers, puts their
 * results into words, and says plainly that it is rules and not a language model when no rule fits. Its token counts are estimates.
 *
 * @throws `offline.bad_pattern` for a pattern that cannot be read, `offline.duplicate_rule` for two rules of one name
 * @example
 * const greet = defineRule({ name: 'greet', patterns: ['(hello|hi|hey) [there]'], respond: () => 'Hello!' })
 * const model = createOfflineModel({ rules: [greet], howToConnect: 'Set OPENAI_BASE_URL to connect a model.' })
 * const { message } = await model.generate({ messages: [{ role: 'user', content: 'helo' }] })
 * console.log(message.content) // Hello!
 */
export function createOfflineModel(options: OfflineModelOptions): LanguageModel {
  const { howToConnect, id = 'offline', clock = systemClock, generateId = newId } = options
  const model = { id, choose: compileRules(options.rules), rules: options.rules, howToConnect, clock, generateId }
  return {
    id,
    async generate(request, { signal } = {}) {
      const start = clock.now()
      signal?.throwIfAborted()
      return toResponse(model, request, { reply: decide(model, request), totalMs: clock.now() - start })
    },
    stream: (request, { signal } = {}) => streamReply(model, request, signal),
  }
}
