/**
 * The certificate a member shows its peers. Self-signed: what makes it believed is the appointment
 * that pins it, not an authority.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what x509 needs before it is loaded
import 'reflect-metadata'

import { isIP } from 'node:net'

import * as x509 from '@peculiar/x509'

import type { KeyEntries } from './entries.ts'

/** What the certificate says. */
export interface TlsRequest {
  /** Id of the member. */
  readonly member: string
  /** DNS names and addresses of the member's listeners, the first its main one. */
  readonly hosts: readonly string[]
  readonly now: Date
  readonly days: number
}

/** P-256, because browsers refuse Ed25519 certificates. Keys are made by the system. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const hourMilliseconds = 3_600_000

/** Makes a key and its self-signed certificate, for both ends of mutual TLS. */
export async function createTlsIdentity({
  member,
  hosts,
  now,
  days,
}: TlsRequest): Promise<KeyEntries['tls']> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // An array of attributes is encoded as it stands: nothing in a name can add another.
    name: [{ CN: [member] }],
    // The peer's clock may be behind ours.
    notBefore: new Date(now.getTime() - hourMilliseconds),
    notAfter: new Date(now.getTime() + days * 24 * hourMilliseconds),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([
        x509.ExtendedKeyUsage.serverAuth,
        x509.ExtendedKeyUsage.clientAuth,
      ]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    privateKeyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    certificatePem: certificate.toString('pem'),
  }
}
