import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Workspace } from '../workspace/workspace.ts'
import type { PackedPackage } from './packed-package.ts'
import { runPnpm } from './run-pnpm.ts'

/** Packs every package and app that is not private into a folder, as publishing would. They must have been built. */
export async function packPackages(workspace: Workspace, folder: string): Promise<readonly PackedPackage[]> {
  const published = workspace.packages.filter(({ manifest }) => !manifest.private)
  const unbuilt = published.find((one) => !existsSync(join(workspace.root, one.folder, 'dist')))
  if (unbuilt) throw new Error(`${unbuilt.folder} has no dist. Run "npm run build" first.`)
  const filters = published.map((one) => `--filter=./${one.folder}`)
  await runPnpm(['--recursive', ...filters, 'pack', '--pack-destination', folder], { cwd: workspace.root })
  return published.map((source) => ({ source, tarball: join(folder, tarballName(source.manifest)) }))
}

function tarballName({ name, version }: { readonly name: string; readonly version?: string }): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
}
