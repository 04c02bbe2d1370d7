/**
 * Prints one line of progress on standard error: standard output belongs to the program that is started.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`llmgine: ${line}\n`)
}
