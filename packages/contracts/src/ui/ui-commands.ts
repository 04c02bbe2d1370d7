import { InteractionAnswer } from '../catalogue/interaction.ts'
import { SessionRead } from '../catalogue/session.ts'
import { TurnSteer, TurnStop, TurnSubmit } from '../catalogue/turn.ts'
import type { MessageDefinition } from '../messages/message-definition.ts'

/** All that a user interface sends. */
export const uiCommands: readonly MessageDefinition[] = [
  TurnSubmit,
  TurnStop,
  TurnSteer,
  InteractionAnswer,
  SessionRead,
]
