import type { ServerResponse } from 'node:http'
import type { ModelServerOptions } from './model-server-options.ts'
import type { ModelServerAnswer, ModelServerRaw } from './model-server-reply.ts'
import type { ModelServerRequest } from './model-server-request.ts'
import { sendAnswer } from './send-answer.ts'
import { sendRaw } from './send-raw.ts'
import { toEmbeddings } from './to-embeddings.ts'
import { toErrorBody } from './to-error-body.ts'
import { toWire, type WireAnswer } from './to-wire.ts'
import { untilAborted } from './until-aborted.ts'

type Answerer = (request: ModelServerRequest, response: ServerResponse, signal: AbortSignal) => Promise<void>

/** Answers requests by path, and those for completions by the script. Rejects when the client goes away meanwhile. */
export function createAnswerer({ replies, models = ['test-model'], apiKey }: ModelServerOptions): Answerer {
  const complete = createCompleter(replies ?? (() => 'Hello from the model server.'))
  return (request, response, signal) => {
    const { path, body, number, headers } = request
    if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) {
      return sendRaw(response, { status: 401, body: toErrorBody('Incorrect API key.', 'invalid_api_key') }, signal)
    }
    if (number > 0) return complete(request, response, signal)
    if (path.endsWith('/models')) {
      const data = models.map((id) => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'llmgine' }))
      return sendRaw(response, { status: 200, body: { object: 'list', data } }, signal)
    }
    if (path.endsWith('/embeddings')) return sendRaw(response, { status: 200, body: toEmbeddings(body) }, signal)
    return sendRaw(response, { status: 404, body: toErrorBody(`No such path: ${path}`) }, signal)
  }
}

function createCompleter(replies: NonNullable<ModelServerOptions['replies']>): Answerer {
  const wires = new WeakMap<object, WireAnswer>()

  /** The same reply need not be written twice: benchmarks share the processor with this server. */
  const write = (answer: ModelServerAnswer, { number, body }: ModelServerRequest): WireAnswer => {
    const written = wires.get(answer)
    if (written !== undefined) return written
    const promptCharacters = JSON.stringify(body.messages ?? []).length
    const wire = toWire(answer, { model: String(body.model), number, promptCharacters })
    if (typeof replies === 'function') wires.set(answer, wire)
    return wire
  }

  return async (request, response, signal) => {
    const { number, body } = request
    const reply = typeof replies === 'function' ? await replies(request) : replies[number - 1]
    if (reply === undefined) return sendRaw(response, ranOut(number), signal)
    if (typeof reply === 'object' && 'status' in reply) return sendRaw(response, reply, signal)
    const answer = typeof reply === 'string' ? { text: reply } : reply
    if (answer.fault === 'silent') return untilAborted(signal)
    const wire = write(answer, request)
    const asked = { streamed: body.stream === true, withUsage: wantsUsage(body) }
    return sendAnswer(response, { ...answer, ...asked, wire }, signal)
  }
}

function wantsUsage(body: Readonly<Record<string, unknown>>): boolean {
  const options = body.stream_options
  return typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage === true
}

function ranOut(number: number): ModelServerRaw {
  const message = `Request ${number} finds no reply: the model server's script is over. Add one, or find out who asks once more than expected.`
  return { status: 400, body: toErrorBody(message, 'testing.script_ran_out') }
}
