import type { Bus } from '@llmgine/contracts'
import { createFakeClock, type FakeClock } from '../create-fake-clock.ts'
import type { CreateBus } from './create-bus.ts'

/** Runs a case with a bus on a clock that stands still. */
export function withBus(run: (bus: Bus, clock: FakeClock) => Promise<void>): (create: CreateBus) => Promise<void> {
  return async (create) => {
    const clock = createFakeClock()
    await run(create({ clock }), clock)
  }
}
