import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackedPackage } from './packed-package.ts'
import { runPnpm } from './run-pnpm.ts'

/**
 * Installs packages into an empty folder outside the workspace. Names of this workspace come from their tarballs, as do the ones
 * that these depend on; outside libraries in the version that the catalog pins.
 *
 * @param names what a reader would type after `npm install`
 */
export async function installPacked(
  names: readonly string[],
  {
    folder,
    packed,
    root,
  }: { readonly folder: string; readonly packed: readonly PackedPackage[]; readonly root: string },
): Promise<void> {
  const overrides = Object.fromEntries(packed.map(({ source, tarball }) => [source.manifest.name, `file:${tarball}`]))
  const pins = readCatalog(root)
  const dependencies = names.map((name) => {
    const version = overrides[name] ?? pins[name]
    if (version === undefined) throw new Error(`The catalog in pnpm-workspace.yaml does not pin ${name}. Add it there.`)
    return [name, version]
  })
  const manifest = { private: true, type: 'module', dependencies: Object.fromEntries(dependencies) }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  // JSON is YAML. No workspace packages: this folder stands for a reader's own.
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), JSON.stringify({ packages: [], overrides, pmOnFail: 'ignore' }))
  await runPnpm(['install', '--ignore-scripts', '--prefer-offline', '--config.strict-peer-dependencies=true'], {
    cwd: folder,
  })
}

function readCatalog(root: string): Record<string, string> {
  const yaml = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const section = /^catalog:\n((?: {2}.*\n)+)/m.exec(yaml)?.[1] ?? ''
  return Object.fromEntries(
    [...section.matchAll(/^ {2}['"]?([^'":]+)['"]?: (.+)$/gm)].map(([, name, version]) => [name, version]),
  )
}
