/**
 * Concurrency with an upper bound.
 *
 * @module
 */

/**
 * Applies `work` to each item, several at a time, and yields the results in the order of the items.
 * At most `width` items are in memory. Stops at the first failure, after those under way have ended.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  width: number,
  work: (item: T, index: number) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const running: Promise<R>[] = []
  try {
    let index = 0
    for await (const item of items) {
      const result = work(item, index++)
      // Awaited in its turn; until then a failure must not count as one that nobody handles.
      result.catch(() => {})
      running.push(result)
      const first = running.length < width ? undefined : running.shift()
      if (first) yield await first
    }
    for (let next = running.shift(); next; next = running.shift()) yield await next
  } finally {
    await Promise.allSettled(running)
  }
}
