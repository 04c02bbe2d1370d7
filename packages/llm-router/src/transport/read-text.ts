import type { ReplyBody } from './reply-body.ts'

/** A body as text, cut off at a size; `whole` says whether it was not. */
export async function readText(
  body: ReplyBody,
  maxBytes: number,
): Promise<{ readonly text: string; readonly whole: boolean }> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (let bytes = await body.read(); bytes !== undefined; bytes = await body.read()) {
    text += decoder.decode(bytes, { stream: true })
    size += bytes.byteLength
    if (size > maxBytes) {
      body.cancel()
      return { text, whole: false }
    }
  }
  return { text: text + decoder.decode(), whole: true }
}
