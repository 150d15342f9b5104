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
  { server, now }: Pick<EdgeDeps, 'now' | 'server'>,
  { person }: { readonly person: string },
  roles: readonly Role[],
): void {
  const directory = requireDirectory(server.standing.current(), server.self)
  const officers = appointed(directory, 'officer', now().toISOString())
  const found = officers.some(
    (officer) => officer.person === person && officer.roles.some((role) => roles.includes(role)),
  )
  if (!found) throw new HttpError('http/role-required', `none of ${roles.join(', ')}`)
}
