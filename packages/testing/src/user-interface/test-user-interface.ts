import type { ConformanceCase } from '../conformance-case.ts'
import { declareCases } from '../declare-cases.ts'
import { askCases } from './ask-cases.ts'
import { lifeCases } from './life-cases.ts'
import { showCases } from './show-cases.ts'
import type { UserInterfaceHarness } from './user-interface-harness.ts'

/**
 * Declares the tests that every user interface must pass: it shows each answer once, tools, failures and turns; asks every kind of question,
 * sends its answer once and takes it back when it is settled elsewhere; sends nothing but `uiCommands`; and ends cleanly.
 *
 * @example
 * testUserInterface('my interface', { createBus, attach: (bus, options) => drive(attachMine(bus, options)) })
 */
export function testUserInterface(name: string, harness: UserInterfaceHarness): void {
  declareCases(`${name} as a user interface`, userInterfaceCases, () => harness)
}

/** The rules of `UserInterface`. */
export const userInterfaceCases: readonly ConformanceCase<UserInterfaceHarness>[] = [
  ...showCases,
  ...askCases,
  ...lifeCases,
]
