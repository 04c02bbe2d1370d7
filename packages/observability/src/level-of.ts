import {
  type Message,
  ModelDelta,
  ModelFellBack,
  StepFinished,
  ToolChecked,
  ToolFinished,
  ToolProgressed,
} from '@llmgine/contracts'
import { fieldsOf } from './fields-of.ts'
import type { LogLevel } from './log-level.ts'

/** What comes often and is told again by something else. */
const details: ReadonlySet<string> = new Set([
  ...[ModelDelta, StepFinished, ToolChecked, ToolProgressed].map(({ type }) => type),
  'model.requested',
  'session.opened',
  'session.closed',
])

/**
 * How much an event matters: what failed is an error, what went another way than it should is a warning, and what comes in crowds is for
 * those who look for something.
 */
export function levelOf({ type, payload }: Message): LogLevel {
  if (/[.-]failed$/.test(type)) return 'error'
  if (details.has(type)) return 'debug'
  if (type === ModelFellBack.type) return 'warn'
  if (type === ToolFinished.type) {
    const { status } = fieldsOf(fieldsOf(payload).outcome)
    return status === 'failed' || status === 'unknown' ? 'warn' : 'info'
  }
  return 'info'
}
