import type { ScriptedAnswer, ScriptedPart, ScriptedToolCall } from './scripted-reply.ts'

/** A scripted answer as its stream, pauses included, without the end. */
export function* toScriptedParts(answer: ScriptedAnswer, callNumber: number): Generator<ScriptedPart> {
  const { delayMs = 0, partDelayMs = 0 } = answer
  // A failure or an empty answer takes its time too: the first pause comes whether or not there is a part.
  if (delayMs > 0) yield { type: 'wait', delayMs }
  let first = true
  for (const part of answer.parts ?? partsOf(answer, callNumber)) {
    if (!first && partDelayMs > 0) yield { type: 'wait', delayMs: partDelayMs }
    first = false
    yield part
  }
}

function* partsOf(answer: ScriptedAnswer, callNumber: number): Generator<ScriptedPart> {
  if (answer.reasoning) yield { type: 'reasoning-delta', text: answer.reasoning }
  for (const text of pieces(answer.text)) yield { type: 'text-delta', text }
  for (const [index, call] of (answer.toolCalls ?? []).entries()) yield* partsOfCall(call, { index, callNumber })
}

/** Words with the white space before them, so that the pieces add up to the text. */
function pieces(text: string | readonly string[] = ''): readonly string[] {
  return typeof text === 'string' ? (text.match(/\s*\S+|\s+$/g) ?? []) : text
}

function* partsOfCall(
  call: ScriptedToolCall,
  { index, callNumber }: { readonly index: number; readonly callNumber: number },
): Generator<ScriptedPart> {
  const id = call.id ?? `call_${callNumber}_${index}`
  const json = typeof call.arguments === 'string' ? call.arguments : (JSON.stringify(call.arguments) ?? '')
  const middle = Math.ceil(json.length / 2)
  yield { type: 'tool-call-start', index, id, name: call.name }
  for (const piece of [json.slice(0, middle), json.slice(middle)]) {
    if (piece !== '') yield { type: 'tool-call-delta', index, arguments: piece }
  }
  yield { type: 'tool-call-end', index, call: { id, name: call.name, arguments: json } }
}
