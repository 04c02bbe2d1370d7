// A model made of rules: it calls a tool, puts the result into words, follows up, and admits what it is.
import type { ChatMessage } from '@llmgine/contracts'
import { createOfflineModel, defineRule } from '@llmgine/offline-model'
import { z } from 'zod'

const roll = defineRule({
  name: 'roll',
  example: 'roll a die',
  patterns: ['(roll|throw) (a|the) (die|dice)', 'roll {count} dice'],
  readers: { count: (text) => (/^[1-9]$/.test(text) ? text : undefined) },
  respond: ({ slots }) => ({ tool: 'roll_dice', arguments: { count: Number(slots.count ?? 1) } }),
  output: z.array(z.number()),
  say: (_match, dice) => `You rolled ${dice.join(' and ')}.`,
})
const again = defineRule({
  name: 'again',
  after: ['roll_dice'],
  patterns: ['[once] (again|more)'],
  respond: ({ previous }) => ({
    tool: 'roll_dice',
    arguments: z.object({ count: z.number() }).parse(previous?.arguments),
  }),
  say: (_match, dice) => `This time: ${dice}.`,
})
const model = createOfflineModel({ rules: [roll, again], howToConnect: 'Set OPENAI_BASE_URL to connect a model.' })
const tools = [{ name: 'roll_dice', description: 'Rolls dice.', parameters: { type: 'object' } }]

const messages: ChatMessage[] = []
for (const content of ['please rol 2 dice', 'and again', 'what is love?']) {
  messages.push({ role: 'user', content })
  let { message } = await model.generate({ messages, tools })
  for (const call of message.toolCalls ?? []) {
    const result = JSON.stringify([6, 1, 4].slice(0, JSON.parse(call.arguments).count))
    messages.push(message, { role: 'tool', toolCallId: call.id, content: result })
    message = (await model.generate({ messages, tools })).message
  }
  messages.push(message)
  console.log(`> ${content}\n${message.content}`)
}
