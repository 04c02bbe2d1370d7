import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../program.ts'
import { shellScripts } from './shell-scripts.ts'
import { toOutline } from './to-outline.ts'

const outline = toOutline(createProgram(() => {}))
const script = (shell: string): string => shellScripts.get(shell)?.(outline) ?? ''

/** What bash offers after a line, its last word being completed. */
function offered(line: string): string[] {
  const words = line.split(' ')
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const run = `${script('bash')}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _llmgine; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', run], { encoding: 'utf8', cwd: import.meta.dirname })
    .trim()
    .split('\n')
}

describe.skipIf(process.platform === 'win32')('bash', () => {
  test('offers commands, and the options of the default one', () => {
    expect(offered('llmgine ')).toEqual(
      expect.arrayContaining(['chat', 'ask', 'sessions', 'doctor', 'completion', '--files']),
    )
    expect(offered('llmgine do')).toEqual(['doctor'])
  })

  test("offers a command's own options", () => {
    expect(offered('llmgine ask --js')).toEqual(['--json'])
    expect(offered('llmgine chat --js')).toEqual([''])
    expect(offered('llmgine sessions ')).toEqual(expect.arrayContaining(['list', 'delete', '--data']))
    expect(offered('llmgine sessions delete --y')).toEqual(['--yes'])
  })

  test('offers folders where an option takes one, and nothing where it takes a text', () => {
    expect(offered('llmgine ask --files ../conf')).toEqual(['../config'])
    expect(offered('llmgine ask --model ')).toEqual([''])
  })
})

test.each(['zsh', 'fish'])('%s knows every command and option', (shell) => {
  for (const { subcommands, options } of outline.commands) {
    for (const { name } of subcommands) expect(script(shell)).toContain(name)
    for (const { name } of options) expect(script(shell)).toContain(name.replace(/^--/, ''))
  }
})
