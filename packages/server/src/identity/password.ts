/**
 * Passwords at rest: argon2id (RFC 9106) in the PHC string format, parameters beside each hash.
 *
 * @module
 */
import { argon2, timingSafeEqual } from 'node:crypto'

import { IdentityError } from './errors.ts'

/** Cost of one guess. */
export interface PasswordCost {
  /** KiB. */
  readonly memory: number
  readonly passes: number
  readonly lanes: number
}

/** OWASP's first recommendation for argon2id, about 30 ms a guess. */
export const defaultCost: PasswordCost = { memory: 19_456, passes: 2, lanes: 1 }

/**
 * The hash of a new password. `salt` is 16 random bytes.
 *
 * @throws {IdentityError} `identity/weak-password` for fewer than 12 or more than 200 characters
 */
export async function hashPassword(
  password: string,
  salt: Uint8Array,
  cost: PasswordCost = defaultCost,
): Promise<string> {
  const length = Array.from(normalized(password)).length
  if (length < 12 || length > 200) {
    throw new IdentityError('identity/weak-password', `the password has ${length} characters`)
  }
  const { memory, passes, lanes } = cost
  const hash = await derive(password, salt, cost)
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`
}

/**
 * Whether `password` is the one that was hashed. Without a hash it costs the same and is false, so
 * that the time of an answer does not tell which names exist.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const { cost, salt, hash } = readHash(stored ?? nobody)
  const derived = await derive(password.slice(0, 1000), salt, cost)
  return timingSafeEqual(derived, hash)
}

// No password has the hash of zeros.
const nobody = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

const phc =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

function readHash(stored: string): {
  readonly cost: PasswordCost
  readonly salt: Uint8Array
  readonly hash: Uint8Array
} {
  const [, memory, passes, lanes, salt = '', hash = ''] = phc.exec(stored) ?? []
  if (!memory) throw new TypeError('the stored password hash is damaged')
  return {
    cost: { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Uint8Array.fromBase64(salt),
    hash: Uint8Array.fromBase64(hash),
  }
}

function derive(password: string, nonce: Uint8Array, cost: PasswordCost): Promise<Uint8Array> {
  const parameters = {
    message: normalized(password),
    nonce,
    parallelism: cost.lanes,
    tagLength: 32,
    memory: cost.memory,
    passes: cost.passes,
  }
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** One spelling for what looks the same: keyboards and input methods differ (NIST SP 800-63B §5.1.1.2). */
function normalized(password: string): string {
  return password.normalize('NFKC')
}

function base64(bytes: Uint8Array): string {
  return bytes.toBase64({ omitPadding: true })
}
