/**
 * Passkeys as the browser offers them: one made to be enrolled, one asked to sign in.
 *
 * @module
 */
import { fromBase64Url, toBase64Url, utf8 } from '@entente/core/lib'

/** A passkey that was made, as an enrolment spells it. */
export interface NewPasskey {
  readonly credential: string
  readonly key: string
}

/** What an authenticator answered, as the server takes it. */
export interface PasskeyAnswer {
  readonly credential: string
  readonly clientData: string
  readonly authenticatorData: string
  readonly signature: string
}

/**
 * Makes a passkey of a person for this domain, beside those that the authenticator has already. `use` is
 * what the authenticator calls it, where it is not to sign in. Undefined if the person breaks off.
 */
export async function makePasskey(
  person: string,
  { use, others = [] }: { readonly use?: string; readonly others?: readonly string[] } = {},
): Promise<NewPasskey | undefined> {
  // An authenticator keeps one passkey of a user: each use is a user of its own.
  const name = use === undefined ? person : `${person} · ${use}`
  const id = use === undefined ? utf8(person) : crypto.getRandomValues(new Uint8Array(32))
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: location.hostname, name: 'Entente' },
        user: { id, name, displayName: name },
        excludeCredentials: others.map(descriptorOf),
        // Nobody checks an answer to it: what makes the key believed is the registrar's signature.
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      },
    }),
  )
  if (!(made instanceof PublicKeyCredential)) return undefined
  const { response } = made
  if (!(response instanceof AuthenticatorAttestationResponse)) return undefined
  const spki = response.getPublicKey()
  if (!spki) return undefined
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])
  const point = await crypto.subtle.exportKey('raw', key)
  return {
    credential: toBase64Url(new Uint8Array(made.rawId)),
    key: toBase64Url(new Uint8Array(point)),
  }
}

/**
 * Asks for an answer to a challenge: by a passkey of the person's choice, or by one of `credentials`.
 * Undefined if the person breaks off.
 */
export async function answerChallenge(
  challenge: string,
  {
    domain = location.hostname,
    credentials = [],
  }: { readonly domain?: string; readonly credentials?: readonly string[] } = {},
): Promise<PasskeyAnswer | undefined> {
  const given = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: fromBase64Url(challenge),
        rpId: domain,
        allowCredentials: credentials.map(descriptorOf),
        userVerification: 'required',
      },
    }),
  )
  if (!(given instanceof PublicKeyCredential)) return undefined
  const { response } = given
  if (!(response instanceof AuthenticatorAssertionResponse)) return undefined
  return {
    credential: toBase64Url(new Uint8Array(given.rawId)),
    clientData: toBase64Url(new Uint8Array(response.clientDataJSON)),
    authenticatorData: toBase64Url(new Uint8Array(response.authenticatorData)),
    signature: toBase64Url(new Uint8Array(response.signature)),
  }
}

function descriptorOf(credential: string): PublicKeyCredentialDescriptor {
  return { type: 'public-key', id: fromBase64Url(credential) }
}

async function asked<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    // Broken off, timed out, or no authenticator: the browser says no more than this.
    if (error instanceof DOMException) return undefined
    throw error
  }
}
