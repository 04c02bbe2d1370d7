// biome-ignore-all assist/source/organizeImports: ordered by subject, as it is read
/**
 * The shared ground of llmgine: types, message definitions and one error class, with no runtime dependency. Every other package
 * depends on this one and on none of its siblings.
 *
 * @packageDocumentation
 */

// Messages: what crosses a doorway

export type { Actor } from './messages/actor.ts'
export type { CommandDefinition } from './messages/command-definition.ts'
export { type CreateMessageOptions, createMessage } from './messages/create-message.ts'
export { type CommandOptions, defineCommand } from './messages/define-command.ts'
export { type EventOptions, defineEvent } from './messages/define-event.ts'
export type { EventDefinition } from './messages/event-definition.ts'
export { isMessage } from './messages/is-message.ts'
export type { MessageDefinition } from './messages/message-definition.ts'
export type { MessageKind, Message } from './messages/message.ts'

// The bus

export type {
  BusSnapshot,
  HandlerSnapshot,
  SubscriptionSnapshot,
  CloseReport,
  CloseOptions,
} from './bus/bus-snapshot.ts'
export type { Bus, SessionBus, HandlerContext, CommandHandler, EventHandler, MessageLayerCall } from './bus/bus.ts'
export type { EventStream } from './bus/event-stream.ts'
export type { HandleOptions } from './bus/handle-options.ts'
export type { SendOptions, PublishOptions } from './bus/send-options.ts'
export type { SubscribeOptions, QueueOptions, OnceOptions } from './bus/subscribe-options.ts'
export type { Subscription } from './bus/subscription.ts'

// Layers: one idea for messages, model calls and actions

export { type LayerOptions, defineLayer } from './layers/define-layer.ts'
export type { LayerCall, ModelLayerCall } from './layers/layer-call.ts'
export type { LayerNext, Layer } from './layers/layer.ts'

// The log

export type { EventLog, AppendOptions, ReadOptions, SessionsOptions } from './log/event-log.ts'
export type { LogRecord } from './log/log-record.ts'
export type { LoggedMessage } from './log/logged-message.ts'
export type { Page } from './log/page.ts'
export type { SessionMark } from './log/session-mark.ts'
export type { SessionSummary } from './log/session-summary.ts'
export type { Snapshot } from './log/snapshot.ts'

// Models

export type { CallOptions } from './models/call-options.ts'
export type {
  ChatMessage,
  SystemMessage,
  UserMessage,
  AssistantMessage,
  ModelToolCall,
  ToolMessage,
} from './models/chat-message.ts'
export type { ContentPart, TextPart, ImagePart, FilePart } from './models/content-part.ts'
export type { EmbeddingModel, EmbeddingResponse } from './models/embedding-model.ts'
export type { FinishReason } from './models/finish-reason.ts'
export type { LanguageModel } from './models/language-model.ts'
export type { ModelRequest } from './models/model-request.ts'
export type { ModelResponse, ModelTiming } from './models/model-response.ts'
export type { ModelStreamPart, ModelStreamEnd } from './models/model-stream-part.ts'
export type { ModelTool } from './models/model-tool.ts'
export type { Usage, Cost } from './models/usage.ts'

// Context

export type { ContextCompiler, ContextInput, CompiledContext } from './context/context-compiler.ts'
export type { RequestManifest } from './context/request-manifest.ts'

// Tools and the gate

export type { Clarification } from './tools/clarification.ts'
export type { GateStage, GateStageRecord } from './tools/gate-stage.ts'
export type { Preview, PreviewChange } from './tools/preview.ts'
export type { Reconciliation } from './tools/reconciliation.ts'
export { toToolContent } from './tools/to-tool-content.ts'
export type { ToolContext } from './tools/tool-context.ts'
export type { ToolDescription } from './tools/tool-description.ts'
export type { ToolEffects } from './tools/tool-effects.ts'
export type { ToolOutcome } from './tools/tool-outcome.ts'
export type { Tool } from './tools/tool.ts'
export type { Verdict } from './tools/verdict.ts'

