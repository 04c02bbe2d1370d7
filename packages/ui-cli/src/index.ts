/**
 * A terminal display and input for any engine on a bus.
 *
 * @packageDocumentation
 */

export { attachTerminal } from './attach-terminal.ts'
export type { Terminal, TerminalReport } from './terminal.ts'
export type { TerminalCommand } from './terminal-command.ts'
export type { TerminalInput, TerminalOptions, TerminalOutput } from './terminal-options.ts'
