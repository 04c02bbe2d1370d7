import type { ModelRequest } from '@llmgine/contracts'
import { testLanguageModel } from '@llmgine/testing'
import { type ModelServerReply, startModelServer } from '@llmgine/testing/node'
import { onTestFinished } from 'vitest'
import { createRouter } from './create-router.ts'

const ask = (content: string): ModelRequest => ({ messages: [{ role: 'user', content }] })

const replies: Readonly<Record<string, ModelServerReply>> = {
  speak: { text: 'One two three four.', reasoning: 'Hm.' },
  call: {
    toolCalls: [
      { name: 'add', arguments: { numbers: [1, 2, 3, 4, 5, 6] } },
      { name: 'now', arguments: {} },
    ],
  },
  fail: { status: 503 },
  break: { text: 'One two three four.', fault: 'reset' },
  hang: { fault: 'silent' },
}

testLanguageModel('a route over an endpoint', async () => {
  const server = await startModelServer({
    replies: ({ body }) => replies[Object(body.messages)[0].content] ?? { status: 400 },
  })
  onTestFinished(() => server.close())
  const endpoints = { test: { baseUrl: server.baseUrl } }
  const router = createRouter({ endpoints, routes: { chat: ['test/m'] }, budget: { attempts: 1 } })
  return {
    model: router.route('chat'),
    speaks: ask('speak'),
    callsTools: ask('call'),
    fails: ask('fail'),
    breaksOff: ask('break'),
    hangs: ask('hang'),
  }
})
