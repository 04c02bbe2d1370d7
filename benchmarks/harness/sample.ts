/** What one run of one candidate took, in milliseconds. */
export interface Sample {
  /** From start to end on the clock. */
  readonly wallMs: number
  /** User and system time of the process. */
  readonly cpuMs: number
}
