// A terminal in front of a session, fed by a pipe. With process.stdin as its input it asks, streams and draws instead.
import { PassThrough } from 'node:stream'
import { createBus } from '@llmgine/bus'
import { InteractionAnswer, InteractionRequested, TurnFinished, TurnStarted, TurnSubmit } from '@llmgine/contracts'
import { attachTerminal } from '@llmgine/ui-cli'

const options = ['Sachertorte', 'Linzer Torte'].map((label) => ({ id: label, label }))
const question = { id: 'cake', kind: 'choose', title: 'Which cake?', entitled: {}, options } as const
const usage = { inputTokens: 20, outputTokens: 8 }

const bus = createBus()
let turnId = ''
bus.handle(TurnSubmit, (_order, { bus, message }) => {
  turnId = message.id
  setTimeout(async () => {
    await bus.publish(TurnStarted, { turnId })
    await bus.publish(InteractionRequested, { interaction: question })
  })
  return { turnId }
})
bus.handle(InteractionAnswer, async ({ reply }, { bus }) => {
  const text = reply.kind === 'choose' ? `One ${reply.optionId} is on its way.` : 'Pardon?'
  await bus.publish(TurnFinished, { turnId, reason: 'answered', reply: { text }, usage, durationMs: 900 })
})

const input = new PassThrough()
input.end('A piece of cake, please.\n')
const answer = () => ({ kind: 'choose', optionId: 'Linzer Torte' }) as const
await attachTerminal(bus, { sessionId: 'cafe', input, output: process.stdout, answer }).closed

// Output:
// ? Which cake?  Answered by rule.
// One Linzer Torte is on its way.
//   20 tokens in, 8 out · 900 ms
