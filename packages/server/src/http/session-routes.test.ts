import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'

import { decodeProtectedHeader, SignJWT } from 'jose'

import { type AccessToken, createProvider, signAccessToken } from '../identity/index.ts'

import {
  type Device,
  jsonOf,
  newDevice,
  type ProofOptions,
  prove,
  refusalOf,
  send,
  signInDevice,
  tokenRequest,
} from './device.fixture.ts'
import { type Edge, openEdge } from './edge.fixture.ts'

let edge: Edge
let device: Device
let tokens: Readonly<Record<string, unknown>>
let url: string

const enrolment = { person: 'mori', facility: 'hq', enrolment: 'e1' }

before(async () => {
  edge = await openEdge()
  device = await newDevice()
  edge.devices.set(device.point, enrolment)
  tokens = await signInDevice(device, edge.origin, 'mori')
  url = `${edge.origin}/api/sessions/current`
})
after(() => edge[Symbol.asyncDispose]())

const openSession = (by: Device, token = String(tokens['access_token'])) =>
  send(by, token, `${edge.origin}/api/sessions`, { method: 'POST' })

const accessToken = async () => {
  const session = await jsonOf(await openSession(device))
  return String(session['accessToken'])
}

const signed = (token: Partial<AccessToken>, issued = new Date(), audience = '/api') =>
  signAccessToken(
    { id: randomUUID(), person: 'mori', device: 'e1', jkt: device.jkt, ...token },
    { issuer: edge.origin, audience: edge.origin + audience },
    edge.keys.token,
    issued,
  )

const sendWith = async (options: Partial<ProofOptions>, token?: string) => {
  const sent = token ?? (await accessToken())
  return send(device, sent, url, {
    proof: await prove(device, { method: 'GET', url, token: sent, ...options }),
  })
}

test('a sign-in on the enrolled device gives a session of its person and facility', async () => {
  const response = await openSession(device)
  assert.equal(response.status, 201)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const { accessToken: token, ...session } = await jsonOf(response)
  assert.deepEqual(session, {
    tokenType: 'DPoP',
    expiresIn: 600,
    person: 'mori',
    facility: 'hq',
    device: 'e1',
  })
  const answer = await send(device, String(token), url)
  assert.deepEqual(await answer.json(), { person: 'mori', facility: 'hq', device: 'e1' })
})

test('a refreshed sign-in gives a session, and its refresh token is used up', async () => {
  const tokenUrl = `${edge.origin}/auth/protocol/openid-connect/token`
  const fresh = await signInDevice(device, edge.origin, 'mori')
  const form = { grant_type: 'refresh_token', refresh_token: String(fresh['refresh_token']) }
  const again = await tokenRequest(device, tokenUrl, form)
  assert.equal((await openSession(device, String(again['access_token']))).status, 201)
  assert.equal((await tokenRequest(device, tokenUrl, form))['error'], 'invalid_grant')
})

test('a sign-in is known to a provider that starts anew over the same rows', async () => {
  const { store, keys, origin } = edge
  const onFailure = (error: unknown) => assert.fail(String(error))
  const again = createProvider({ store, keys, origin, now: () => new Date(), onFailure })
  assert.deepEqual(await again.getSignIn(String(tokens['access_token'])), {
    subject: 'mori',
    jkt: device.jkt,
  })
})

test('a refresh token is refused to another device', async () => {
  const tokenUrl = `${edge.origin}/auth/protocol/openid-connect/token`
  const fresh = await signInDevice(device, edge.origin, 'mori')
  const form = { grant_type: 'refresh_token', refresh_token: String(fresh['refresh_token']) }
  const refused = await tokenRequest(await newDevice(), tokenUrl, form)
  assert.equal(refused['error'], 'invalid_grant')
})

test('the id token is signed with ES256', () => {
  assert.equal(decodeProtectedHeader(String(tokens['id_token'])).alg, 'ES256')
})

test('a sign-in is refused to a device it is not bound to', async () => {
  const other = await newDevice()
  edge.devices.set(other.point, enrolment)
  assert.equal(await refusalOf(await openSession(other)), '401 identity/other-device')
})