// Interactions: what a person is asked

export { checkReply } from './interactions/check-reply.ts'
export type { InteractionOption } from './interactions/interaction-option.ts'
export type { InteractionReply } from './interactions/interaction-reply.ts'
export type {
  Interaction,
  InteractionKind,
  Entitlement,
  ApproveInteraction,
  ChooseInteraction,
  TextInteraction,
  FormInteraction,
  FormField,
  SettleInteraction,
} from './interactions/interaction.ts'
export { isEntitled } from './interactions/is-entitled.ts'

// The engine

export type { PatchOperation } from './engine/patch.ts'
export type { SessionView } from './engine/session-view.ts'
export type { StepRecord, FailedStepRecord } from './engine/step-record.ts'
export { toChatMessage } from './engine/to-chat-message.ts'

// User interfaces

export { uiCommands } from './ui/ui-commands.ts'
export { uiEvents } from './ui/ui-events.ts'
export type { UserInterface } from './ui/user-interface.ts'

// The catalogue: every message there is

export { type HandlerFailedPayload, HandlerFailed } from './catalogue/bus.ts'
export { catalogue } from './catalogue/catalogue.ts'
export {
  type InteractionRequestedPayload,
  InteractionRequested,
  type InteractionAnswerPayload,
  InteractionAnswer,
  type InteractionAnsweredPayload,
  InteractionAnswered,
  type InteractionExpiredPayload,
  InteractionExpired,
} from './catalogue/interaction.ts'
export {
  type ModelGeneratePayload,
  ModelGenerate,
  type ModelEmbedPayload,
  ModelEmbed,
  type ModelRequestedPayload,
  ModelRequested,
  ModelDelta,
  type ModelRespondedPayload,
  ModelResponded,
  type ModelFailedPayload,
  ModelFailed,
  type ModelFellBackPayload,
  ModelFellBack,
} from './catalogue/model.ts'
export {
  SessionRead,
  type SessionForkPayload,
  SessionFork,
  type SessionOpenedPayload,
  SessionOpened,
  type SessionClosedPayload,
  SessionClosed,
} from './catalogue/session.ts'
export { StepFinished, StepFailed } from './catalogue/step.ts'
export {
  type ToolCallPayload,
  ToolCall,
  ToolList,
  type ToolPreviewPayload,
  ToolPreview,
  type ToolCheckedPayload,
  ToolChecked,
  type ToolStartedPayload,
  ToolStarted,
  type ToolProgressedPayload,
  ToolProgressed,
  type ToolFinishedPayload,
  ToolFinished,
} from './catalogue/tool.ts'
export {
  type TurnSubmitPayload,
  TurnSubmit,
  TurnStop,
  TurnSteer,
  type TurnStartedPayload,
  TurnStarted,
  type TurnFinishedPayload,
  TurnFinished,
  type TurnHaltedPayload,
  TurnHalted,
  type TurnFailedPayload,
  TurnFailed,
} from './catalogue/turn.ts'

// Errors: one class, a stable code

export type { ErrorData } from './errors/error-data.ts'
export { fromErrorData } from './errors/from-error-data.ts'
export { isLlmgineError } from './errors/is-llmgine-error.ts'
export { type LlmgineErrorOptions, LlmgineError } from './errors/llmgine-error.ts'
export { toErrorData } from './errors/to-error-data.ts'

// Schemas: how values are checked where trust changes hands

export { formatIssues } from './schema/format-issues.ts'
export type {
  Schema,
  SchemaProperties,
  SchemaResult,
  SchemaIssue,
  SchemaJsonConverter,
  SchemaJsonOptions,
} from './schema/schema.ts'
export { toCanonicalJson } from './schema/to-canonical-json.ts'

// The world: time, ids, notes and small values, passed in

export type { Clock, Timer } from './world/clock.ts'
export { type GenerateId, createIdGenerator, generateId } from './world/generate-id.ts'
export type { KeyValueStore } from './world/key-value-store.ts'
export type { Logger } from './world/logger.ts'
export { systemClock } from './world/system-clock.ts'
