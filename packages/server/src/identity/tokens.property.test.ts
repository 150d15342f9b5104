/** Proofs and tokens, as whoever reaches the edge may send them. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'

import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

import { bentText, bentValue } from '../../../core/test/bent.ts'

import { createTokenReader, signAccessToken } from './access-token.ts'
import { verifyProof } from './dpop.ts'
import { IdentityError } from './errors.ts'
import { deriveIdentityKeys } from './keys.ts'

const now = new Date('2026-11-25T00:00:00.000Z')
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
const jwk = await exportJWK(publicKey)
const url = new URL('https://edge.example/api/member')
const header = { alg: 'ES256', typ: 'dpop+jwt', jwk }
const claims = {
  jti: 'proof-0001',
  htm: 'GET',
  htu: url.href,
  iat: now.getTime() / 1000,
  ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo',
}

/** Signs what may not even be claims of a token. */
async function proofOf(head: unknown, said: unknown): Promise<string> {
  const part = (value: unknown): string =>
    Buffer.from(JSON.stringify(value) ?? '').toString('base64url')
  const input = `${part(head)}.${part(said)}`
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    privateKey,
    Buffer.from(input),
  )
  return `${input}.${Buffer.from(signature).toString('base64url')}`
}

async function attempt(proof: string): Promise<boolean> {
  try {
    await verifyProof({ proof, method: 'GET', url, token: 'token' }, now)
    return true
  } catch (error) {
    assert.ok(error instanceof IdentityError, String(error))
    return false
  }
}

const plain = (value: unknown): boolean => {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false
  }
}

test('whatever is signed as a proof ends in one, or in an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(bentValue([header]), fc.constant(header)).filter(plain),
      fc.oneof(bentValue([claims]), fc.jsonValue()).filter(plain),
      async (head, said) => void (await attempt(await proofOf(head, said))),
    ),
    { numRuns: 300 },
  )
})

/** The same bytes as other decoders of base64url read them: with padding, space, or bits behind the last byte. */
function spellings(token: string): readonly string[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const next = letters[letters.indexOf(token.at(-1) ?? '') + 1] ?? ''
  return [`${token}==`, `${token} `, token.replace('.', '=.'), token.slice(0, -1) + next]
}

test('any text in place of a proof is refused with an error of ours', async () => {
  const good = await new SignJWT(claims)
    .setProtectedHeader({ ...header, alg: 'ES256' })
    .sign(privateKey)
  await fc.assert(
    fc.asyncProperty(fc.oneof(bentText([good]), fc.string()), async (text) => {
      assert.ok(text === good || !(await attempt(text)))
    }),
    { numRuns: 300 },
  )
  assert.equal(await attempt(`${good}${'A'.repeat(1_000_000)}`), false)
  for (const text of spellings(good)) assert.equal(await attempt(text), false, text)
})

test('any text in place of an access token is refused with an error of ours', async () => {
  const keys = await deriveIdentityKeys(randomBytes(32))
  const realm = { issuer: 'https://edge.example', audience: 'https://edge.example/api' }
  const token = { id: 't1', person: 'mori', device: 'e1', jkt: 'j' }
  const good = await signAccessToken(token, realm, keys.token, now)
  const read = createTokenReader(realm, [keys.token.publicJwk])
  assert.equal((await read(good, now)).person, 'mori')
  await fc.assert(
    fc.asyncProperty(fc.oneof(bentText([good]), fc.string()), async (text) => {
      if (text !== good) await assert.rejects(read(text, now), IdentityError)
    }),
    { numRuns: 300 },
  )
  for (const text of spellings(good)) await assert.rejects(read(text, now), IdentityError)
})
