/** The answer to a request for embeddings: for each text a vector of 8 numbers and length 1 that depends on the text alone. */
export function toEmbeddings(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const texts = [body.input].flat().map(String)
  const asBytes = body.encoding_format === 'base64'
  const data = texts.map((text, index) => {
    const vector = toVector(text)
    return { object: 'embedding', index, embedding: asBytes ? toBase64(vector) : vector }
  })
  const tokens = Math.ceil(texts.join('').length / 4)
  return { object: 'list', model: body.model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } }
}

function toVector(text: string): number[] {
  const sums = new Array<number>(8).fill(0)
  for (const [at, character] of [...text].entries()) {
    const slot = (at + (character.codePointAt(0) ?? 0)) % 8
    sums[slot] = (sums[slot] ?? 0) + 1
  }
  const length = Math.hypot(...sums) || 1
  return sums.map((sum) => sum / length)
}

function toBase64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}
