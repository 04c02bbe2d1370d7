import type { Violation } from './violation.ts'
import type { Workspace } from './workspace.ts'

/** Looks at the whole workspace and lists what is wrong; an empty list is the good answer. */
export type Check = (workspace: Workspace) => readonly Violation[] | Promise<readonly Violation[]>
