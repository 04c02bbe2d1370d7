// Counts in a file, one line a millisecond: `count-to.ts <file> <up to>`. Goes on where it was killed. Up to -1, it fails.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

const [file = '', upTo] = process.argv.slice(2)
if (Number(upTo) < 0) throw new Error('cannot count to less than nothing')
let count = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0
while (count < Number(upTo)) {
  count += 1
  appendFileSync(file, `${count}\n`)
  process.stdout.write(`${count}\n`)
  await new Promise((resolve) => setTimeout(resolve, 1))
}
