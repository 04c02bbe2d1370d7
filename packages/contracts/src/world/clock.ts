/** Time, as something that is passed in: the system's by default, a fake one in tests. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Calls back once after `delayMs` milliseconds, unless the timer is cancelled first. */
  setTimer(callback: () => void, delayMs: number): Timer
}

/** A timer that has been set. Cancelling twice, or after it rang, does nothing. */
export interface Timer {
  cancel(): void
}
