import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'

import {
  awaitSignIn,
  type DeviceKey,
  type DeviceSignIn,
  dpopFetch,
  exchange,
  refreshSignIn,
  SessionError,
  type SessionPorts,
  type SignInTokens,
  startDeviceSignIn,
} from '@entente/sdk'

import { Browser, confirmCode, hiddenField } from '../packages/server/src/http/device.fixture.ts'
import { type Edge, openEdge } from '../packages/server/src/http/edge.fixture.ts'

let edge: Edge
before(async () => {
  edge = await openEdge()
})
after(() => edge[Symbol.asyncDispose]())

const code = (expected: string, refused?: string) => (error: unknown) =>
  error instanceof SessionError && error.code === expected && error.refused === refused

async function newPorts(): Promise<SessionPorts> {
  // Not extractable: a proof needs the key's use, not its bytes.
  const device: DeviceKey = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign', 'verify'],
  )
  return { server: edge.origin, fetch, device, now: () => new Date(), randomId: randomUUID }
}

async function enrol({ device }: SessionPorts, person: string): Promise<void> {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', device.publicKey))
  const key = Buffer.from(raw).toString('base64url')
  edge.devices.set(key, { person, facility: 'hq', enrolment: 'e1' })
}

/** The person confirms while the device asks for the second time. */
async function signIn(ports: SessionPorts, person: string): Promise<SignInTokens> {
  const begun = await startDeviceSignIn(ports)
  let asked = 0
  return awaitSignIn(ports, begun, async () => {
    if (++asked === 2) await confirmCode(new Browser(), begun.verificationUrlComplete, person)
  })
}

test('a device signs in, gets a session, and speaks with it', async () => {
  const ports = await newPorts()
  await enrol(ports, 'mori')
  const session = await exchange(ports, await signIn(ports, 'mori'))
  assert.equal(session.person, 'mori')
  assert.equal(session.facility, 'hq')
  const response = await dpopFetch(ports, session.accessToken, '/api/sessions/current')
  assert.deepEqual(await response.json(), { person: 'mori', facility: 'hq', device: 'e1' })
})

test('a refreshed sign-in gives another session; the old refresh token ends it', async () => {
  const ports = await newPorts()
  await enrol(ports, 'sato')
  const first = await signIn(ports, 'sato')
  const second = await refreshSignIn(ports, first)
  assert.equal((await exchange(ports, second)).person, 'sato')
  await assert.rejects(refreshSignIn(ports, first), code('session/expired'))
  await assert.rejects(refreshSignIn(ports, second), code('session/expired'))
})

test('a device nobody enrolled learns the code of the server', async () => {
  const ports = await newPorts()
  const tokens = await signIn(ports, 'mori')
  await assert.rejects(
    exchange(ports, tokens),
    code('session/refused', 'identity/device-not-enrolled'),
  )
})

test('a person who says no denies the device', async () => {
  const ports = await newPorts()
  const begun = await startDeviceSignIn(ports)
  await stop(begun)
  await assert.rejects(
    awaitSignIn(ports, begun, () => Promise.resolve()),
    code('session/denied'),
  )
})

test('a code nobody confirmed in time, or nobody gave out, is expired', async () => {
  const ports = await newPorts()
  const begun = await startDeviceSignIn(ports)
  for (const change of [{ expiresAt: new Date(0) }, { deviceCode: 'made-up' }]) {
    await assert.rejects(
      awaitSignIn(ports, { ...begun, ...change }, () => Promise.resolve()),
      code('session/expired'),
    )
  }
})

test('a device whose clock is wrong is refused', async () => {
  const ports = await newPorts()
  const fast = { ...ports, now: () => new Date(Date.now() + 3_600_000) }
  const begun = { ...(await startDeviceSignIn(ports)), expiresAt: new Date(Date.now() * 2) }
  await assert.rejects(
    awaitSignIn(fast, begun, () => Promise.resolve()),
    code('session/refused', 'invalid_dpop_proof'),
  )
})

test('a server that is not there, or is none, is told apart', async () => {
  const ports = await newPorts()
  await assert.rejects(
    startDeviceSignIn({ ...ports, server: 'https://localhost:1' }),
    code('session/unreachable'),
  )
  for (const answer of [new Response('<html>'), new Response('[]'), new Response('{}')]) {
    await assert.rejects(
      startDeviceSignIn({ ...ports, fetch: () => Promise.resolve(answer) }),
      code('session/unexpected-answer'),
    )
  }
})

test('a token that is not bound to the device is not taken', async () => {
  const ports = await newPorts()
  const bearer = { access_token: 'a', refresh_token: 'b', expires_in: 1, token_type: 'Bearer' }
  const tokens = { accessToken: 'a', refreshToken: 'b', expiresAt: new Date() }
  await assert.rejects(
    refreshSignIn({ ...ports, fetch: () => Promise.resolve(Response.json(bearer)) }, tokens),
    code('session/unexpected-answer'),
  )
})

test('a token never goes to another server', async () => {
  const ports = await newPorts()
  for (const path of ['https://evil.example/', '//evil.example/']) {
    await assert.rejects(dpopFetch(ports, 'token', path), TypeError)
  }
})

async function stop({ verificationUrl, userCode }: DeviceSignIn): Promise<void> {
  const browser = new Browser()
  const xsrf = hiddenField(await (await browser.open(verificationUrl)).text(), 'xsrf')
  await browser.open(verificationUrl, { xsrf, user_code: userCode })
  await browser.open(verificationUrl, { xsrf, user_code: userCode, abort: 'yes' })
}
