/**
 * What a person would sign, verified from the release's own signatures, and whether they can here. Runs in a worker.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../../reader/no-eval.ts'

import { passkeyId, statementBytes, statementId } from '@entente/core/crypto'
import { fromUtf8 } from '@entente/core/lib'
import { appointed, findActingPerson } from '@entente/core/pact'
import { type Client, showAcknowledgement, type ShownAcknowledgement } from '@entente/sdk'

import { levelName, memberName } from '../../signing/names.ts'
import type { ActingPasskey } from '../../signing/passkey-act.ts'

import type { Hindrance, Shown } from './protocol.ts'

/** What was read. */
export interface ReadAcknowledgement {
  readonly found: ShownAcknowledgement
  /** The passkeys by which this person may sign it from this page. */
  readonly passkeys: readonly ActingPasskey[]
  readonly shown: Shown
}

/**
 * Reads and verifies what is to be signed.
 *
 * @throws {ApiError}; {PactError} where it is not what it has to be
 */
export async function readAcknowledgement(
  client: Client,
  document: string,
  origin: string,
): Promise<ReadAcknowledgement> {
  const found = await showAcknowledgement(client, document)
  const own = passkeysOf(found)
  const passkeys = own.filter((one) => one.origin === origin)
  const { said, release, pact, statement } = found
  const { terms } = pact
  return {
    found,
    passkeys,
    shown: {
      document: said.document,
      originator: memberName(terms, said.originator),
      level: { name: levelName(terms, release.level), code: release.level.level },
      member: memberName(terms, said.member),
      person: said.person,
      at: said.at,
      pact: { name: terms.name, version: terms.version, illustrative: terms.illustrative },
      release: said.release,
      hindrance: hindranceOf(found, own, passkeys),
      bytes: fromUtf8(statementBytes(statement)),
      digest: statementId(statement),
    },
  }
}

/** Those that count for the person up to the head that the statement names. */
function passkeysOf({ said, directory }: ShownAcknowledgement): readonly ActingPasskey[] {
  const { at, person, head } = said
  return [
    ...appointed(directory, 'person-passkey', at, head.number),
    ...appointed(directory, 'officer-passkey', at, head.number),
  ].filter(
    (one) =>
      one.person === person &&
      findActingPerson(directory, passkeyId(one.key), at, head.number)?.person === person,
  )
}

function hindranceOf(
  { suites }: ShownAcknowledgement,
  own: readonly ActingPasskey[],
  passkeys: readonly ActingPasskey[],
): Hindrance | null {
  if (!suites.includes('webauthn')) return 'not-admitted'
  if (own.length === 0) return 'no-passkey'
  return passkeys.length === 0 ? 'other-page' : null
}
