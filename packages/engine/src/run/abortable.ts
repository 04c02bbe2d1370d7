/** What a promise comes to, or a rejection with the signal's reason when that is sooner. What is left behind fails unheard. */
export function abortable<Value>(value: Value | Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    const done = (): void => signal.removeEventListener('abort', abort)
    Promise.resolve(value).then(resolve, reject).finally(done)
  })
}
