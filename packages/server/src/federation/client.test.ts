/** Whom we speak with, on real TLS. */
// oxlint-disable-next-line import/no-unassigned-import -- what x509 needs before it is loaded
import 'reflect-metadata'

import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as x509 from '@peculiar/x509'

import { listen } from '../http/index.ts'
import { silentLog } from '../telemetry/index.ts'

import { askPeer } from './client.ts'
import { endpoint, peers } from './members.fixture.ts'

test('we speak with the appointed certificate and with no other, whoever vouches for it', async () => {
  await using net = await peers(['a', 'b'])
  const [a, b] = [net.members[0]!, net.members[1]!]
  const pretended = { ...endpoint(b), certificate: a.tls.certificate }
  const request = { method: 'GET', path: '/ledger/checkpoint' } as const
  await assert.rejects(askPeer(pretended, a.tls, request), { code: 'federation/unreachable' })
  assert.equal((await askPeer(endpoint(b), a.tls, request)).status, 200)

  // A certificate that the appointed one has signed leads to it, and is another.
  const { authority, child } = await familyOf('127.0.0.1')
  const listener = await listen({
    name: 'child',
    host: '127.0.0.1',
    port: 0,
    tls: child,
    fetch: () => new Response('here'),
    log: silentLog,
    now: net.now,
  })
  const url = `https://127.0.0.1:${listener.port}`
  const signedBy = { ...endpoint(b), certificate: authority, url }
  await assert.rejects(askPeer(signedBy, a.tls, request), { code: 'federation/unreachable' })
  await listener.close(0)
})

/** An authority, and a certificate that it has signed for `host`. */
async function familyOf(host: string): Promise<{
  readonly authority: string
  readonly child: { readonly privateKeyPem: string; readonly certificatePem: string }
}> {
  const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
  const newKeys = () => crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify'])
  const [above, below] = [await newKeys(), await newKeys()]
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=authority',
    keys: above,
    signingAlgorithm,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  })
  const child = await x509.X509CertificateGenerator.create({
    subject: 'CN=child',
    issuer: authority.subject,
    publicKey: below.publicKey,
    signingKey: above.privateKey,
    signingAlgorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: host }])],
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', below.privateKey)
  return {
    authority: authority.toString('pem'),
    child: {
      privateKeyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
      certificatePem: child.toString('pem'),
    },
  }
}
