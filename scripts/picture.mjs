// Draws docs/images/chat.svg: a real run of the chat, typed into a real terminal (tmux), as the terminal showed it.
// Usage: npm run picture (needs tmux; uses the offline model unless an endpoint answers).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '..')
const palette = ['#5c6370', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0']
const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[([0-9;]*)m`)
const columns = 92
const rows = 40
const typed = ['what is 17 * 23?', 'add milk to my list', 'y', "what's on it?"]

const data = mkdtempSync(join(tmpdir(), 'llmgine-picture-'))
const tmux = (...args) => execFileSync('tmux', ['-L', 'llmgine-picture', ...args], { encoding: 'utf8' })
try {
  const command = `LLMGINE_DATA=${data} node scripts/start.mjs`
  tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', root, command)
  await settle()
  for (const line of typed) {
    tmux('send-keys', '-l', line)
    tmux('send-keys', 'Enter')
    await settle()
  }
  // Where this clone lies is nobody's business.
  const screen = tmux('capture-pane', '-e', '-p').trimEnd().replaceAll(root, '~/llmgine')
  writeFileSync(join(root, 'docs/images/chat.svg'), toSvg(screen.split('\n')))
} finally {
  try {
    tmux('kill-server')
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** Waits until the screen has stopped changing, a minute at most. */
async function settle() {
  let before = ''
  for (let quiet = 0, tries = 0; quiet < 5 && tries < 200; tries++) {
    await sleep(300)
    const now = tmux('capture-pane', '-p')
    quiet = now === before && now.trim() !== '' ? quiet + 1 : 0
    before = now
  }
}

/** Lines with SGR escape sequences as an SVG picture of a terminal. */
function toSvg(lines) {
  const lineHeight = 19
  const charWidth = 8.4
  const width = Math.ceil(columns * charWidth) + 32
  const height = lines.length * lineHeight + 52
  const state = { color: undefined, bold: false, dim: false }
  const text = lines.map((line, index) => {
    const spans = line.split(escapeSequence).map((part, at) => {
      if (at % 2 === 1) return apply(state, part)
      return part === '' ? '' : `<tspan${style(state)}>${toXml(part)}</tspan>`
    })
    return `<text x="16" y="${52 + index * lineHeight}" xml:space="preserve">${spans.join('')}</text>`
  })
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, at) => `<circle cx="${22 + at * 18}" cy="20" r="6" fill="${fill}"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="A chat with llmgine in a terminal">
<rect width="100%" height="100%" rx="8" fill="#16181d"/>
${dots.join('')}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#d7dae0">
${text.join('\n')}
</g>
</svg>
`
}

function apply(state, codes) {
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) Object.assign(state, { color: undefined, bold: false, dim: false })
    else if (code === 1) state.bold = true
    else if (code === 2) state.dim = true
    else if (code === 22) Object.assign(state, { bold: false, dim: false })
    else if (code === 39) state.color = undefined
    else if (code >= 30 && code <= 37) state.color = palette[code - 30]
    else if (code >= 90 && code <= 97) state.color = palette[code - 90]
  }
  return ''
}

function style({ color, bold, dim }) {
  return `${color ? ` fill="${color}"` : ''}${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.6"' : ''}`
}

function toXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
