import type { Bus } from '@llmgine/contracts'
import type { BusOptions } from './bus-options.ts'
import { BusView } from './bus-view.ts'
import { Core } from './core.ts'
import type { Handle } from './handle.ts'

/**
 * A bus for commands and events within one process.
 *
 * @example
 * const bus = createBus()
 * bus.handle(AssignTask, async ({ title }, { bus }) => {
 *   await bus.publish(TaskAssigned, { title })
 *   return { id: 'task-1' }
 * })
 * const { id } = await bus.execute(AssignTask, { title: 'Poster' })
 * await bus.close()
 */
export function createBus(options: BusOptions = {}): Bus {
  // Whoever owns something on this bus is one of its handles.
  const core = new Core(options, (of, owner, message) => new BusView(of, owner as Handle, message))
  return new BusView(core, core.registry.root)
}
