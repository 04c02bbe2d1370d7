import type { LanguageModel, ModelRequest } from '@llmgine/contracts'

/** A model under test, and the requests with which it can be brought to do what is tested. */
export interface LanguageModelSubject {
  readonly model: LanguageModel
  /** It answers with text, streamed in several parts. */
  readonly speaks: ModelRequest
  /** It answers with one tool call or more. Absent: it never calls tools. */
  readonly callsTools?: ModelRequest | undefined
  /** It fails before it has said anything. Absent: it never does. */
  readonly fails?: ModelRequest | undefined
  /** It fails after it has said something. Absent: it never does. */
  readonly breaksOff?: ModelRequest | undefined
  /** It says nothing until the call is aborted. Absent: it always answers at once. */
  readonly hangs?: ModelRequest | undefined
}
