/**
 * Certificates that somebody trusts by handing them over.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'

import { LabelError, type TrustedKey } from '@entente/core/label'
import type { Bytes } from '@entente/core/lib'

/** A certificate, as far as verifying a binding needs it. */
export interface Certificate extends TrustedKey {
  /** DER. */
  readonly der: Bytes
}

/** Many times the largest certificate. */
const longest = 65_536

/**
 * Reads one X.509 certificate in PEM. Who issued it does not matter: it is trusted as it stands.
 *
 * @throws {LabelError} `label/binding-key` where it is none, or text holds several
 */
export function readCertificate(pem: string): Certificate {
  const marks = pem.match(/-----BEGIN CERTIFICATE-----/g) ?? []
  try {
    if (marks.length !== 1 || pem.length > longest) throw new TypeError('not one certificate')
    const certificate = new X509Certificate(pem)
    return {
      der: new Uint8Array(certificate.raw),
      spki: new Uint8Array(certificate.publicKey.export({ format: 'der', type: 'spki' })),
      notBefore: certificate.validFromDate,
      notAfter: certificate.validToDate,
    }
  } catch (cause) {
    throw new LabelError('label/binding-key', 'not one certificate in PEM', { cause })
  }
}