test('a device nobody enrolled gets no session', async () => {
  const stranger = await newDevice()
  const signIn = await signInDevice(stranger, edge.origin, 'mori')
  const response = await openSession(stranger, String(signIn['access_token']))
  assert.equal(await refusalOf(response), '403 identity/device-not-enrolled')
})

test('a device enrolled for another person gets no session', async () => {
  const signIn = await signInDevice(device, edge.origin, 'sato')
  const response = await openSession(device, String(signIn['access_token']))
  assert.equal(await refusalOf(response), '403 identity/other-person')
})

test('a token nobody issued is no sign-in', async () => {
  assert.equal(
    await refusalOf(await openSession(device, 'made-up')),
    '401 identity/sign-in-required',
  )
})

test('a withdrawn device is refused at its next request', async () => {
  const token = await accessToken()
  edge.devices.delete(device.point)
  const refused = await refusalOf(await send(device, token, url))
  edge.devices.set(device.point, enrolment)
  assert.equal(refused, '403 identity/device-not-enrolled')
})

test('a token of an earlier enrolment of the same key is refused', async () => {
  const token = await accessToken()
  edge.devices.set(device.point, { ...enrolment, enrolment: 'e2' })
  const refused = await refusalOf(await send(device, token, url))
  edge.devices.set(device.point, enrolment)
  assert.equal(refused, '403 identity/device-not-enrolled')
})

test('a token of another device is refused', async () => {
  const token = await signed({ jkt: (await newDevice()).jkt })
  assert.equal(await refusalOf(await send(device, token, url)), '401 identity/other-device')
})

test('a token of another person on this device is refused', async () => {
  const token = await signed({ person: 'sato' })
  assert.equal(await refusalOf(await send(device, token, url)), '403 identity/device-not-enrolled')
})

test('an expired token is refused', async () => {
  const token = await signed({}, new Date(Date.now() - 601_000))
  assert.equal(await refusalOf(await send(device, token, url)), '401 identity/expired-token')
})

test('a token for another audience is refused', async () => {
  const token = await signed({}, new Date(), '/elsewhere')
  assert.equal(await refusalOf(await send(device, token, url)), '401 identity/wrong-audience')
})

test('a sign-in token is not an access token', async () => {
  const token = String(tokens['access_token'])
  assert.equal(await refusalOf(await send(device, token, url)), '401 identity/bad-token')
})

test('an id token is not an access token', async () => {
  const token = String(tokens['id_token'])
  assert.equal(await refusalOf(await send(device, token, url)), '401 identity/bad-token')
})

for (const [why, header, sign] of [
  ['signed with the public key as a secret', { alg: 'HS256' }, 'secret'],
  ['signed by a device', { alg: 'ES256' }, 'device'],
  ['of another type', { alg: 'EdDSA', typ: 'JWT' }, 'ours'],
] as const) {
  test(`a token ${why} is refused`, async () => {
    const { publicJwk, privateKey, kid } = edge.keys.token
    const keys = {
      secret: Buffer.from(publicJwk.x ?? '', 'base64url'),
      device: device.privateKey,
      ours: privateKey,
    }
    const token = await new SignJWT({ client_id: 'x', device: 'e1', cnf: { jkt: device.jkt } })
      .setProtectedHeader({ typ: 'at+jwt', kid, ...header })
      .setIssuer(edge.origin)
      .setAudience(`${edge.origin}/api`)
      .setSubject('mori')
      .setJti('j')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(keys[sign])
    assert.equal(await refusalOf(await send(device, token, url)), '401 identity/bad-token')
  })
}

test('a token without a signature is refused', async () => {
  const [, payload] = (await accessToken()).split('.')
  const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
  const response = await send(device, `${header}.${payload}.`, url)
  assert.equal(await refusalOf(response), '401 identity/bad-token')
})

