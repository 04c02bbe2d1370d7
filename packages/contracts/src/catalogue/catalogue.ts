import type { MessageDefinition } from '../messages/message-definition.ts'
import { HandlerFailed } from './bus.ts'
import { InteractionAnswer, InteractionAnswered, InteractionExpired, InteractionRequested } from './interaction.ts'
import {
  ModelDelta,
  ModelEmbed,
  ModelFailed,
  ModelFellBack,
  ModelGenerate,
  ModelRequested,
  ModelResponded,
} from './model.ts'
import { SessionClosed, SessionFork, SessionOpened, SessionRead } from './session.ts'
import { StepFailed, StepFinished } from './step.ts'
import { ToolCall, ToolChecked, ToolFinished, ToolList, ToolPreview, ToolProgressed, ToolStarted } from './tool.ts'
import { TurnFailed, TurnFinished, TurnHalted, TurnStarted, TurnSteer, TurnStop, TurnSubmit } from './turn.ts'

/** Every message llmgine's own packages send: to look a definition up by kind and type when a message comes from a log or another process. */
export const catalogue: readonly MessageDefinition[] = [
  HandlerFailed,
  InteractionAnswer,
  InteractionAnswered,
  InteractionExpired,
  InteractionRequested,
  ModelDelta,
  ModelEmbed,
  ModelFailed,
  ModelFellBack,
  ModelGenerate,
  ModelRequested,
  ModelResponded,
  SessionClosed,
  SessionFork,
  SessionOpened,
  SessionRead,
  StepFailed,
  StepFinished,
  ToolCall,
  ToolChecked,
  ToolFinished,
  ToolList,
  ToolPreview,
  ToolProgressed,
  ToolStarted,
  TurnFailed,
  TurnFinished,
  TurnHalted,
  TurnStarted,
  TurnSteer,
  TurnStop,
  TurnSubmit,
]
