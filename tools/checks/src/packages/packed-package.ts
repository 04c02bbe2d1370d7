import type { WorkspacePackage } from '../workspace/workspace.ts'

/** A package as the registry would get it. */
export interface PackedPackage {
  readonly source: WorkspacePackage
  /** The absolute path of its tarball. */
  readonly tarball: string
}
