import {
  type Bus,
  type CommandHandler,
  type EventLog,
  type Message,
  type Subscription,
  ToolCall,
  type ToolCallPayload,
  ToolList,
  type ToolOutcome,
  ToolPreview,
} from '@llmgine/contracts'
import type { ToolGate } from './gate/create-tool-gate.ts'
import type { ToolGateOptions } from './gate/gate-options.ts'
import { serveAnswers } from './serve-answers.ts'

/** Puts a gate on a bus; with a log to find them in, it takes answers too. */
export function serveGate(
  bus: Bus,
  gate: ToolGate,
  answers: (Pick<ToolGateOptions, 'clock' | 'generateId'> & { readonly log: EventLog }) | undefined,
): Subscription {
  const service = answers && serveAnswers(bus, gate, answers)
  const parts: Subscription[] = service === undefined ? [] : [service]
  const unsubscribe = (): void => {
    for (const part of parts) part.unsubscribe()
  }
  const call: CommandHandler<ToolCallPayload, ToolOutcome> = (payload, { message, signal, bus }) => {
    const tell = (event: Message): Promise<unknown> => {
      service?.watch(event)
      return bus.dispatch(event)
    }
    return gate.call(payload, { as: message, signal, tell })
  }
  try {
    parts.push(bus.handle(ToolCall, call))
    parts.push(bus.handle(ToolList, () => gate.list()))
    parts.push(
      bus.handle(ToolPreview, (payload, { message, signal }) => gate.preview(payload, { as: message, signal })),
    )
  } catch (error) {
    unsubscribe()
    throw error
  }
  return { unsubscribe, [Symbol.dispose]: unsubscribe }
}
