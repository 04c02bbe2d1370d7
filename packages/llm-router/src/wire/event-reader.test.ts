import { createSeededRandom } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { createEventReader } from './event-reader.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function readAll(pieces: readonly Uint8Array[]): readonly string[] {
  const reader = createEventReader()
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()]
}

describe('createEventReader', () => {
  it.each<[what: string, text: string, events: readonly string[]]>([
    ['one event', 'data: a\n\n', ['a']],
    ['one space taken, the next one kept', 'data:  a\n\ndata:b\n\n', [' a', 'b']],
    ['comments and other fields', ': c\nevent: e\nid: 1\ndata: a\nretry: 3\n\n', ['a']],
    ['an event without data', 'event: ping\n\ndata: a\n\n', ['a']],
    ['several lines', 'data: a\ndata: b\n\n', ['a\nb']],
    ['empty data', 'data\n\ndata:\n\n', ['', '']],
    ['a field that only begins like data', 'database: x\n\ndata: a\n\n', ['a']],
    ['carriage returns', 'data: a\r\rdata: b\r\n\r\n', ['a', 'b']],
    ['a byte order mark', '\uFEFFdata: a\n\n', ['a']],
    ['no blank line at the end', 'data: a', ['a']],
    ['nothing', '', []],
  ])('%s', (_, text, events) => {
    expect(readAll([bytes(text)])).toEqual(events)
  })

  it('reads the same however the bytes are cut', () => {
    const text = ': hi\r\n\r\ndata: é🎉\r\n\r\ndata: b\ndata: c\n\n\rdata: d\r\r\ndata: [DONE]\n\n'
    const all = bytes(text)
    const expected = readAll([all])
    const random = createSeededRandom(7)
    for (let round = 0; round < 300; round++) {
      const pieces: Uint8Array[] = []
      for (let at = 0; at < all.length; ) {
        const end = at + 1 + Math.floor(random() * 9)
        pieces.push(all.subarray(at, end))
        at = end
      }
      expect(readAll(pieces)).toEqual(expected)
    }
  })

  it('refuses an event without an end', () => {
    const reader = createEventReader()
    const piece = bytes('x'.repeat(8 * 1024 * 1024))
    expect(() => {
      for (let count = 0; count < 5; count++) reader.read(piece)
    }).toThrow(RangeError)
  })
})
