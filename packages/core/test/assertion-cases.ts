/**
 * Assertions over a statement, each wrong in one way, and those that are right.
 *
 * @module
 */
import { type Act, assertionChallenge, sha256 } from '../src/crypto/index.ts'
import { type Bytes, concatBytes, fromBase64Url, toBase64Url, utf8 } from '../src/lib/index.ts'

import {
  assertion,
  otherSpelling,
  page,
  passkeyFlags,
  respelled,
  type Said,
} from './authenticator.ts'

/** One of them. */
export interface AssertionCase {
  readonly name: string
  readonly expect: 'invalid' | 'malformed' | 'ok'
  readonly why: string
  /** What the refusal says. */
  readonly reason: RegExp
  readonly act: unknown
}

/** All of them, over the bytes of a statement of this type. */
export async function assertionCases(
  type: string,
  bytes: Bytes,
): Promise<readonly AssertionCase[]> {
  const good = await assertion(type, bytes)
  const row = (
    name: string,
    expect: AssertionCase['expect'],
    reason: RegExp,
    why: string,
    act: unknown,
  ): AssertionCase => ({ name, expect, reason, why, act })
  const said = async (
    name: string,
    reason: RegExp,
    why: string,
    change: Said,
  ): Promise<AssertionCase> =>
    row(name, 'invalid', reason, why, await assertion(type, bytes, change))
  const spelled = (name: string, why: string, change: (der: Bytes) => Bytes): AssertionCase =>
    row(name, 'invalid', /of ECDSA|the higher/, why, respelled(good, change))
  const malformed = (name: string, why: string, act: unknown): AssertionCase =>
    row(name, 'malformed', /wrong length|not exactly|no authenticator|suite/, why, act)
  const question = /another question/
  const { none, present, verified, attested, extended, backedUp, eligible, reserved } = passkeyFlags
  const right = present | verified

  return [
    row('ok', 'ok', /^$/, 'an officer’s passkey, asked from the page appointed', good),
    row(
      'added-member-ok',
      'ok',
      /^$/,
      'the browser adds a member of no meaning, as browsers do',
      await assertion(type, bytes, { added: ',"other_keys_can_be_added_here":"no template"' }),
    ),
    row(
      'backed-up-ok',
      'ok',
      /^$/,
      'a passkey that may be on several machines, and is',
      await assertion(type, bytes, { flags: right | eligible | backedUp }),
    ),
    await said('other-challenge', question, 'the challenge is that of another statement', {
      challenge: assertionChallenge(type, utf8('{}')),
    }),
    await said(
      'other-type-of-statement',
      question,
      'the act was given to another type of statement',
      {
        challenge: assertionChallenge('entente-consent', bytes),
      },
    ),
    await said(
      'bare-challenge',
      question,
      'the challenge is the hash of the bytes without its tag',
      {
        challenge: sha256(bytes),
      },
    ),
    await said('sign-in-challenge', question, 'a random challenge, as at sign-in', {
      challenge: sha256(utf8('a challenge of the server')),
    }),
    await said('other-origin', question, 'asked by a page at another origin', {
      origin: 'https://entente.mfat.example.evil.example',
    }),
    await said('other-port', question, 'asked by a page at another port', {
      origin: `${page.origin}:8443`,
    }),
    await said('plain-http', question, 'asked by a page without TLS', {
      origin: page.origin.replace('https', 'http'),
    }),
    await said('in-a-frame', question, 'asked in a frame of another site', { crossOrigin: 'true' }),
    await said('top-origin', /says something twice/, 'asked in a frame, whose page is named', {
      added: ',"topOrigin":"https://evil.example"',
    }),
    await said('made-not-asked', question, 'the answer to making a passkey', {
      type: 'webauthn.create',
    }),
    await said(
      'challenge-twice',
      /says something twice/,
      'a second challenge behind the right one',
      {
        added: `,"challenge":"${toBase64Url(sha256(utf8('another')))}"`,
      },
    ),
    await said(
      'origin-twice-escaped',
      /says something twice/,
      'a second origin, its name escaped',
      {
        added: ',"\\u006frigin":"https://evil.example"',
      },
    ),
    await said('other-order', question, 'the members in another order', {
      clientData: (text) => {
        const { type: kind, challenge, ...rest } = JSON.parse(text)
        return JSON.stringify({ challenge, type: kind, ...rest })
      },
    }),
    await said('white-space', question, 'the members spelled with white space', {
      clientData: (text) => JSON.stringify(JSON.parse(text), null, 1),
    }),
    await said('not-json', /not JSON/, 'what follows the members is no JSON', { added: ',' }),
    await said('more-behind', /not JSON/, 'something stands behind the client data', {
      clientData: (text) => `${text}{}`,
    }),
    await said('other-domain', /another domain/, 'the authenticator signed for another domain', {
      domain: 'mfat.example',
    }),
    await said('not-present', /not present/, 'nobody was at the authenticator', {
      flags: verified,
    }),
    await said('not-verified', /not verified/, 'the authenticator did not verify the person', {
      flags: present,
    }),
    await said('no-flags', /not present/, 'no flag is set', { flags: none }),
    await said('attested', /no assertion has/, 'the flag of a passkey that is being made', {
      flags: right | attested,
    }),
    await said('extensions', /no assertion has/, 'the flag of extensions, which nobody asked for', {
      flags: right | extended,
    }),
    await said('reserved-flag', /no assertion has/, 'a flag that has no meaning yet', {
      flags: right | reserved,
    }),
    await said('backed-up-not-eligible', /no assertion has/, 'backed up, and not eligible for it', {
      flags: right | backedUp,
    }),
    row('other-key', 'invalid', /ES256 by/, 'another authenticator under the name of this one', {
      ...(await assertion(type, bytes, { key: 'another' })),
      key: good.key,
    }),
    row('other-data', 'invalid', /ES256 by/, 'the counter was altered after it was signed', {
      ...good,
      signature: {
        ...signatureOf(good),
        authenticatorData: bent(signatureOf(good).authenticatorData),
      },
    }),
    spelled('higher-s', 'the other of the two spellings of s', otherSpelling),
    spelled('long-length', 'a length in DER that is not the shortest', (der) =>
      concatBytes(der.subarray(0, 1), Uint8Array.of(0x81), der.subarray(1)),
    ),
    spelled('padded-integer', 'an integer in DER with a zero too many', (der) =>
      concatBytes(Uint8Array.of(0x30, (der[1] ?? 0) + 1, 2, (der[3] ?? 0) + 1, 0), der.subarray(4)),
    ),
    spelled('negative-integer', 'an integer in DER that is negative', (der) =>
      Uint8Array.from(der, (byte, at) => (at === 4 ? byte | 0x80 : byte)).map((byte, at) =>
        at === 4 && byte === 0 ? 0xff : byte,
      ),
    ),
    spelled('zero', 'a signature of zeros', () => Uint8Array.of(0x30, 6, 2, 1, 0, 2, 1, 0)),
    spelled('trailing-byte', 'a byte behind the signature', (der) =>
      concatBytes(der, Uint8Array.of(0)).subarray(0, 72),
    ),
    spelled('raw', 'the signature as 64 bytes', () => sha256x2()),
    malformed('data-cut-off', 'authenticator data that is cut off', {
      ...good,
      signature: {
        ...signatureOf(good),
        authenticatorData: shorter(signatureOf(good).authenticatorData),
      },
    }),
    malformed('data-too-long', 'authenticator data with a byte too many', {
      ...good,
      signature: {
        ...signatureOf(good),
        authenticatorData: longer(signatureOf(good).authenticatorData),
      },
    }),
    malformed('data-missing', 'no authenticator data', {
      ...good,
      signature: {
        clientDataJSON: signatureOf(good).clientDataJSON,
        signature: signatureOf(good).signature,
      },
    }),
    malformed('field-too-many', 'a member of the signature that nobody knows', {
      ...good,
      signature: { ...signatureOf(good), userHandle: 'AA' },
    }),
    malformed('client-data-too-long', 'client data of more than 2,048 bytes', {
      ...good,
      signature: { ...signatureOf(good), clientDataJSON: toBase64Url(new Uint8Array(2049)) },
    }),
    malformed('as-jws', 'the assertion under the name of the other suite', {
      ...good,
      suite: 'jws-hybrid',
    }),
    malformed('unknown-suite', 'a suite that nobody knows', { ...good, suite: 'webauthn-2' }),
  ]
}

function signatureOf(act: Act): {
  readonly authenticatorData: string
  readonly clientDataJSON: string
  readonly signature: string
} {
  if (act.suite !== 'webauthn') throw new TypeError('no act by a passkey')
  return act.signature
}

function bent(text: string): string {
  return toBase64Url(fromBase64Url(text).map((byte, at) => (at === 36 ? byte + 1 : byte)))
}

function shorter(text: string): string {
  return toBase64Url(fromBase64Url(text).subarray(0, 36))
}

function longer(text: string): string {
  return toBase64Url(concatBytes(fromBase64Url(text), Uint8Array.of(0)))
}

function sha256x2(): Bytes {
  return concatBytes(sha256(utf8('r')), sha256(utf8('s')))
}
