/** How many columns of a terminal a text takes: two for East Asian and emoji characters, none for marks that join the one before. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  for (const char of text) width += joins.test(char) ? 0 : wide.test(char) ? 2 : 1
  return width
}

const plain = /^[ -~]*$/
const joins = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const wide =
  /^[\p{Emoji_Presentation}\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{33ff}\u{3400}-\u{4dbf}\u{4e00}-\u{a4cf}\u{a960}-\u{a97f}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]$/u
