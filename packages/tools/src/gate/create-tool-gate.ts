import {
  createMessage,
  fromErrorData,
  generateId as generateDefaultId,
  isMessage,
  LlmgineError,
  type Message,
  type Preview,
  systemClock,
  ToolCall,
  type ToolCallPayload,
  type ToolDescription,
  type ToolOutcome,
  type ToolPreviewPayload,
} from '@llmgine/contracts'
import { type DefinedTool, defineTool } from '../definition/define-tool.ts'
import { copyPlain, notPlain } from './copy-plain.ts'
import { decide } from './decide.ts'
import type { ToolGateOptions } from './gate-options.ts'
import { createJournal } from './journal.ts'
import { parseCall } from './parse-call.ts'
import type { GateWorld, Passage } from './passage.ts'
import { previewOf } from './preview.ts'
import { resume } from './resume.ts'
import { stages as allStages, type Stages, walk } from './walk.ts'

/** The one way to a tool's code, whoever asks. */
export interface ToolGate {
  /**
   * Makes a call: parse, authorize, clarify, preview, approve, recheck, execute. Failures are outcomes; it rejects only when the log refuses
   * to be written or the signal aborts. The same call id means the same call: it is answered with what became of it, or gone on with.
   */
  call(request: ToolCallPayload, options?: GateCallOptions): Promise<ToolOutcome>
  /** The tools, as a model is shown them. */
  list(): readonly ToolDescription[]
  /**
   * What a call would change; nothing is done.
   * @throws `tool.unknown`, `tool.bad_arguments`, `tool.denied`, or what the tool's preview throws
   */
  preview(request: ToolPreviewPayload, options?: GateCallOptions): Promise<Preview>
}

/** Who makes a call, and who hears of it. */
export interface GateCallOptions {
  /** As whose message: it gives session and actor, and caused what comes of the call. @default a message of its own, without either */
  readonly as?: Message | undefined
  /** Gives the call up. A write that has begun may have taken effect then; making the call again finds that out. */
  readonly signal?: AbortSignal | undefined
  /** Is handed every event of the call, those that are in the log already included. The call does not wait for it. */
  readonly tell?: ((message: Message) => unknown) | undefined
}

/**
 * Makes the gate in front of some tools. It needs no bus: `serveTools` puts it on one.
 *
 * @throws `tool.bad_definition`, `tool.duplicate_name`
 * @example
 * const gate = createToolGate({ tools: [add] })
 * await gate.call({ name: 'add', arguments: '{"a": 2, "b": 2}' }) // { status: 'done', output: 4 }
 */
export function createToolGate(options: ToolGateOptions): ToolGate {
  return createGate(options, { stages: allStages, carriesCalls: false })
}

/** The same, for whoever goes on with calls itself, and for the test that takes a stage away. */
export function createGate(
  options: ToolGateOptions,
  { stages, carriesCalls }: { readonly stages: Stages; readonly carriesCalls: boolean },
): ToolGate {
  const world = toWorld(options, carriesCalls)
  const described = Object.freeze([...world.tools.values()].map(toDescription))
  const flights = new Map<string, Promise<ToolOutcome>>()

  const go = async (passage: Passage, key: string): Promise<ToolOutcome> => {
    try {
      for (let turn = 1; turn <= maxTurns; turn += 1) {
        const outcome = (passage.journal && (await resume(passage, passage.journal))) ?? (await walk(passage, stages))
        if (outcome !== undefined) return outcome
      }
      throw new LlmgineError(
        'tool.bad_record',
        `The log says that ${passage.callId} was begun, and does not show where.`,
      )
    } finally {
      flights.delete(key)
    }
  }

  const takeOff = (passage: Passage, key: string): Promise<ToolOutcome> => {
    const flight = go(passage, key)
    flights.set(key, flight)
    return flight
  }

  const join = async (passage: Passage, key: string): Promise<ToolOutcome> => {
    for (let flight = flights.get(key); flight !== undefined; flight = flights.get(key)) {
      const outcome = await flight.catch(() => undefined)
      passage.signal?.throwIfAborted()
      // A call that waits may have been answered meanwhile, and one that was given up is none of ours.
      if (outcome !== undefined && outcome.status !== 'waiting') return outcome
    }
    return takeOff(passage, key)
  }

  return {
    async call(request, callOptions = {}) {
      const passage = toPassage(request, callOptions, { world, log: options.log })
      const { sessionId, callId } = passage
      // With its length, a session's id cannot run into the call's.
      const key = sessionId === undefined ? `- ${callId}` : `${sessionId.length} ${sessionId} ${callId}`
      return flights.has(key) ? join(passage, key) : takeOff(passage, key)
    },
    list: () => described,
    preview: (request, callOptions = {}) => previewCall(toPassage(request, callOptions, { world, log: options.log })),
  }
}

