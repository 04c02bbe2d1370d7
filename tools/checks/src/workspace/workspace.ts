import type { SourceFile } from './source-file.ts'

/** A package manifest, as far as the checks look at it. */
export interface Manifest {
  readonly name: string
  readonly version?: string
  readonly description?: string
  readonly license?: string
  readonly type?: string
  readonly private?: boolean
  readonly sideEffects?: boolean
  readonly repository?: { readonly type?: string; readonly url?: string; readonly directory?: string }
  readonly engines?: Readonly<Record<string, string>>
  readonly files?: readonly string[]
  readonly exports?: Readonly<Record<string, unknown>>
  readonly bin?: Readonly<Record<string, string>>
  readonly publishConfig?: { readonly access?: string; readonly exports?: Readonly<Record<string, unknown>> }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** A folder of `packages/` or `apps/`. */
export interface WorkspacePackage {
  readonly kind: 'package' | 'app'
  /** Relative to the root, `packages/bus`. */
  readonly folder: string
  readonly manifest: Manifest
  /** Every TypeScript file below `src`, tests included. */
  readonly sources: readonly SourceFile[]
}

/** What the checks look at. */
export interface Workspace {
  /** The absolute path of the repository. */
  readonly root: string
  readonly manifest: Manifest
  /** Packages first, then apps, each by name. */
  readonly packages: readonly WorkspacePackage[]
}
