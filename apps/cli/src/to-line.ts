/**
 * A text on one line: white space becomes single spaces, control characters go (what somebody else wrote must not steer a terminal),
 * and what is longer than `most` characters is cut.
 */
export function toLine(text: string, most: number): string {
  const line = text
    .slice(0, most * 10)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
  const characters = [...line]
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`
}
