// What a bus tells: log lines without secrets, and what models and tools took. The same numbers come from a log later on.
import { createBus } from '@llmgine/bus'
import { createMessage, defineEvent, ModelResponded, ToolFinished } from '@llmgine/contracts'
import { collectMetrics, createLogger, logMessages } from '@llmgine/observability'
import { createScriptedModel } from '@llmgine/testing'
import { z } from 'zod'

const Connected = defineEvent('board.connected', { payload: z.object({ url: z.string(), apiKey: z.string() }) })

const write = (line: string) => {
  const { level, msg, payload } = JSON.parse(line)
  console.log(level, msg, ...(payload ? [payload] : []))
}
const logger = await createLogger({ destination: { write } })

await using bus = createBus()
using _lines = logMessages(bus, { logger })
using metrics = collectMetrics(bus)

await bus.publish(Connected, { url: 'https://ana:hunter2@board.example', apiKey: 'correct horse' })

const model = createScriptedModel(['Good morning.', 'Good evening.'])
for (const content of ['It is eight.', 'It is eight in the evening.']) {
  const response = await model.generate({ messages: [{ role: 'user', content }] })
  await bus.dispatch(createMessage(ModelResponded, { route: 'chat', response }))
}
const outcome = { status: 'denied', reason: 'Ana said no.' } as const
await bus.publish(ToolFinished, { callId: 's/1/0', name: 'send', outcome, stages: [], durationMs: 0 })

const { models, tools } = metrics.read()
console.log(`${models[model.id]?.calls} answers, ${tools.send?.denied} of ${tools.send?.calls} calls denied`)

// Output:
// 30 board.connected { url: 'https://[redacted]@board.example', apiKey: '[redacted]' }
// 30 model.responded scripted stop
// 30 model.responded scripted stop
// 30 tool.finished send denied
// 2 answers, 1 of 1 calls denied
