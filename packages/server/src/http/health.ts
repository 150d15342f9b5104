/**
 * Whether the server lives and whether it can work; for the operator's machines.
 *
 * @module
 */
import { Hono } from 'hono'

import type { Metrics } from '../telemetry/index.ts'

/** What readiness depends on: each answers undefined when well, otherwise a code. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<string | undefined>>>

/** Routes of the admin listener: `/healthz`, `/readyz`, `/metrics`. */
export function adminRoutes(checks: ReadinessChecks, metrics: Metrics): Hono {
  const routes = new Hono()
  routes.get('/healthz', (c) => c.json({ status: 'ok' }))
  routes.get('/readyz', async (c) => {
    const reasons = await reasonsAgainst(checks)
    return reasons.length === 0
      ? c.json({ status: 'ready', reasons })
      : c.json({ status: 'not-ready', reasons }, 503)
  })
  routes.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  )
  return routes
}

/** What is not well, as `check: code`; a check that throws is not well. */
export async function reasonsAgainst(
  checks: ReadinessChecks,
): Promise<readonly { readonly check: string; readonly code: string }[]> {
  const answers = await Promise.all(
    Object.entries(checks).map(async ([check, ask]) => ({ check, code: await answer(ask) })),
  )
  return answers.flatMap(({ check, code }) => (code === undefined ? [] : [{ check, code }]))
}

async function answer(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask()
  } catch {
    return 'failed'
  }
}
