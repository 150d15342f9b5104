/**
 * Whether the signer of a statement of our own may still act.
 *
 * A fold judges a statement by the time it claims, for that is all that is left of it later. Where one is
 * handed in, the time is known (D3): somebody whose term is over cannot act by claiming an earlier day.
 *
 * @module
 */
import { keyId, type Statement } from '../crypto/index.ts'

import { parseAppointment } from './appointment.ts'
import { parseConsent } from './consent.ts'
import { findActingOfficer, findOfficer, findRegistrar, findSecurityOfficer } from './directory.ts'
import { PactError } from './errors.ts'
import { parseGrant, roleFor } from './grant.ts'
import { parseNotice } from './notice.ts'
import { requireDirectory, type Standing, type StandingKind } from './standing.ts'
import type { Instant } from './vocabulary.ts'

/**
 * Checks that who signed an appointment, a notice, a grant or a consent of ours is appointed for it at `at`, the time
 * of its entry in the ledger. The statement is known to be good otherwise.
 *
 * @throws {PactError} `pact/key-not-appointed`
 */
export function requireSignerAt(
  standing: Standing,
  kind: StandingKind,
  statement: Statement,
  at: Instant,
): void {
  if (!mayStillSign[kind](standing, statement, at)) {
    throw new PactError('pact/key-not-appointed', 'the signer is appointed for this no more', {
      member: standing.self,
    })
  }
}

const mayStillSign: Record<
  StandingKind,
  (standing: Standing, statement: Statement, at: Instant) => boolean
> = {
  pact: () => true,
  appointment(standing, statement, at) {
    const { by, member, act } = parseAppointment(statement)
    const directory = requireDirectory(standing, member)
    if (by === keyId(directory.appointingKey)) return true
    const isSecond =
      act.kind !== 'recovery' || findSecurityOfficer(directory, act.second, at) !== undefined
    return isSecond && findRegistrar(directory, by, at) !== undefined
  },
  notice(standing, statement, at) {
    const { by, member } = parseNotice(statement)
    const directory = requireDirectory(standing, member)
    return findOfficer(directory, by, { role: 'pact', at }) !== undefined
  },
  grant(standing, statement, at) {
    const { issuer, act } = parseGrant(statement)
    const directory = requireDirectory(standing, standing.self)
    const role = roleFor(standing.grants, act)
    return findOfficer(directory, issuer, { role, at }) !== undefined
  },
  consent(standing, statement, at) {
    const { level, originator } = parseConsent(statement)
    const directory = requireDirectory(standing, originator)
    return statement.acts.every(
      ({ key }) => findActingOfficer(directory, key, { role: 'releaser', level, at }) !== undefined,
    )
  },
}