/** How often a call may find that another one was a moment faster: once for each start there can be, and some. */
const maxTurns = 8

async function previewCall(passage: Passage): Promise<Preview> {
  const { candidate, outcome } = await parseCall(passage)
  if (outcome?.status === 'failed') throw fromErrorData(outcome.error)
  if (candidate === undefined) throw new LlmgineError('tool.failed', 'It could not be read.')
  const reason = await decide(candidate, passage)
  if (reason !== undefined) throw new LlmgineError('tool.denied', reason, { details: { name: candidate.tool.name } })
  return previewOf(candidate, passage)
}

function toWorld(options: ToolGateOptions, carriesCalls: boolean): GateWorld {
  const { maxInputCharacters = 262_144, maxOutputCharacters = 65_536, clock = systemClock } = options
  const { policy, expiresInMs, generateId = generateDefaultId } = options
  const entitled: GateWorld['entitled'] =
    options.entitled ?? (({ actor }) => (actor === undefined ? {} : { actorIds: [actor.id] }))
  const tools = toTools(options.tools)
  return {
    tools,
    policy,
    entitled,
    expiresInMs,
    maxInputCharacters,
    maxOutputCharacters,
    clock,
    generateId,
    carriesCalls,
  }
}

function toTools(given: ToolGateOptions['tools']): ReadonlyMap<string, DefinedTool> {
  const tools = new Map<string, DefinedTool>()
  for (const tool of given.map(toDefined)) {
    if (tools.has(tool.name)) {
      throw new LlmgineError('tool.duplicate_name', `There are two tools named "${tool.name}". Rename one.`, {
        details: { name: tool.name },
      })
    }
    tools.set(tool.name, tool)
  }
  return tools
}

function toDefined(tool: ToolGateOptions['tools'][number]): DefinedTool {
  // `defineTool` is the only maker of frozen tools with parameters; whatever else comes along is defined here.
  return Object.isFrozen(tool) && 'parameters' in tool ? (tool as DefinedTool) : defineTool(tool)
}

function toDescription({ name, version, description, effects, parameters }: DefinedTool): ToolDescription {
  return Object.freeze({ name, version, description, effects, parameters })
}

function toPassage(
  made: ToolCallPayload,
  { as, signal, tell }: GateCallOptions,
  { world, log }: { readonly world: GateWorld; readonly log: ToolGateOptions['log'] },
): Passage {
  const { generateId, clock } = world
  const request = keepAsMade(made)
  const cause = as ?? createMessage(ToolCall, request, { id: generateId(), time: clock.now() })
  const { sessionId, actor } = cause
  // A tool.call is one call; any other message may make several.
  const ownId = isMessage(ToolCall, cause) ? cause.id : generateId()
  return {
    world,
    request,
    callId: request.callId ?? (sessionId === undefined ? ownId : `${sessionId}/${ownId}`),
    cause,
    sessionId,
    actor,
    signal,
    journal: log === undefined || sessionId === undefined ? undefined : createJournal(log, sessionId),
    tell: (message, heard = ignore) => tellSafely(tell, message, heard),
    stages: [],
    given: request.arguments,
    attempt: 1,
  }
}

/** Arguments that are a value are copied, because who made the call may change it while the gate works. What is no plain data is refused later. */
function keepAsMade(request: ToolCallPayload): ToolCallPayload {
  if (typeof request.arguments === 'string') return request
  const copy = copyPlain(request.arguments)
  return copy === notPlain ? request : { ...request, arguments: copy }
}

/** What is told stands in the log, or is of the moment: who cannot hear it harms himself only, and a bus counts what it refuses. */
function tellSafely(tell: GateCallOptions['tell'], message: Message, heard: () => void): void {
  try {
    const told = tell?.(message)
    if (told instanceof Promise) told.then(heard, heard)
    else heard()
  } catch {
    heard()
  }
}

function ignore(): void {}