test('a proof is good for one request', async () => {
  const token = await accessToken()
  const proof = await prove(device, { method: 'GET', url, token })
  assert.equal((await send(device, token, url, { proof })).status, 200)
  assert.equal(
    await refusalOf(await send(device, token, url, { proof })),
    '401 identity/replayed-proof',
  )
})

test('of one proof sent many times at once, one is taken', async () => {
  const token = await accessToken()
  const proof = await prove(device, { method: 'GET', url, token })
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => send(device, token, url, { proof })),
  )
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
})

test('a proof of opening a session is good once, too', async () => {
  const token = String(tokens['access_token'])
  const sessions = `${edge.origin}/api/sessions`
  const proof = await prove(device, { method: 'POST', url: sessions, token })
  assert.equal((await send(device, token, sessions, { method: 'POST', proof })).status, 201)
  assert.equal(
    await refusalOf(await send(device, token, sessions, { method: 'POST', proof })),
    '401 identity/replayed-proof',
  )
})

test('a proof of another method is refused', async () => {
  assert.equal(await refusalOf(await sendWith({ method: 'POST' })), '401 identity/proof-mismatch')
})

test('a proof of another URL is refused', async () => {
  for (const other of [`${edge.origin}/api/sessions`, 'https://elsewhere/api/sessions/current']) {
    assert.equal(await refusalOf(await sendWith({ url: other })), '401 identity/proof-mismatch')
  }
})

test('the query is no part of a proof', async () => {
  assert.equal((await sendWith({ url: `${url}?a=b` })).status, 200)
})

test('a proof without the hash of the token, or of another token, is refused', async () => {
  for (const ath of [undefined, 'x'.repeat(43)]) {
    assert.equal(
      await refusalOf(await sendWith({ claims: { ath } })),
      '401 identity/proof-mismatch',
    )
  }
})

test('a proof of another time is refused', async () => {
  for (const skew of [-70, 70]) {
    const iat = Math.floor(Date.now() / 1000) + skew
    assert.equal(await refusalOf(await sendWith({ claims: { iat } })), '401 identity/stale-proof')
  }
})

test('a proof of another type, without a key, or with missing claims is refused', async () => {
  for (const options of [
    { header: { typ: 'JWT' } },
    { header: { typ: undefined } },
    { header: { jwk: undefined } },
    { header: { jwk: { ...device.jwk, d: 'A'.repeat(43) } } },
    { claims: { jti: undefined } },
    { claims: { jti: 'short' } },
    { claims: { iat: undefined } },
    { claims: { htm: undefined } },
    { claims: { htu: 'no url' } },
    { claims: { padding: 'x'.repeat(4096) } },
  ]) {
    assert.equal(await refusalOf(await sendWith(options)), '401 identity/bad-proof')
  }
})

test('a proof signed by a key other than the one it names is refused', async () => {
  const other = await newDevice()
  const response = await sendWith({ header: { jwk: other.jwk } })
  assert.equal(await refusalOf(response), '401 identity/bad-proof')
})

test('a proof signed with a shared secret is refused', async () => {
  const token = await accessToken()
  const proof = await new SignJWT({ jti: randomUUID(), htm: 'GET', htu: url })
    .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'oct' } })
    .setIssuedAt()
    .sign(Buffer.from('secret'))
  assert.equal(await refusalOf(await send(device, token, url, { proof })), '401 identity/bad-proof')
})

test('a token without a proof, as Bearer, or none at all is refused', async () => {
  const token = await accessToken()
  const get = (headers: Record<string, string>) => fetch(url, { headers }).then(refusalOf)
  assert.equal(await get({ authorization: `DPoP ${token}` }), '401 identity/no-proof')
  assert.equal(await get({ authorization: `Bearer ${token}` }), '401 identity/no-token')
  assert.equal(await get({}), '401 identity/no-token')
})

test('a token request without a proof is refused by the provider', async () => {
  const response = await fetch(`${edge.origin}/auth/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'entente-cli',
      grant_type: 'refresh_token',
      refresh_token: String(tokens['refresh_token']),
    }),
  })
  assert.equal(response.status, 400)
})
