import type { Bus, Subscription } from '@llmgine/contracts'
import { createGate } from './gate/create-tool-gate.ts'
import type { ToolGateOptions } from './gate/gate-options.ts'
import { stages } from './gate/walk.ts'
import { serveGate } from './serve-gate.ts'

/** How tools are served. */
export interface ServeToolsOptions extends ToolGateOptions {
  /**
   * Whether `interaction.answer` is handled here too, and calls are gone on with when they have their answer or it came too late. Leave it
   * to the engine where there is one. Needs a log. @default false
   */
  readonly answers?: boolean | undefined
}

/**
 * Answers `tool.call`, `tool.list` and `tool.preview` on a bus, each call through the gate and for the actor of its message.
 *
 * @returns what takes the handlers away again, and the timers of open questions; calls that run are finished
 * @throws `tool.bad_definition`, `tool.duplicate_name`, `bus.duplicate_handler`
 * @example
 * using tools = serveTools(bus, { tools: [addItem], log, answers: true })
 * const outcome = await bus.execute(ToolCall, { name: 'add_item', arguments: { title: 'Milk' } }, { sessionId: 'demo' })
 */
export function serveTools(bus: Bus, options: ServeToolsOptions): Subscription {
  const { log, clock, generateId } = options
  const answers = options.answers && log !== undefined ? { log, clock, generateId } : undefined
  return serveGate(bus, createGate(options, { stages, carriesCalls: answers !== undefined }), answers)
}
