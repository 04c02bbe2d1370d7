import { expect, it } from 'vitest'
import { createComposer } from './create-composer.ts'

/** What each line completes; a line that begins with `|` is pasted. */
function compose(...lines: readonly string[]): (string | undefined)[] {
  const composer = createComposer()
  return lines.map((line) => (line.startsWith('|') ? composer.add(line.slice(1), true) : composer.add(line, false)))
}

it.each([
  [
    ['one', 'two'],
    ['one', 'two'],
  ],
  [
    ['one\\', 'two\\', 'three'],
    [undefined, undefined, 'one\ntwo\nthree'],
  ],
  [
    ['C:\\\\', 'C:\\\\\\', 'x'],
    ['C:\\', undefined, 'C:\\\\\nx'],
  ],
  [
    ['"""', 'a', '', ' b\\', '"""', 'c'],
    [undefined, undefined, undefined, undefined, 'a\n\n b\\', 'c'],
  ],
  [
    ['"""a', 'b"""'],
    [undefined, 'a\nb'],
  ],
  [['"""a"""'], ['a']],
  [['""""""'], ['']],
  [
    ['|a', '|b\\', 'c'],
    [undefined, undefined, 'a\nb\\\nc'],
  ],
  [['a "quoted" """'], ['a "quoted" """']],
])('%j gives %j', (lines, inputs) => {
  expect(compose(...lines)).toEqual(inputs)
})

it('shows what has begun, and forgets it when told to', () => {
  const composer = createComposer()
  composer.add('one\\', false)
  expect(composer.lines).toEqual(['one'])
  composer.clear()
  expect(composer.lines).toEqual([])
  composer.add('"""', false)
  expect(composer.lines).toEqual(['"""'])
  composer.clear()
  expect(composer.add('two', false)).toBe('two')
})
