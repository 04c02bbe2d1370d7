import type { ServerResponse } from 'node:http'
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises'

/** Writes pieces one by one, each when there is room for it and the time between two has passed. */
export async function writePieces(
  response: ServerResponse,
  pieces: readonly (string | Uint8Array)[],
  { partDelayMs, signal }: { readonly partDelayMs: number; readonly signal: AbortSignal },
): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await (partDelayMs > 0 ? delay(partDelayMs, undefined, { signal }) : turn(undefined, { signal }))
    if (response.write(piece)) continue
    await new Promise<void>((resolve) => {
      response.once('drain', resolve)
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}
