/** Makes an id that is new. Passed in wherever ids are made, so that a run can be repeated to the letter. */
export type GenerateId = () => string

const bytesPerId = 8
const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A generator of UUIDs version 7 (RFC 9562): they sort by the millisecond of their making, and those of one generator by the order of
 * their making, by a counter of 12 bits that begins in its lower half. Random bytes are drawn 256 ids at a time, which makes an id
 * several times cheaper than drawing them one by one.
 *
 * @param now Milliseconds since the Unix epoch. @default Date.now
 */
// @__NO_SIDE_EFFECTS__
export function createIdGenerator(now: () => number = Date.now): GenerateId {
  const pool = new Uint8Array(bytesPerId * 256)
  let used = pool.length
  let time = 0
  let prefix = ''
  let counter = 0

  const advance = (to: number): void => {
    time = to
    const digits = to.toString(16).padStart(12, '0')
    prefix = `${digits.slice(0, 8)}-${digits.slice(8)}-7`
  }

  return () => {
    if (used === pool.length) {
      globalThis.crypto.getRandomValues(pool)
      used = 0
    }
    const current = now()
    if (current > time) {
      advance(current)
      counter = ((pool[used] ?? 0) << 3) | ((pool[used + 1] ?? 0) & 7)
    } else if (++counter > 0xfff) {
      advance(time + 1)
      counter = 0
    }
    const id = prefix + (counter + 0x1000).toString(16).slice(1) + tail(pool, used)
    used += bytesPerId
    return id
  }
}

/** The generator that is used where none is given. */
export const generateId: GenerateId = createIdGenerator()

/** The last 64 bits: the variant and 62 random ones. */
function tail(pool: Uint8Array, at: number): string {
  const pair = (index: number): string => hex[pool[at + index] ?? 0] ?? ''
  const variant = hex[((pool[at] ?? 0) & 0x3f) | 0x80] ?? ''
  return `-${variant}${pair(1)}-${pair(2)}${pair(3)}${pair(4)}${pair(5)}${pair(6)}${pair(7)}`
}
