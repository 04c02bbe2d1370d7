import type { ConformanceCase } from '../conformance-case.ts'
import { approvalAttacks } from './approval-attacks.ts'
import { toCases } from './attack.ts'
import { failureCases } from './failure-cases.ts'
import { inputAttacks } from './input-attacks.ts'
import { outcomeCases } from './outcome-cases.ts'
import { questionCases } from './question-cases.ts'
import { repetitionAttacks } from './repetition-attacks.ts'
import type { ToolGateSubject } from './tool-gate-subject.ts'

/** All that the gate in front of the tools promises, case by case. */
export const toolGateCases: readonly ConformanceCase<ToolGateSubject>[] = [
  ...outcomeCases,
  ...questionCases,
  ...failureCases,
  ...toCases(approvalAttacks),
  ...toCases(repetitionAttacks),
  ...toCases(inputAttacks),
]
