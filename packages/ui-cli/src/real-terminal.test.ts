import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from './__fixtures__/until.ts'
import { createVirtualTerminal } from './__fixtures__/virtual-terminal.ts'

const program = [process.execPath, '--conditions=@llmgine/source', join(import.meta.dirname, '__fixtures__/echo.ts')]
const inTerminal = ['-qefc', program.map((part) => `'${part}'`).join(' '), '/dev/null']
/** util-linux's `script` runs a program on a pseudo-terminal; other systems have another one or none. */
const hasScript = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') ?? false

function start(command: string, args: readonly string[]) {
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill())
  const seen = { out: '', err: '' }
  const { output, screen } = createVirtualTerminal()
  child.stdout?.on('data', (chunk) => {
    seen.out += chunk
    output.write(String(chunk))
  })
  child.stderr?.on('data', (chunk) => (seen.err += chunk))
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve))
  return {
    exit,
    seen,
    type: (keys: string) => void child.stdin?.write(keys),
    end: () => void child.stdin?.end(),
    screen,
    shows: (text: string) => until(async () => expect(await screen()).toContain(text)),
  }
}

describe.runIf(hasScript)('on a real terminal', { timeout: 20_000 }, () => {
  it('talks, stops, and gives the terminal back as it was', async () => {
    const { type, shows, exit, seen, screen } = start('script', inTerminal)
    await shows('>')
    type('hello\r')
    await shows('You said hello.')
    type('wait\r')
    await shows('thinking')
    type('\u0003')
    await shows('Stopped.')
    type('\u0004')
    expect(await exit).toBe(0)
    const footer = '  1,234 tokens in, 56 out · 2.3 s'
    expect((await screen()).split('\n')).toEqual([
      ...['> hello', 'You said hello.', footer],
      ...['> wait', 'Stopped.', footer],
      'left after 2 turns, raw: false',
    ])
    // The cursor is shown and pastes are unmarked, in this order, before anything else is printed.
    expect(seen.out.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(seen.out.lastIndexOf('\u001b[?25l'))
    expect(seen.out.lastIndexOf('\u001b[?25h')).toBeGreaterThan(seen.out.lastIndexOf('\u001b[?25l'))
  })
})

it('takes lines from a pipe', { timeout: 20_000 }, async () => {
  const [command = '', ...args] = program
  const { type, end, exit, seen } = start(command, args)
  type('one\ntwo')
  end()
  expect(await exit).toBe(0)
  expect(seen.out).toBe('You said one.\nYou said two.\nleft after 2 turns, raw: undefined\n')
  expect(seen.err).toMatch(/^(?: {2}1,234 tokens in.*\n){2}$/)
})
