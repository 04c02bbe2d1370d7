import { createSeededRandom } from '@llmgine/testing'
import { expect, it } from 'vitest'
import { createMarkdownStyler } from './create-markdown-styler.ts'

const answer = `# Title with \`code\`
plain **bold \`code **\` still** plain, 2 ** 3, a*b
* item, **open to the end
## 
not # a heading, \`\`two \` ticks\`\`
\`\`\`ts
const **notBold** = \`x\` # no heading
\`\`\`
after`

/** The text by looks, markers left out: `strong:Title with ,code:code`. */
function looksOf(text: string, pieces: readonly string[] = [text]): string[] {
  const style = createMarkdownStyler()
  const spans = pieces.flatMap((piece) => style(piece))
  const joined: { look: string; text: string }[] = []
  for (const { look, text: part } of spans) {
    const last = joined.at(-1)
    if (last?.look === look) last.text += part
    else joined.push({ look, text: part })
  }
  expect(joined.map((span) => span.text).join('')).toBe(text)
  return joined.filter(({ look }) => look !== 'plain').map(({ look, text: part }) => `${look}:${part}`)
}

it('finds headings, bold, inline code and code blocks, and leaves every character where it is', () => {
  expect(looksOf(answer)).toEqual([
    'mark:#',
    'strong: Title with ',
    'mark:`',
    'code:code',
    'mark:`',
    'mark:**',
    'strong:bold ',
    'mark:`',
    'code:code **',
    'mark:`',
    'strong: still',
    'mark:**',
    'mark:**',
    'mark:*',
    'mark:*',
    'mark:**',
    'strong:open to the end',
    'mark:##',
    'strong: ',
    'mark:#',
    'mark:``',
    'code:two ',
    'mark:`',
    'code: ticks',
    'mark:``',
    'mark:```ts',
    'block:const **notBold** = `x` # no heading',
    'mark:```',
  ])
})

it('comes to the same however the text is cut into pieces', () => {
  const whole = looksOf(answer)
  const seed = 20_261_121
  const random = createSeededRandom(seed)
  for (let round = 0; round < 200; round += 1) {
    const pieces: string[] = []
    for (let at = 0; at < answer.length; ) {
      const length = 1 + Math.floor(random() * 12)
      pieces.push(answer.slice(at, at + length))
      at += length
    }
    expect(looksOf(answer, pieces), `seed ${seed}, round ${round}`).toEqual(whole)
  }
})
