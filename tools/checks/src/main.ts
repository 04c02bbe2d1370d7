// node tools/checks/src/main.ts [group…]: runs the checks, or those of the groups named, and exits with 1 when one found something.
import { checkPublishedPackages } from './packages/published-packages.ts'
import { checkSizeBudget } from './packages/size-budget.ts'
import { shapeChecks } from './shape/shape-checks.ts'
import { checkReadmePrograms } from './snippets/readme-programs.ts'
import type { Check } from './workspace/check.ts'
import { formatViolation } from './workspace/format-violation.ts'
import { readWorkspace } from './workspace/read-workspace.ts'

const groups: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  shape: shapeChecks,
  readmes: { 'README programs': checkReadmePrograms },
  sizes: { 'size budgets': checkSizeBudget },
  packages: { 'published packages': checkPublishedPackages },
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(groups)
const unknown = wanted.find((name) => !(name in groups))
if (unknown !== undefined) {
  console.error(`There are no checks "${unknown}". There are: ${Object.keys(groups).join(', ')}.`)
  process.exit(2)
}
const workspace = readWorkspace()
for (const [name, check] of wanted.flatMap((group) => Object.entries(groups[group] ?? {}))) {
  const problems = await run(check)
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  for (const problem of problems) console.log(`     ${problem}`)
  if (problems.length > 0) process.exitCode = 1
}

/** A check that cannot do its work (a file that does not parse, an install that fails) has found something, too. */
async function run(check: Check): Promise<readonly string[]> {
  try {
    return (await check(workspace)).map(formatViolation)
  } catch (error) {
    return [String(error)]
  }
}
