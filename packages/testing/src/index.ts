/**
 * Doubles for tests, and a conformance suite for every contract of llmgine.
 *
 * @packageDocumentation
 */

export type { CreateBus } from './bus/create-bus.ts'
export { testBus } from './bus/test-bus.ts'
export type { CreateContextCompiler } from './context-compiler/create-context-compiler.ts'
export { testContextCompiler } from './context-compiler/test-context-compiler.ts'
export { createFakeClock, type FakeClock, type FakeClockOptions } from './create-fake-clock.ts'
export { createScriptedModel, type ScriptedModel, type ScriptedModelOptions } from './create-scripted-model.ts'
export { createSeededRandom } from './create-seeded-random.ts'
export { createSequentialIds, type SequentialIdsOptions } from './create-sequential-ids.ts'
export { testEventLog } from './event-log/test-event-log.ts'
export { testKeyValueStore } from './key-value-store/test-key-value-store.ts'
export type { LanguageModelSubject } from './language-model/language-model-subject.ts'
export { testLanguageModel } from './language-model/test-language-model.ts'
export type {
  ScriptedAnswer,
  ScriptedCall,
  ScriptedFunction,
  ScriptedPart,
  ScriptedReply,
  ScriptedToolCall,
} from './scripted-reply.ts'
export { testToolGate } from './tool-gate/test-tool-gate.ts'
export { toolGateCases } from './tool-gate/tool-gate-cases.ts'
export type { ServedTools, ToolGateSubject } from './tool-gate/tool-gate-subject.ts'
export { testUserInterface } from './user-interface/test-user-interface.ts'
export type { DrivenInterface, UserInterfaceHarness } from './user-interface/user-interface-harness.ts'
