/** A command that is typed in place of an input: `/tools`. */
export interface TerminalCommand {
  /** Small letters and dashes, without the slash. */
  readonly name: string
  /** One sentence, for `/help`. */
  readonly description: string
  /** Does it. What it answers with is shown; what it throws is shown as a failure. */
  run(args: string, context: { readonly signal: AbortSignal }): string | undefined | Promise<string | undefined>
}
