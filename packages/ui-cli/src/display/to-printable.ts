/**
 * Text as a terminal may show it, whoever wrote it: control characters become pictures of themselves (`␛`), so that no escape sequence of a model or
 * tool moves the cursor, sets a title or hides a line, and those that reverse the direction of writing become `�`. Line feeds and tabs stay.
 */
export function toPrintable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, picture)
}

function picture(char: string): string {
  const code = char.charCodeAt(0)
  if (char === '\n' || char === '\t') return char
  if (char === '\r') return ''
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '␡' : '�'
}
