// Two endpoints behind one route: the first is out of order, the second answers in a stream and calls a tool.
import { createRouter } from '@llmgine/llm-router'
import { startModelServer } from '@llmgine/testing/node'
import { z } from 'zod'

const headers = { 'x-litellm-model-id': 'deployment-7' }
await using broken = await startModelServer({ replies: () => ({ status: 401 }) })
await using working = await startModelServer({
  replies: [{ text: 'Let me see.', toolCalls: [{ name: 'weather', arguments: { city: 'Oslo' } }], headers }],
})

const router = createRouter({
  endpoints: { first: { baseUrl: broken.baseUrl, apiKey: 'expired' }, second: { baseUrl: working.baseUrl } },
  routes: { assistant: ['first/large', 'second/small'] },
  prices: { small: { input: 0.1, output: 0.4 } },
})

const weather = {
  name: 'weather',
  description: 'Tells the weather in a city.',
  parameters: z.toJSONSchema(z.object({ city: z.string() })),
}
const parts = router.stream(
  { messages: [{ role: 'user', content: 'Do I need an umbrella in Oslo?' }], tools: [weather] },
  { onFallback: ({ from, to, error }) => console.log(`${from} failed with ${error.code}, asking ${to}`) },
)
for await (const part of parts) {
  if (part.type === 'text-delta') console.log(JSON.stringify(part.text))
  if (part.type === 'tool-call-end') console.log(part.call.name, part.call.arguments)
  if (part.type === 'end') console.log(part.finishReason, part.response.cost?.estimated, part.response.gateway?.modelId)
}

// Output:
// first/large failed with model.unauthorized, asking second/small
// "Let"
// " me"
// " see."
// weather {"city":"Oslo"}
// tool-calls true deployment-7
