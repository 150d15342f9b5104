/**
 * Acts by passkeys: what the authenticator is asked for, and the act that its answer makes. Runs in a worker.
 *
 * @module
 */
import {
  type Act,
  assertionAct,
  assertionChallenge,
  type Statement,
  statementBytes,
  type StatementType,
} from '@entente/core/crypto'
import { fromBase64Url, toBase64Url } from '@entente/core/lib'
import type { OfficerPasskey, PersonPasskey } from '@entente/core/pact'

import type { PasskeyAnswer } from '../device/passkey.ts'

/** A passkey by which a person acts. */
export type ActingPasskey = OfficerPasskey | PersonPasskey

/** What a passkey is asked for. */
export interface AskedPasskey {
  readonly challenge: string
  readonly domain: string
  readonly credentials: readonly string[]
}

/** Asks those of `passkeys` that are of one domain to sign a statement; undefined where there are none. */
export function askPasskeys(
  passkeys: readonly ActingPasskey[],
  type: StatementType,
  statement: Statement,
): AskedPasskey | undefined {
  const [first] = passkeys
  if (!first) return undefined
  const { domain } = first
  const ofDomain = passkeys.filter((one) => one.domain === domain)
  return {
    challenge: toBase64Url(assertionChallenge(type, statementBytes(statement))),
    domain,
    credentials: ofDomain.map(({ credential }) => credential),
  }
}

/** The act that an answer makes; undefined if none of `passkeys` gave it. */
export function actOf(passkeys: readonly ActingPasskey[], answer: PasskeyAnswer): Act | undefined {
  const passkey = passkeys.find(({ credential }) => credential === answer.credential)
  return (
    passkey &&
    assertionAct(passkey.key, {
      authenticatorData: fromBase64Url(answer.authenticatorData),
      clientDataJSON: fromBase64Url(answer.clientData),
      signature: fromBase64Url(answer.signature),
    })
  )
}
