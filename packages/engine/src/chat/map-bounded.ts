/**
 * Does something with each item, at most `limit` at once. The results are in the order of the items.
 *
 * @throws what the first failure threw, once all have ended
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: PromiseSettledResult<Result>[] = []
  const entries = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) [results[index]] = await Promise.allSettled([work(item)])
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
