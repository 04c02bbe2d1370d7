/** Cuts a stream of bytes into the data of its server-sent events. */
export interface EventReader {
  /** The data of the events that these bytes complete. @throws RangeError when an event outgrows its limit */
  read(bytes: Uint8Array): readonly string[]
  /** The data of an event that the end of the stream cut off before its blank line; often a whole one. */
  end(): readonly string[]
}

/** What an unfinished event may hold before it is refused. */
const maxEventCharacters = 32 * 1024 * 1024

/**
 * Reads server-sent events (HTML standard, 9.2.6): any line end, comments, fields that are not `data`, several `data` lines to an event,
 * characters split between two pieces of bytes, invalid UTF-8. Each character is looked at once, and nothing is kept but the event that is
 * not complete yet.
 */
export function createEventReader(): EventReader {
  const decoder = new TextDecoder()
  let line = ''
  let data: string | undefined
  let afterReturn = false

  const takeLine = (text: string, events: string[]): void => {
    if (text === '') {
      if (data !== undefined) events.push(data)
      data = undefined
    } else if (text.startsWith('data:')) {
      const value = text.slice(text.charCodeAt(5) === space ? 6 : 5)
      data = data === undefined ? value : `${data}\n${value}`
    } else if (text === 'data') {
      data = data === undefined ? '' : `${data}\n`
    }
  }

  const take = (decoded: string): string[] => {
    const events: string[] = []
    const text = decoded.includes('\r') || afterReturn ? unifyLineEnds(decoded) : decoded
    let start = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      takeLine(line === '' ? text.slice(start, end) : line + text.slice(start, end), events)
      line = ''
      start = end + 1
    }
    if (start < text.length) line += text.slice(start)
    if (line.length + (data?.length ?? 0) > maxEventCharacters)
      throw new RangeError('An event of the stream is too long.')
    return events
  }

  /** A line feed that follows a carriage return belongs to it, also when it comes in the next piece. */
  const unifyLineEnds = (decoded: string): string => {
    const text = afterReturn && decoded.startsWith('\n') ? decoded.slice(1) : decoded
    if (decoded !== '') afterReturn = decoded.endsWith('\r')
    return text.replaceAll(/\r\n?/g, '\n')
  }

  return {
    read: (bytes) => take(decoder.decode(bytes, { stream: true })),
    end: () => take(`${decoder.decode()}\n\n`),
  }
}

const space = 0x20
