import { LlmgineError, type StepRecord } from '@llmgine/contracts'
import type { Machine } from '../machine/machine.ts'
import type { RunOptions, RunResult } from './run.ts'

/** Why a run goes no further after a step, if it does not. */
export function findHalt(
  machine: Machine<unknown>,
  { action, next, waitFor }: StepRecord,
  { haltBefore = [], haltAfter = [] }: RunOptions,
): RunResult<unknown>['reason'] | undefined {
  if (waitFor !== undefined) return 'waiting'
  if (next !== undefined && isAmong(machine, next, haltBefore)) return 'halted-before'
  if (isAmong(machine, action, haltAfter)) return 'halted-after'
  return next === undefined ? 'ended' : undefined
}

/**
 * Refuses to run to a halt that cannot be.
 *
 * @throws `engine.unknown_action` for a name or tag that no action has
 */
export function checkHalts(machine: Machine<unknown>, { haltBefore = [], haltAfter = [] }: RunOptions): void {
  for (const name of [...haltBefore, ...haltAfter]) {
    if (Object.keys(machine.actions).some((action) => isAmong(machine, action, [name]))) continue
    const known = Object.keys(machine.actions).join(', ')
    throw new LlmgineError('engine.unknown_action', `No action is named or tagged "${name}". There are ${known}.`, {
      details: { action: name },
    })
  }
}

function isAmong(machine: Machine<unknown>, action: string, names: readonly string[]): boolean {
  const tags = machine.actions[action]?.tags ?? []
  return names.some((name) => name === action || (name.startsWith('@') && tags.includes(name.slice(1))))
}
