/**
 * What officers may look at by their role. A role opens no document: that takes clearance and
 * need-to-know like anybody's.
 *
 * @module
 */
import {
  appointed,
  type LevelKey,
  requireDirectory,
  type Role,
  sameLevel,
} from '@entente/core/pact'

import { HttpError } from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'

/** Roles that answer for who may read what. */
export const keepersOfAccess: readonly Role[] = ['security', 'controller', 'registry']

/** Roles that inspect the record. */
export const inspectors: readonly Role[] = ['security', 'registry']

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
  deps: Pick<EdgeDeps, 'now' | 'server'>,
  requester: { readonly person: string },
  roles: readonly Role[],
): boolean {
  return rolesOf(deps, requester).some((role) => roles.includes(role))
}

/** Whether `person` is an officer now, in one of `roles` for documents of `level`. */
export function hasRoleAt(
  { server, now }: Pick<EdgeDeps, 'now' | 'server'>,
  { person }: { readonly person: string },
  roles: readonly Role[],
  level: LevelKey | undefined,
): boolean {
  const directory = requireDirectory(server.standing.current(), server.self)
  return appointed(directory, 'officer', now().toISOString()).some(
    (officer) =>
      officer.person === person &&
      officer.roles.some((role) => roles.includes(role)) &&
      officer.levels.some((one) => level !== undefined && sameLevel(one, level)),
  )
}

/**
 * Checks that `person` is an officer now, in whatever role, or an operator: how much goes on at the member is for
 * those who work on it.
 *
 * @throws {HttpError} `http/role-required`
 */
export function requireOfficer(
  deps: Pick<EdgeDeps, 'now' | 'server'>,
  requester: { readonly person: string },
): void {
  if (rolesOf(deps, requester).length === 0 && !isOperator(deps, requester)) {
    throw new HttpError('http/role-required', 'neither officer nor operator')
  }
}

/**
 * Checks that `person` may look at the state of the server.
 *
 * @throws {HttpError} `http/role-required`
 */
export function requireOperator(
  deps: Pick<EdgeDeps, 'now' | 'server'>,
  requester: { readonly person: string },
): void {
  if (!isOperator(deps, requester)) {
    throw new HttpError('http/role-required', 'neither operator nor security')
  }
}

/** Whether `person` may look at it: `member.json` names them, or they answer for security. */
export function isOperator(
  deps: Pick<EdgeDeps, 'now' | 'server'>,
  requester: { readonly person: string },
): boolean {
  const { operators = [] } = deps.server.config
  return operators.includes(requester.person) || hasRole(deps, requester, ['security'])
}

/** The roles in which `person` is an officer now. */
export function rolesOf(
  { server, now }: Pick<EdgeDeps, 'now' | 'server'>,
  { person }: { readonly person: string },
): readonly Role[] {
  const directory = requireDirectory(server.standing.current(), server.self)
  const officers = appointed(directory, 'officer', now().toISOString())
  const theirs = officers.filter((officer) => officer.person === person)
  return [...new Set(theirs.flatMap(({ roles }) => roles))]
}
