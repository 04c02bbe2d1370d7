import { describe, expect, it } from 'vitest'
import { createPlainBus } from './__fixtures__/create-plain-bus.ts'
import type { BusFault } from './__fixtures__/plain-world.ts'
import { busCases } from './bus-cases.ts'
import { testBus } from './test-bus.ts'

testBus('a plain bus', createPlainBus)

/** Every fault, and the name of a case that must catch it. */
const caught: Record<BusFault, string> = {
  'calls those who were unsubscribed': 'calls nobody who has been unsubscribed',
  'close does not drain': 'lets what runs end and send what it has to',
  'close leaves a timer': 'lets what runs end and send what it has to',
  'closes without telling what it left': 'says what it left',
  'counts drops as nothing': 'counts so that the numbers add up',
  'deadlocks on each other': 'when two handlers publish for each other',
  'deadlocks on its own events': 'when a handler publishes what it hears itself',
  'delivers twice': 'brings every event to everyone who listens, once',
  'dispatch makes another message': 'sends a message that exists as it is',
  'drops the wrong end': 'when told to drop-oldest',
  'errors lose their cause': 'and anything else as its cause',
  'failure rejects the publish': 'harm neither its siblings nor the publisher',
  'failure stops the siblings': 'harm neither its siblings nor the publisher',
  'failures are not told': 'tells of a handler that throws',
  'forgets the cause': 'keeps the chain of causes',
  'iterator leaks when its loop is left': 'frees an iterator when its loop is left',
  'iterator misses what comes before it is asked': 'from the moment the iterator was made',
  'layers are inside out': 'the first one outermost',
  'limit ignored': 'handles no more at once than the limit',
  'loops on failures': 'never loops on failures, those',
  'loops on failures by a detour': 'by a detour',
  'loses an event': 'brings every event to everyone who listens, once',
  'nested events overtake': 'in the order of publishing',
  'once leaks': 'waits for the next event of a kind',
  'priorities upside down': 'in one order of priorities',
  'publish does not wait': 'when the handlers of this event are done',
  'publish waits for earlier events': 'never lets a publish wait for other events',
  'queue is not bounded': 'refuses a publish when a queue is full',
  'sessions share one queue': 'never lets one session wait for another',
  'session does not shadow': "lets a session's handler shadow",
  'session leaks its handlers': 'takes away what was added through a handle',
  'session takes the handlers of others': 'takes away what was added through a handle',
  'signal does not reach the handler': 'lets a sender give up',
  'star hears commands': 'means every event by *',
}

describe.concurrent('the suite of the bus catches', () => {
  it.for(Object.entries(caught) as [BusFault, string][])('%s', async ([fault, words]) => {
    const suspects = busCases.filter(({ name }) => name.includes(words))
    expect(suspects).toHaveLength(1)
    await expect(suspects[0]?.run((options) => createPlainBus(options, fault))).rejects.toThrow()
  })
})
