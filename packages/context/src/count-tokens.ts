/** How many tokens a text takes. */
export type CountTokens = (text: string) => number

/**
 * Counts with the vocabulary `o200k_base` (that of OpenAI's models since GPT-4o; other vendors' differ by some percent). Its tables take some 0.2 seconds
 * and 60 MB, so they are loaded by the first call and only then. Names of special tokens in a text are counted as the text they are.
 */
export async function loadCountTokens(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  return (text) => {
    let tokens = 0
    for (let at = 0; at < text.length; at += pieceLength) {
      tokens += countTokens(text.slice(at, at + pieceLength), asPlainText)
    }
    return tokens
  }
}

/** No byte-level vocabulary has more tokens for a text than it has bytes in UTF-8. */
export const boundTokens: CountTokens = (text) => Buffer.byteLength(text)

/**
 * The tokenizer's work grows with the square of a run without a break (100,000 spaces take ten seconds); pieces keep it linear, and
 * a cut adds at most a token or two per piece.
 */
const pieceLength = 1_000

const asPlainText = { disallowedSpecial: new Set<string>() }
