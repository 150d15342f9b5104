/**
 * Certificates of which one vouches for the other: trusted by chains, and not the same.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what x509 needs before it is loaded
import 'reflect-metadata'

import * as x509 from '@peculiar/x509'

/** An authority, and a certificate that it has signed for `host`. */
export async function familyOf(host: string): Promise<{
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
