/** Times in milliseconds, of the latest 1,000. All are 0 when there are none. */
export interface Latency {
  /** How many there were in all. */
  readonly count: number
  /** Half of them took at most this long. */
  readonly p50Ms: number
  /** 95 of 100 took at most this long. */
  readonly p95Ms: number
}
