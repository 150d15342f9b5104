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

const certified = z.strictObject({
  privateKeyPem: pem('PRIVATE KEY'),
  certificatePem: pem('CERTIFICATE'),
})

const serverForms = {
  /** Signs the ledger's checkpoints; the name is the ledger's origin. */
  ledger: noteKey,
  /** Cosigns the peers' checkpoints. */
  witness: noteKey,
  /** Signs labels. */
  label: hybridKey,
  /** Signs messages and receipts. */
  message: hybridKey,
  /** Server and client certificate towards peers. */
  tls: certified,
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

/** On either end of the link between a server and a KAS that runs apart from it. */
const linkForms = {
  /** Shown to the other end, which has pinned it. */
  link: certified,
} as const

/** Never on a server: each in a keyring of its own, on a medium in the hands of who signs with it. */
const personalForms = {
  /** Signs the pact and the first appointments of a member. */
  appointing: hybridKey,
  /** Signs the acts of an officer. */
  person: hybridKey,
} as const

/** One form an entry. */
export const entryForms = { ...serverForms, ...linkForms, ...personalForms } as const

/** The private keys of a member's server, by what they are for. */
export type KeyEntries = Entries<typeof serverForms>

/** The private keys that people hold. */
export type PersonalKeyEntries = Entries<typeof personalForms>

/** Every entry that a keyring can hold. */
export type AllEntries = KeyEntries & Entries<typeof linkForms> & PersonalKeyEntries

/** Names of the entries. */
export type KeyName = keyof AllEntries

/** What a keyring file holds. */
export const keyringForm = z.strictObject(entryForms).partial()

/** Some of the keys. */
export type SomeKeys = { readonly [Name in KeyName]?: AllEntries[Name] | undefined }

type Entries<Forms extends { readonly [name: string]: z.ZodType }> = {
  readonly [Name in keyof Forms]: Readonly<z.infer<Forms[Name]>>
}
