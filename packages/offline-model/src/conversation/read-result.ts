import type { CallResult } from './earlier-call.ts'

/** Reads a tool's result back from the text that `toToolContent` of `@llmgine/contracts` made of its outcome. */
export function readResult(content: string): CallResult {
  for (const [prefix, status] of prefixes) {
    if (content.startsWith(prefix)) {
      const text = content.slice(prefix.length).replace(advice, '')
      return { status, text, value: text }
    }
  }
  return { status: 'done', text: content, value: toValue(content) }
}

/** What `toToolContent` tells a model, and nobody else, of an unknown outcome. */
const advice = ' It may have taken effect. Do not call it again; tell the user.'

const prefixes = [
  ['Failed: ', 'failed'],
  ['Denied: ', 'denied'],
  ['Waiting for a person: ', 'waiting'],
  ['Unknown: ', 'unknown'],
] as const

function toValue(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return content
  }
}
