// What a model is shown when a conversation outgrows its budget: whole turns, and never a tool's result without its call.
import { createContextCompiler } from '@llmgine/context'
import type { ChatMessage } from '@llmgine/contracts'

const context = createContextCompiler({
  system: ({ history }) => `You keep a library. ${history.length} messages so far.`,
  budgetTokens: 120,
})

const lookUp = (title: string, index: number): ChatMessage[] => [
  { role: 'user', content: `Is "${title}" in?` },
  {
    role: 'assistant',
    content: '',
    toolCalls: [{ id: `call_${index}`, name: 'find_book', arguments: `{"title":"${title}"}` }],
  },
  { role: 'tool', toolCallId: `call_${index}`, content: `{"title":"${title}","copies":${index}}` },
  { role: 'assistant', content: index > 0 ? 'It is.' : 'It is not.' },
]

const history = ['Emma', 'Ulysses', 'Beloved', 'Dracula'].flatMap(lookUp)
history.push({ role: 'user', content: 'Thank you. Which of them did I ask for first?' })

const { messages, manifest } = await context.compile({ history })
for (const { role, content } of messages) console.log(`${role.padEnd(9)} ${content || '(calls find_book)'}`)
console.log(`${manifest.dropped} messages left out, ${manifest.tokens} of ${manifest.budget} tokens`)

// Output:
// system    You keep a library. 17 messages so far.
// user      Is "Dracula" in?
// assistant (calls find_book)
// tool      {"title":"Dracula","copies":3}
// assistant It is.
// user      Thank you. Which of them did I ask for first?
// 12 messages left out, 86 of 120 tokens
