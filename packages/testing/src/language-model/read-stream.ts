import type { CallOptions, LanguageModel, ModelRequest, ModelStreamEnd, ModelStreamPart } from '@llmgine/contracts'
import { expect } from 'vitest'

/** A stream that has been read. */
export interface StreamRead {
  /** All parts but the end. */
  readonly parts: readonly Exclude<ModelStreamPart, ModelStreamEnd>[]
  readonly end: ModelStreamEnd
}

/** Reads a stream to its end, and holds it to having one, at the end. */
export async function readStream(
  model: LanguageModel,
  request: ModelRequest,
  options: CallOptions & { readonly onPart?: ((part: ModelStreamPart) => void) | undefined } = {},
): Promise<StreamRead> {
  const { onPart, ...callOptions } = options
  const all: ModelStreamPart[] = []
  for await (const part of model.stream(request, callOptions)) {
    all.push(part)
    onPart?.(part)
  }
  expect(all.filter(({ type }) => type === 'end')).toHaveLength(1)
  const end = all.at(-1)
  if (end?.type !== 'end') expect.fail(`the last part is "${end?.type}", not the end`)
  return { parts: all.filter((part) => part.type !== 'end'), end }
}

/** What was said in the parts of a kind. */
export function textOf(parts: StreamRead['parts'], type: 'text-delta' | 'reasoning-delta' = 'text-delta'): string {
  return parts.map((part) => (part.type === type ? part.text : '')).join('')
}
