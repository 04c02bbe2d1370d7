/** What has been opened, to be closed in the opposite order. (`AsyncDisposableStack` is not in Node.js 22.) */
export interface Closer {
  /** Takes charge of something that was opened. */
  use<Opened extends AsyncDisposable>(opened: Opened): Opened
  /** Closes all it holds, whatever fails on the way; the first failure is thrown. A second time does nothing. */
  close(): Promise<void>
}

/** A closer that holds nothing yet. */
export function createCloser(): Closer {
  const held: AsyncDisposable[] = []
  return {
    use(opened) {
      held.push(opened)
      return opened
    },
    async close() {
      const failures: unknown[] = []
      for (let last = held.pop(); last !== undefined; last = held.pop()) {
        try {
          await last[Symbol.asyncDispose]()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}
