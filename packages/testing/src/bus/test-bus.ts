import { declareCases } from '../declare-cases.ts'
import { busCases } from './bus-cases.ts'
import type { CreateBus } from './create-bus.ts'

/**
 * Declares the tests that every bus must pass: commands and events, priorities and order, limits and queues, no deadlock at any depth, sessions
 * that never wait for each other, iterators, layers, failures told without a loop, closing.
 *
 * @param create Makes a bus that measures time by the clock it is given, for each test anew.
 * @example
 * testBus('my bus', ({ clock }) => createMyBus({ clock }))
 */
export function testBus(name: string, create: CreateBus): void {
  declareCases(`${name} as a bus`, busCases, () => create)
}
