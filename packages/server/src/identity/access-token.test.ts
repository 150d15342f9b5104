import assert from 'node:assert/strict'
import { test } from 'node:test'

import { exportJWK, generateKeyPair, SignJWT } from 'jose'

import { createTokenReader, signAccessToken, tokenLifetime } from './access-token.ts'
import { deriveIdentityKeys } from './keys.ts'

const realm = { issuer: 'https://nzl.example', audience: 'https://nzl.example/api' }
const now = new Date('2026-11-25T00:00:00.000Z')
const token = { id: 't', person: 'mori', device: 'e1', jkt: 'j' }
const { token: key } = await deriveIdentityKeys(new Uint8Array(32).fill(1))
const read = createTokenReader(realm, [key.publicJwk])

const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

test('a token says what was signed, until it expires', async () => {
  const signed = await signAccessToken(token, realm, key, now)
  assert.deepEqual(await read(signed, later(tokenLifetime - 1)), token)
  await assert.rejects(read(signed, later(tokenLifetime)), code('identity/expired-token'))
})

test('a token of another issuer is refused, though the key is the same', async () => {
  const signed = await signAccessToken(token, { ...realm, issuer: 'https://jpn.example' }, key, now)
  await assert.rejects(read(signed, now), code('identity/bad-token'))
})

test('a token for another audience is refused', async () => {
  const signed = await signAccessToken(token, { ...realm, audience: 'https://x' }, key, now)
  await assert.rejects(read(signed, now), code('identity/wrong-audience'))
})

test('a token of another algorithm is refused, even by a known key', async () => {
  const pair = await generateKeyPair('ES256')
  const known = createTokenReader(realm, [{ ...(await exportJWK(pair.publicKey)), kid: 'k' }])
  const signed = await new SignJWT({ client_id: 'x', device: 'e1', cnf: { jkt: 'j' } })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k' })
    .setIssuer(realm.issuer)
    .setAudience(realm.audience)
    .setSubject('mori')
    .setJti('t')
    .setIssuedAt(now)
    .setExpirationTime(later(60))
    .sign(pair.privateKey)
  await assert.rejects(known(signed, now), code('identity/bad-token'))
})

test('the same secret gives the same keys, another one others', async () => {
  const again = await deriveIdentityKeys(new Uint8Array(32).fill(1))
  const other = await deriveIdentityKeys(new Uint8Array(32).fill(2))
  assert.deepEqual(again.token.publicJwk, key.publicJwk)
  assert.notEqual(other.token.kid, key.kid)
  assert.notEqual(other.idToken.kid, again.idToken.kid)
  assert.notEqual(other.cookie, again.cookie)
})
