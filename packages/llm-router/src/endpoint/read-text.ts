import type { ReplyBody } from './reply-body.ts'

/** A body as text; `undefined` when it is larger than what is read, and then it is cut off. */
export async function readText(body: ReplyBody, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (let bytes = await body.read(); bytes !== undefined; bytes = await body.read()) {
    size += bytes.byteLength
    if (size > maxBytes) {
      body.cancel()
      return undefined
    }
    text += decoder.decode(bytes, { stream: true })
  }
  return text + decoder.decode()
}
