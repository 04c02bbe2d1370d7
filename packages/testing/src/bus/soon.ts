const turns = 50

/**
 * The outcome of a promise that waits for no time to pass. Rejects when it is not settled after some turns of the event loop, so that a deadlock
 * is a failure and not a test that hangs.
 */
export async function soon<Value>(promise: Promise<Value>): Promise<Value> {
  const settled = { yet: false }
  const mark = (): void => {
    settled.yet = true
  }
  promise.then(mark, mark)
  for (let turn = 0; turn < turns && !settled.yet; turn++) await nextTurn()
  if (!settled.yet) throw new Error('It waits for something that does not happen.')
  return promise
}

/** Lets everything happen that waits for promises only. */
export async function later(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await nextTurn()
}

/** Whether a promise is still pending after everything has happened that waits for promises only. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let pending = true
  const mark = (): void => {
    pending = false
  }
  promise.then(mark, mark)
  await later()
  return pending
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
