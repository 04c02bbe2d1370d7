/** A text that names a file: it has a dot or slash, or is a name that files are known by. */
export function toPath(text: string): string | undefined {
  const known = knownNames.get(text.toLowerCase())
  if (known !== undefined) return known
  return /^\S*[./]\S*$/.test(text) && /[a-z0-9]/i.test(text) ? text : undefined
}

const knownNames: ReadonlyMap<string, string> = new Map([
  ['readme', 'README.md'],
  ['readme.md', 'README.md'],
  ['the readme', 'README.md'],
  ['license', 'LICENSE'],
  ['the license', 'LICENSE'],
  ['makefile', 'Makefile'],
  ['dockerfile', 'Dockerfile'],
])

/** A text that names a folder: with a slash, or followed by the word. */
export function toFolder(text: string): string | undefined {
  const named = text.replace(/^(the )?(folder|directory) | (folder|directory)$/gi, '')
  const said = named !== text || /^[\w.-]*\/[\w./-]*$|^\.$|^[\w-]+$/.test(text)
  return said && /^[\w./-]+$/.test(named) ? named : undefined
}

/** The number of a line. */
export function toLine(text: string): string | undefined {
  return /^[1-9]\d{0,6}$/.test(text) ? text : undefined
}
