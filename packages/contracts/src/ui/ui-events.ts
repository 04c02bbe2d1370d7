import { InteractionAnswered, InteractionExpired, InteractionRequested } from '../catalogue/interaction.ts'
import { ModelDelta, ModelFellBack, ModelResponded } from '../catalogue/model.ts'
import { ToolFinished, ToolProgressed, ToolStarted } from '../catalogue/tool.ts'
import { TurnFailed, TurnFinished, TurnHalted, TurnStarted } from '../catalogue/turn.ts'
import type { MessageDefinition } from '../messages/message-definition.ts'

/** All that a user interface shows. An answer is shown once, whether it came in `model.delta` parts or whole in `model.responded`. */
export const uiEvents: readonly MessageDefinition[] = [
  TurnStarted,
  ModelDelta,
  ModelResponded,
  ModelFellBack,
  ToolStarted,
  ToolProgressed,
  ToolFinished,
  InteractionRequested,
  InteractionAnswered,
  InteractionExpired,
  TurnFinished,
  TurnHalted,
  TurnFailed,
]
