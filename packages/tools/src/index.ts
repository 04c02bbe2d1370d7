/**
 * Function calling: tools are defined once and reachable through one gate only.
 *
 * @packageDocumentation
 */

export { type DefinedTool, defineTool } from './definition/define-tool.ts'
export { createToolGate, type GateCallOptions, type ToolGate } from './gate/create-tool-gate.ts'
export type { GateCall, PolicyDecision, ToolPolicy } from './gate/gate-call.ts'
export type { ToolGateOptions } from './gate/gate-options.ts'
export { type ServeToolsOptions, serveTools } from './serve-tools.ts'
