import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import type { ToolGateSubject } from './tool-gate-subject.ts'

/**
 * A way round the gate, and its legitimate form, as alike as can be: so that a gate that stops the attack by stopping everything is found out.
 */
export interface Attack {
  /** What is attempted: `an approval for other arguments`. */
  readonly name: string
  /** Does it, or its legitimate form, and answers how often the tool ran that must not, or must run once. */
  run(subject: ToolGateSubject, legitimate: boolean): Promise<number>
}

/** Each attack ends in no execution, each legitimate form in exactly one. */
export function toCases(attacks: readonly Attack[]): readonly ConformanceCase<ToolGateSubject>[] {
  return attacks.flatMap(({ name, run }) => [
    {
      name: `attack: ${name} executes nothing`,
      run: async (subject: ToolGateSubject) => void expect(await run(subject, false)).toBe(0),
    },
    {
      name: `attack: ${name}, in its legitimate form, executes once`,
      run: async (subject: ToolGateSubject) => void expect(await run(subject, true)).toBe(1),
    },
  ])
}
