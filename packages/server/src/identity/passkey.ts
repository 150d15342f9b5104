/**
 * Sign-in with a passkey, verified against the appointment chain and against no row (D15).
 *
 * @module
 */
import { concatBytes, fromBase64Url, fromHex } from '@entente/core/lib'
import {
  type AuthenticationResponseJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server'

import type { SpendProof } from './authenticate.ts'
import { readChallenge } from './challenge.ts'
import { IdentityError } from './errors.ts'

/** A passkey as a registrar enrolled it. */
export interface EnrolledPasskey {
  readonly person: string
  readonly domain: string
  /** P-256, uncompressed point in base64url. */
  readonly key: string
  /** Id of the enrolment, an entry of the appointment chain. */
  readonly enrolment: string
}

/** The enrolment of a credential that holds at a moment; undefined if there is none or it was withdrawn. */
export type FindPasskey = (credential: string, at: Date) => Promise<EnrolledPasskey | undefined>

/** What an authenticator answered to a challenge, each in base64url (WebAuthn Level 3, §5.2.2). */
export interface PasskeyAnswer {
  readonly credential: string
  readonly clientData: string
  readonly authenticatorData: string
  readonly signature: string
}

/** What verification rests on. */
export interface PasskeyDeps {
  /** Public URL of the application without a path: where a page has to stand to ask. */
  readonly origin: string
  /** The RP ID: host of `origin`. */
  readonly domain: string
  readonly challengeKey: Uint8Array
  readonly findPasskey: FindPasskey
  readonly spendProof: SpendProof
}

/**
 * The enrolled passkey that answered one of our challenges, with the person verified at the authenticator.
 * The challenge is used up. A signature counter is not kept: passkeys on several machines have none.
 *
 * @throws {IdentityError} `identity/passkey-not-enrolled`, `identity/bad-passkey`
 */
export async function verifyPasskey(
  answer: PasskeyAnswer,
  deps: PasskeyDeps,
  now: Date,
): Promise<EnrolledPasskey> {
  const passkey = await deps.findPasskey(answer.credential, now)
  if (!passkey || passkey.domain !== deps.domain) {
    throw new IdentityError('identity/passkey-not-enrolled', 'no enrolment holds now')
  }
  let challenge: { readonly text: string; readonly end: Date } | undefined
  const verified = await orRefuse(() =>
    verifyAuthenticationResponse({
      response: responseOf(answer),
      expectedChallenge(text) {
        const end = readChallenge(deps.challengeKey, text, now)
        if (end) challenge = { text, end }
        return end !== undefined
      },
      expectedOrigin: deps.origin,
      expectedRPID: passkey.domain,
      credential: { id: answer.credential, publicKey: coseKey(passkey.key), counter: 0 },
      requireUserVerification: true,
    }),
  )
  if (!verified.verified || !challenge) throw refused('the assertion does not verify')
  if (!(await deps.spendProof(`challenge.${challenge.text}`, challenge.end))) {
    throw refused('the challenge was answered before')
  }
  return passkey
}

function responseOf(answer: PasskeyAnswer): AuthenticationResponseJSON {
  return {
    id: answer.credential,
    rawId: answer.credential,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: answer.clientData,
      authenticatorData: answer.authenticatorData,
      signature: answer.signature,
    },
  }
}

/** A point as COSE has it: EC2, ES256, P-256 (RFC 9053 §7.1.1). */
function coseKey(point: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(point)
  return concatBytes(
    fromHex('a5010203262001215820'),
    bytes.subarray(1, 33),
    fromHex('225820'),
    bytes.subarray(33),
  )
}

async function orRefuse<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new IdentityError('identity/bad-passkey', 'the assertion is refused', { cause })
  }
}

function refused(reason: string): IdentityError {
  return new IdentityError('identity/bad-passkey', reason)
}
