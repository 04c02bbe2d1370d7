import type { EmbeddingModel, LanguageModel, ModelResponse } from '@llmgine/contracts'
import { expectTypeOf } from 'vitest'
import { createRouter } from './create-router.ts'
import type { RouteTarget } from './router-options.ts'

declare const model: LanguageModel
declare const embedder: EmbeddingModel
const router = createRouter({
  routes: { chat: ['litellm/gpt', { endpoint: 'litellm', model: 'gpt' }, model, embedder] },
})

// A route is a model like any other, so that it can be the target of another route.
expectTypeOf(router.route('chat')).toExtend<LanguageModel & EmbeddingModel>()
expectTypeOf(router.route('chat')).toExtend<RouteTarget>()
expectTypeOf(router.generate({ messages: [] })).resolves.toEqualTypeOf<ModelResponse>()

// @ts-expect-error a router without routes answers nobody
createRouter({ endpoints: {} })
// @ts-expect-error an endpoint needs an address
createRouter({ endpoints: { litellm: { apiKey: 'x' } }, routes: { chat: ['litellm/gpt'] } })
