import type { Check } from '../workspace/check.ts'
import { checkDependencyDirection } from './dependency-direction.ts'
import { checkDocumentedNames } from './documented-names.ts'
import { checkErrorCodes } from './error-codes.ts'
import { checkExplainedCasts } from './explained-casts.ts'
import { checkFileLength } from './file-length.ts'
import { checkFileNames } from './file-names.ts'
import { checkImportCycles } from './import-cycles.ts'
import { checkModuleState } from './module-state.ts'
import { checkPackageShape } from './package-shape.ts'
import { checkProjectReferences } from './project-references.ts'
import { checkPublicNames } from './public-names.ts'
import { checkReadmeShape } from './readme-shape.ts'

/** The checks that only read the tree: fast enough to run with the tests, so that a violation is seen early. */
export const shapeChecks: Readonly<Record<string, Check>> = {
  'dependency direction': checkDependencyDirection,
  'import cycles': checkImportCycles,
  'file length': checkFileLength,
  'file names': checkFileNames,
  'public names': checkPublicNames,
  'module state': checkModuleState,
  'explained casts': checkExplainedCasts,
  'documented names': checkDocumentedNames,
  'error codes': checkErrorCodes,
  'package shape': checkPackageShape,
  'project references': checkProjectReferences,
  'README shape': checkReadmeShape,
}
