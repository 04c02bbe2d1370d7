// The model that every candidate talks to, in a process of its own so that its time is nobody's: it asks for one tool call, then answers.
import { startModelServer } from '@llmgine/testing/node'

/** 150 words, which are about 200 tokens: what a chat's answer comes to. Streamed word by word. */
const answer = 'The product of seventeen and twenty-three is three hundred ninety-one. '.repeat(15)

const server = await startModelServer({
  replies: ({ body }) => {
    const messages: readonly unknown[] = Array.isArray(body.messages) ? body.messages : []
    const last = messages.at(-1)
    const called = typeof last === 'object' && last !== null && 'role' in last && last.role === 'tool'
    return called
      ? { text: answer, partDelayMs: 0 }
      : { toolCalls: [{ name: 'multiply', arguments: { a: 17, b: 23 } }] }
  },
})
process.stdout.write(`${server.baseUrl}\n`)
process.stdin.resume().on('end', () => server.close())
