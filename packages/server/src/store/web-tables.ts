/**
 * Tables of the ways in at browsers: sessions, and the member's own OpenID provider.
 *
 * @module
 */

/** Sessions of people at browsers. What they may do is in statements; a row says how fresh it is. */
export interface WebSessionsTable {
  /** Digest of the cookie: whoever reads the store cannot be the browser. */
  readonly id: string
  readonly person: string
  /** Id of the enrolment of the device. */
  readonly device: string
  /** How the person showed who they are. */
  readonly way: 'passkey' | 'password' | 'provider'
  /** Id of the enrolment of the passkey; null where it was another way. */
  readonly passkey: string | null
  /** Thumbprint of the device key. */
  readonly jkt: string
  /** Seconds since 1970, as is the next one. */
  readonly used_at: number
  readonly ends_at: number
}

/** Who somebody is at a provider. A subject is told apart to the letter, and only below its issuer. */
export interface ProviderAccountsTable {
  readonly issuer: string
  readonly subject: string
  readonly person: string
}

/** Sign-ins that were sent to the provider and have not come back. */
export interface ProviderRequestsTable {
  /** Digest of `state`: whoever reads the store cannot come back with it. */
  readonly state: string
  readonly nonce: string
  /** PKCE verifier (RFC 7636). */
  readonly verifier: string
  /** Thumbprint of the device key that asked. */
  readonly jkt: string
  /** Seconds since 1970. */
  readonly ends_at: number
}
