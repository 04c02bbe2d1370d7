import { join } from 'node:path'
import { runProgram } from '../snippets/run-program.ts'
import type { Violation } from '../workspace/violation.ts'
import { installPacked } from './install-packed.ts'
import type { PackedPackage } from './packed-package.ts'

/** Installs an app from its tarball into an empty folder; each of its commands must start there and tell its version. */
export async function checkInstalledCommand(
  { source }: PackedPackage,
  {
    folder,
    packed,
    root,
  }: { readonly folder: string; readonly packed: readonly PackedPackage[]; readonly root: string },
): Promise<readonly Violation[]> {
  const { name, version, bin = {} } = source.manifest
  await installPacked([name], { folder, packed, root })
  const ends = Object.entries(bin).map(async ([command, path]) => {
    const program = join(folder, 'node_modules', name, path)
    const { status, stdout, stderr } = await runProgram([process.execPath, program, '--version'], { cwd: folder })
    const message = `Installed, "${command} --version" must print ${version}, but (${status}): ${stdout}${stderr}`
    return status === 0 && stdout.includes(String(version)) ? [] : [{ file: `${source.folder}/package.json`, message }]
  })
  return (await Promise.all(ends)).flat()
}
