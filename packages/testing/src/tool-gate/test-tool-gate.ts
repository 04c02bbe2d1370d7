import { declareCases } from '../declare-cases.ts'
import { toolGateCases } from './tool-gate-cases.ts'
import type { ToolGateSubject } from './tool-gate-subject.ts'

/**
 * Holds whoever answers `tool.call` to the gate's promises: outcomes as data, every stage in its order, people asked and believed by the
 * log alone, writes at most once whatever dies. Every attack stands beside its legitimate form, which must run exactly once.
 *
 * @param create Makes the gate under test, for each case anew.
 * @example
 * testToolGate('the gate', () => ({
 *   createLog: () => createMemoryStore().log,
 *   serve({ tools, log, clock, expiresInMs, entitled }) {
 *     const bus = createBus({ clock })
 *     serveTools(bus, { tools, log, clock, expiresInMs, entitled: entitled && (() => entitled), answers: true })
 *     return bus
 *   },
 * }))
 */
export function testToolGate(name: string, create: () => ToolGateSubject | Promise<ToolGateSubject>): void {
  declareCases(`${name} as a tool gate`, toolGateCases, create)
}
