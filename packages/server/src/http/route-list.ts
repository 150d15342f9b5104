/**
 * Lists of routes, spelled `METHOD /path`.
 *
 * @module
 */

/** Whether `METHOD /path` is matched by an entry: `*` stands for one step, at the end for any rest. */
export function isListed(list: readonly string[], method: string, path: string): boolean {
  return list.some((pattern) => matchesRoute(pattern, `${method} ${path}`))
}

/** Whether one entry matches `METHOD /path`. */
export function matchesRoute(pattern: string, route: string): boolean {
  const steps = pattern.split('/')
  const given = route.split('/')
  const rest = steps.at(-1) === '*'
  return (
    (rest ? given.length >= steps.length : given.length === steps.length) &&
    steps.every((step, index) => (step === '*' ? given[index] !== '' : step === given[index]))
  )
}
