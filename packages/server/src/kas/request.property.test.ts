/** Key requests: what a stranger sends, and what a device that was enrolled may have signed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { EntenteError } from '@entente/core/lib'
import fc from 'fast-check'
import { CompactSign } from 'jose'

import { bentText, bentValue, heavyJson } from '../../../core/test/bent.ts'

import { parseKeyRequest } from './request.ts'

const { privateKey, publicKey } = await crypto.subtle.generateKey(
  { name: 'ECDSA', namedCurve: 'P-256' },
  false,
  ['sign', 'verify'],
)
const now = new Date('2026-11-25T00:00:00.000Z')
const iat = now.getTime() / 1000
const body = {
  clientPublicKey: '-----BEGIN PUBLIC KEY-----',
  requests: [
    {
      policy: { id: 'p', body: 'e30=' },
      keyAccessObjects: [
        {
          keyAccessObjectId: 'k',
          keyAccessObject: {
            keyType: 'wrapped',
            kasUrl: 'https://kas.example',
            kid: 'k1',
            splitId: '',
            wrappedKey: 'AAAA',
            policyBinding: { algorithm: 'HS256', hash: 'AAAA' },
          },
        },
      ],
    },
  ],
}
const claims = { iat, exp: iat + 60, jti: 'j', purpose: 'p', requestBody: JSON.stringify(body) }

const signed = (payload: string, header: object = { alg: 'ES256' }): Promise<string> =>
  new CompactSign(Buffer.from(payload))
    .setProtectedHeader({ ...header, alg: 'ES256' })
    .sign(privateKey)

async function attempt(token: string): Promise<boolean> {
  try {
    await parseKeyRequest(token, publicKey, now)
    return true
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
    return false
  }
}

test('what is good is read', async () => {
  assert.ok(await attempt(await signed(JSON.stringify(claims))))
})

test('a time that is no number is never near enough', async () => {
  for (const time of ['x', null, [], {}, true, '1764028800', undefined]) {
    for (const name of ['iat', 'exp']) {
      const said = { ...claims, [name]: time }
      assert.equal(
        await attempt(await signed(JSON.stringify(said))),
        false,
        `${name} ${JSON.stringify(time)}`,
      )
    }
  }
})

test('any token that no device signed is refused with an error of ours', async () => {
  const good = await signed(JSON.stringify(claims))
  await fc.assert(
    fc.asyncProperty(fc.oneof(bentText([good]), fc.string()), async (token) => {
      assert.ok(token === good || !(await attempt(token)))
    }),
    { numRuns: 300 },
  )
})

test('whatever a device has signed ends in a request, or in an error of ours', async () => {
  const values = fc.oneof(
    bentValue([claims]),
    bentValue([body]).map((one) => ({ ...claims, requestBody: textOf(one) })),
    bentText([JSON.stringify(body)]).map((requestBody) => ({ ...claims, requestBody })),
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(values.map(textOf), fc.string()), async (payload) => {
      await attempt(await signed(payload))
    }),
    { numRuns: 500 },
  )
})

test('a request that is deep or huge takes no time', async () => {
  const start = performance.now()
  for (const text of heavyJson) {
    assert.equal(await attempt(await signed(text)), false)
    await attempt(await signed(JSON.stringify({ ...claims, requestBody: text.slice(0, 500_000) })))
  }
  assert.ok(performance.now() - start < 30_000)
})

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}
