/**
 * What officers may look at by their role. A role opens no document: that takes clearance and
 * need-to-know like anybody's.
 *
 * @module
 */
import { appointed, requireDirectory, type Role } from '@entente/core/pact'

import { HttpError } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'

/**
 * Checks that `person` is an officer in one of `roles` now.
 *
 * @throws {HttpError} `http/role-required`
 */
export function requireRole(
  deps: Pick<EdgeDeps, 'now' | 'server'>,
  requester: { readonly person: string },
  roles: readonly Role[],
): void {
  if (!hasRole(deps, requester, roles)) {
    throw new HttpError('http/role-required', `none of ${roles.join(', ')}`)
  }
}

/** Whether `person` is an officer in one of `roles` now. */
export function hasRole(
  { server, now }: Pick<EdgeDeps, 'now' | 'server'>,
  { person }: { readonly person: string },
  roles: readonly Role[],
): boolean {
  const directory = requireDirectory(server.standing.current(), server.self)
  const officers = appointed(directory, 'officer', now().toISOString())
  return officers.some(
    (officer) => officer.person === person && officer.roles.some((role) => roles.includes(role)),
  )
}
