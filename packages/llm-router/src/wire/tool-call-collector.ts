import type { GenerateId, ModelStreamPart } from '@llmgine/contracts'
import { toFields } from './wire-chunk.ts'

/** Puts tool calls together from whatever shape a vendor sends them in. */
export interface ToolCallCollector {
  /** Takes the `tool_calls` of a delta or a message; what can be told of them goes to `parts`. */
  add(wire: readonly unknown[], parts: ModelStreamPart[]): void
  /** Ends the calls that are whole, in the order in which they began. */
  end(parts: ModelStreamPart[], how: { readonly cutOff: boolean }): void
  /** Whether there is any call. */
  readonly any: boolean
}

interface OpenCall {
  readonly index: number
  /** The vendor's index, when it sends one. */
  readonly position: unknown
  vendorId: string
  /** As we tell it: the vendor's where that is good for telling calls apart. */
  id: string
  name: string
  arguments: string
  started: boolean
}

/** What one item of a delta says. */
interface Fragment {
  readonly position: unknown
  readonly id: string
  readonly name: string
  readonly text: string
}

/**
 * Collects several calls at once, interleaved or one after another, with or without index and id, their arguments in fragments, as text
 * or as an object. A call without an id, or with one that another call has already, gets one of ours.
 */
export function createToolCallCollector(generateId: GenerateId): ToolCallCollector {
  const calls: OpenCall[] = []

  /** The call that a fragment belongs to; none when it begins one. */
  const find = ({ position, id, name }: Fragment): OpenCall | undefined => {
    if (typeof position === 'number') {
      const call = calls.findLast((open) => open.position === position)
      // Some servers send 0 for every call: another id together with a name begins another one.
      return call?.started && name !== '' && id !== '' && call.vendorId !== id ? undefined : call
    }
    if (id === '') return name === '' ? calls.at(-1) : undefined
    const call = calls.findLast((open) => open.vendorId === id)
    // And some send one id for every call: a name that comes when a call is complete begins another one.
    return call !== undefined && name !== '' && isJson(call.arguments) ? undefined : call
  }

  const open = (position: unknown): OpenCall => {
    const call = { index: calls.length, position, vendorId: '', id: '', name: '', arguments: '', started: false }
    calls.push(call)
    return call
  }

  const add = (fragment: Fragment, parts: ModelStreamPart[]): void => {
    const call = find(fragment) ?? open(fragment.position)
    if (call.vendorId === '') call.vendorId = fragment.id
    if (call.name === '') call.name = fragment.name
    if (call.started) {
      if (fragment.text !== '') extend(call, fragment.text, parts)
    } else {
      call.arguments += fragment.text
      if (call.name !== '') start(call, parts)
    }
  }

  const extend = (call: OpenCall, text: string, parts: ModelStreamPart[]): void => {
    call.arguments += text
    parts.push({ type: 'tool-call-delta', index: call.index, arguments: text })
  }

  const start = (call: OpenCall, parts: ModelStreamPart[]): void => {
    const taken = call.vendorId === '' || calls.some((other) => other.id === call.vendorId)
    call.id = taken ? `call_${generateId()}` : call.vendorId
    call.started = true
    parts.push({ type: 'tool-call-start', index: call.index, id: call.id, name: call.name })
    if (call.arguments !== '') parts.push({ type: 'tool-call-delta', index: call.index, arguments: call.arguments })
  }

  return {
    add(wire, parts) {
      for (const item of wire) add(toFragment(item), parts)
    },
    end(parts, { cutOff }) {
      for (const open of calls) {
        // Arguments that the length limit cut off must not reach anybody who would mend them.
        if (cutOff && !isJson(open.arguments)) continue
        // A call that never got a name is shown all the same: who executes it will say that there is no such tool.
        if (!open.started) start(open, parts)
        if (open.arguments === '') extend(open, '{}', parts)
        const call = { id: open.id, name: open.name, arguments: open.arguments }
        parts.push({ type: 'tool-call-end', index: open.index, call })
      }
    },
    get any() {
      return calls.length > 0
    },
  }
}

function toFragment(wire: unknown): Fragment {
  const { index: position, id, function: given } = toFields(wire)
  const { name, arguments: text } = toFields(given)
  return {
    position,
    id: typeof id === 'string' ? id : '',
    name: typeof name === 'string' ? name : '',
    text: toText(text),
  }
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
