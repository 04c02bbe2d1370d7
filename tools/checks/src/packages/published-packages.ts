import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Violation } from '../workspace/violation.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { checkInstalledCommand } from './installed-command.ts'
import { checkInstalledReadme } from './installed-readme.ts'
import { packPackages } from './pack-packages.ts'
import { checkPublint } from './publint.ts'
import { checkTypesResolve } from './types-resolve.ts'

/**
 * Packs what would be published and looks at it from outside: publint and attw on each tarball, each package's README followed in
 * an empty folder, each app's command started there.
 */
export async function checkPublishedPackages(workspace: Workspace): Promise<readonly Violation[]> {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'))
  try {
    const packed = await packPackages(workspace, folder)
    const found: Violation[] = []
    for (const [at, one] of packed.entries()) {
      const place = { folder: join(folder, String(at)), packed, root: workspace.root }
      const fromOutside = one.source.kind === 'app' ? checkInstalledCommand : checkInstalledReadme
      const results = await Promise.all([checkPublint(one), checkTypesResolve(one), fromOutside(one, place)])
      found.push(...results.flat())
    }
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
