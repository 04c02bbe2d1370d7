import type { ModelStreamPart } from '@llmgine/contracts'
import { badReply, tooLarge } from '../errors/bad-reply.ts'
import type { EndpointFacts } from '../errors/endpoint-facts.ts'
import { fromStatus } from '../errors/from-status.ts'
import { streamBroken } from '../errors/stream-broken.ts'
import { toWireError } from '../errors/wire-error.ts'
import type { ReplyBody } from '../transport/reply-body.ts'
import type { AnswerReader } from '../wire/answer-reader.ts'
import { createEventReader } from '../wire/event-reader.ts'
import { parseJson } from '../wire/parse-json.ts'
import { toFields } from '../wire/wire-chunk.ts'
import { checkAnswer } from './check-answer.ts'

/** The most that is read of one stream: a token takes some 300 bytes on the wire. */
const maxStreamBytes = 512 * 1024 * 1024

/** Reads a stream of server-sent events as parts of an answer. */
export interface PartReader {
  /** The parts that came next, perhaps none; `undefined` when the answer is complete. @throws `model.*` when it will never be */
  read(): Promise<readonly ModelStreamPart[] | undefined>
}

/** Reads the parts off a body. When it is done, the body has been let go; when it throws, the caller cancels it. */
export function createPartReader(body: ReplyBody, answer: AnswerReader, facts: EndpointFacts): PartReader {
  const events = createEventReader()
  let size = 0
  let firstBytes: Uint8Array | undefined
  let anyEvent = false
  let over = false
  let failure: unknown

  const take = (data: string, parts: ModelStreamPart[]): void => {
    anyEvent = true
    if (data === '[DONE]') {
      over = true
      return
    }
    const chunk = parseJson(data)
    if (chunk === undefined) throw streamBroken(undefined, facts)
    const { error } = toFields(chunk)
    if (error !== undefined && error !== null) throw toStreamError(chunk, facts)
    for (const part of answer.add(toFields(chunk))) parts.push(part)
  }

  /** What a piece of bytes brings; a failure in it waits until the parts before it are told. */
  const takeAll = (bytes: Uint8Array | undefined): readonly ModelStreamPart[] => {
    const parts: ModelStreamPart[] = []
    try {
      for (const data of bytes === undefined ? events.end() : events.read(bytes)) {
        if (!over) take(data, parts)
      }
    } catch (error) {
      failure = error instanceof RangeError ? tooLarge(maxStreamBytes, facts) : error
    }
    return parts
  }

  /** Whether what came until the end of the stream is an answer. */
  const checkEnd = (): void => {
    if (!anyEvent) throw noEvent(firstBytes, facts)
    if (!over && !answer.finished) throw streamBroken(undefined, facts)
    checkAnswer(answer, facts)
  }

  return {
    async read() {
      if (failure !== undefined) throw failure
      if (over) {
        body.release()
        checkEnd()
        return undefined
      }
      const bytes = await readNext(body, answer, facts)
      firstBytes ??= bytes
      size += bytes?.byteLength ?? 0
      if (size > maxStreamBytes) throw tooLarge(maxStreamBytes, facts)
      const parts = takeAll(bytes)
      if (bytes === undefined && failure === undefined) {
        if (!over) checkEnd()
        over = true
      }
      return parts
    },
  }
}

/** A connection that is cut after the model has said why it stopped has nothing more to tell. */
async function readNext(body: ReplyBody, answer: AnswerReader, facts: EndpointFacts): Promise<Uint8Array | undefined> {
  try {
    return await body.read()
  } catch (cause) {
    if (answer.finished) return undefined
    throw streamBroken(cause, facts)
  }
}

/** An error object in the stream, with the status that it holds or that of a failed server. */
function toStreamError(chunk: unknown, facts: EndpointFacts): unknown {
  const error = toWireError(chunk)
  return fromStatus(error.status ?? 500, { error }, facts)
}

/** Something other than events came, or nothing: an HTML page, an error object without the prefix of an event. */
function noEvent(firstBytes: Uint8Array | undefined, facts: EndpointFacts): unknown {
  const text = new TextDecoder().decode(firstBytes?.subarray(0, 4_096))
  const json = parseJson(text)
  return toFields(json).error === undefined ? badReply(text, facts) : toStreamError(json, facts)
}
