/**
 * What a keyring can hold, and the form of each.
 *
 * @module
 */
import { z } from 'zod'

const seed = z.base64url().length(43)
const noteKey = z.strictObject({ name: z.string().min(1).max(255), seed })
const hybridKey = z.strictObject({ ed25519: seed, mldsa65: seed })
const pem = (label: string) =>
  z
    .string()
    .max(20_000)
    .regex(new RegExp(`^-----BEGIN ${label}-----\n[\\s\\S]+-----END ${label}-----\n?$`))

/** One form an entry. */
export const entryForms = {
  /** Signs the ledger's checkpoints; the name is the ledger's origin. */
  ledger: noteKey,
  /** Cosigns the peers' checkpoints. */
  witness: noteKey,
  /** Signs labels. */
  label: hybridKey,
  /** Signs messages and receipts. */
  message: hybridKey,
  /** Server and client certificate towards peers. */
  tls: z.strictObject({ privateKeyPem: pem('PRIVATE KEY'), certificatePem: pem('CERTIFICATE') }),
  /** The keys that payload keys are wrapped for. A retired one opens what was wrapped before. */
  kas: z
    .array(
      z.strictObject({
        kid: z.string().min(1).max(64),
        suite: z.string().min(1).max(64),
        privateKeyPem: z.string().min(1).max(20_000),
        publicKeyPem: z.string().min(1).max(20_000),
        state: z.enum(['current', 'retired']),
      }),
    )
    .max(1000),
  /** Signs access tokens. */
  token: z.strictObject({ seed }),
} as const

/** The private keys of a member, by what they are for. */
export type KeyEntries = {
  readonly [Name in keyof typeof entryForms]: Readonly<z.infer<(typeof entryForms)[Name]>>
}

/** Names of the entries. */
export type KeyName = keyof KeyEntries

/** What a keyring file holds. */
export const keyringForm = z.strictObject(entryForms).partial()

/** Some of the keys. */
export type SomeKeys = { readonly [Name in KeyName]?: KeyEntries[Name] | undefined }
