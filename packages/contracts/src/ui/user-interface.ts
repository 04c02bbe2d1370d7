/**
 * A display and an input for the sessions of a bus. `attachX(bus, options)` makes one. What it must do is the whole of `uiCommands`,
 * `uiEvents` and every `InteractionKind`; `testUserInterface` of `@llmgine/testing` holds it to that.
 */
export interface UserInterface extends AsyncDisposable {
  /** Resolves when the interface has ended: its input came to an end, its user left, or it was closed. */
  readonly closed: Promise<void>
  /** Stops listening and frees what it holds. A second call does nothing. */
  close(): Promise<void>
}
