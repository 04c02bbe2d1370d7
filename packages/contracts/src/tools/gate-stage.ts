/** The stages every call passes, in this order, on every path. */
export type GateStage = 'parse' | 'authorize' | 'clarify' | 'preview' | 'approve' | 'recheck' | 'execute'

/** How one stage went. */
export interface GateStageRecord {
  readonly stage: GateStage
  readonly result: 'passed' | 'skipped' | 'stopped' | 'asked'
  /** Why it stopped or asked, or what it did: `arguments repaired: trailing comma`. */
  readonly note?: string | undefined
}
