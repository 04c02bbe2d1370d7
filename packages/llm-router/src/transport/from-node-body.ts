import type { Readable } from 'node:stream'
import type { ReplyBody } from './reply-body.ts'
import { restMs } from './rest-ms.ts'

/** How much may wait to be read before the sender is held back. */
const highWaterBytes = 1024 * 1024

/** The body of an answer that came over Node's own HTTP connection. */
export function fromNodeBody(source: Readable): ReplyBody {
  let pieces: Uint8Array[] = []
  let waitingBytes = 0
  let over = false
  let failure: unknown
  let wake: (() => void) | undefined

  const settle = (error?: unknown): void => {
    over = true
    failure ??= error
    wake?.()
  }
  source.on('data', (piece: Uint8Array) => {
    pieces.push(piece)
    waitingBytes += piece.byteLength
    if (waitingBytes > highWaterBytes) source.pause()
    wake?.()
  })
  source.once('end', () => settle())
  source.on('error', settle)
  source.once('close', () => settle(source.readableEnded ? undefined : new Error('The connection was closed.')))

  const take = (): Uint8Array | undefined => {
    const [only] = pieces
    const taken = pieces.length > 1 ? Buffer.concat(pieces) : only
    pieces = []
    waitingBytes = 0
    if (source.isPaused()) source.resume()
    return taken
  }

  return {
    async read() {
      if (pieces.length === 0 && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        wake = undefined
      }
      if (pieces.length > 0) return take()
      if (failure !== undefined) throw failure
      return undefined
    },
    release() {
      if (over) return
      source.removeAllListeners('data').resume()
      const timer = setTimeout(() => source.destroy(), restMs)
      source.once('close', () => clearTimeout(timer))
    },
    cancel: () => void source.destroy(),
  }
}
