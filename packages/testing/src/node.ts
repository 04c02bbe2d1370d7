/**
 * Doubles that need Node.js: real servers.
 *
 * @packageDocumentation
 */

export type { ModelServerOptions } from './model-server/model-server-options.ts'
export type {
  ModelServerAnswer,
  ModelServerFault,
  ModelServerRaw,
  ModelServerReply,
  ModelServerToolCall,
} from './model-server/model-server-reply.ts'
export type { ModelServerRequest } from './model-server/model-server-request.ts'
export { type KilledRun, type RunWithKillsOptions, runWithKills } from './run-with-kills.ts'
export { type ModelServer, startModelServer } from './start-model-server.ts'
