import type { Actor, Bus, CommandDefinition } from '@llmgine/contracts'

/** Sends a command of a user interface to its session, as its user. */
export type Send = <Payload, Result>(
  command: CommandDefinition<Payload, Result>,
  payload: NoInfer<Payload>,
) => Promise<Result>

/** One way out for all that a terminal sends. What was sent stays sent when the terminal is closed. */
export function createSend(bus: Bus, options: { readonly sessionId: string; readonly actor: Actor | undefined }): Send {
  return (command, payload) => bus.execute(command, payload, options)
}
