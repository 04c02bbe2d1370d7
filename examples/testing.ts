// A retry loop under test: a model that fails as its script says, and time that passes when the test says so.
import { type Clock, isLlmgineError, type LanguageModel, LlmgineError } from '@llmgine/contracts'
import { createFakeClock, createScriptedModel } from '@llmgine/testing'

async function askWithPatience(model: LanguageModel, question: string, clock: Clock): Promise<string> {
  for (let delayMs = 1_000; ; delayMs *= 2) {
    try {
      const { message } = await model.generate({ messages: [{ role: 'user', content: question }] })
      return message.content
    } catch (error) {
      if (!isLlmgineError(error) || !error.retryable) throw error
      await new Promise<void>((resolve) => clock.setTimer(resolve, delayMs))
    }
  }
}

const busy = new LlmgineError('model.rate_limited', 'Too many requests.', { retryable: true })
const clock = createFakeClock()
const model = createScriptedModel([{ error: busy }, { error: busy }, 'Paris.'], { clock })

const start = clock.now()
const answer = askWithPatience(model, 'What is the capital of France?', clock)
while (await clock.advanceToNext()) console.log(`waited ${clock.now() - start} ms`)

console.log(await answer, `(${model.requests.length} calls)`)

// Output:
// waited 1000 ms
// waited 3000 ms
// Paris. (3 calls)
