// A desk that takes orders: a command with an answer, events for whoever listens, a session's own view, a layer, and a drain at the end.
import { createBus, withTiming, withValidation } from '@llmgine/bus'
import { defineCommand, defineEvent, isLlmgineError } from '@llmgine/contracts'
import { z } from 'zod'

const Order = defineCommand('desk.order', {
  payload: z.object({ dish: z.string(), count: z.number().int().positive() }),
  result: z.object({ number: z.number() }),
})
const Ordered = defineEvent('desk.ordered', { payload: z.object({ dish: z.string(), count: z.number() }) })

const bus = createBus()
const timed = new Map<string, number>()
bus.use(withTiming(({ name }) => timed.set(name, (timed.get(name) ?? 0) + 1)))
bus.use(withValidation())

let orders = 0
bus.handle(Order, async (order, context) => {
  await context.bus.publish(Ordered, order)
  return { number: ++orders }
})
const cook = async ({ dish, count }: { dish: string; count: number }) => console.log(`kitchen: ${count} x ${dish}`)
bus.on(Ordered, cook, { concurrency: 1, queue: { limit: 10 } })

{
  await using table = bus.session('table 4')
  table.on(Ordered, ({ dish }) => console.log(`table 4: ${dish} is on its way`), { priority: 60 })
  const { number } = await table.execute(Order, { dish: 'soup', count: 2 })
  console.log(`order ${number} is done`)
}
const refused = await bus.execute(Order, { dish: 'soup', count: 0 }).catch((error) => error)
console.log(isLlmgineError(refused, 'bus.invalid_payload') ? 'nobody orders nothing' : 'oops')
console.log(timed.get('desk.order'), 'orders timed;', (await bus.close()).drained ? 'all done' : 'something was left')

// Output:
// kitchen: 2 x soup
// table 4: soup is on its way
// order 1 is done
// nobody orders nothing
// 2 orders timed; all done
