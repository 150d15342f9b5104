/**
 * What this browser keeps: the device key, which cannot leave it, and whose session lasts. Nothing here is
 * a secret that a script could send away.
 *
 * @module
 */
import type { DeviceKey } from '@entente/sdk/session'

/** A session that was opened here; `cookie` is the hash of the cookie, which scripts cannot read. */
export interface KeptSession {
  readonly cookie: string
  /** What proofs to the server name as its address. */
  readonly origin: string
  readonly person: string
  readonly facility: string
}

/** The device key of this browser, if it has one. */
export async function findDevice(): Promise<DeviceKey | undefined> {
  const kept = await read('device')
  return kept instanceof Object && 'privateKey' in kept && 'publicKey' in kept
    ? pairOf(kept.privateKey, kept.publicKey)
    : undefined
}

/** The device key of this browser; made now where there is none. */
export async function ensureDevice(): Promise<DeviceKey> {
  const known = await findDevice()
  if (known) return known
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const made = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  await write('device', made)
  return made
}

/** The session that was opened here last, whether or not it still lasts. */
export async function findSession(): Promise<KeptSession | undefined> {
  const kept = await read('session')
  if (!(kept instanceof Object)) return undefined
  const { cookie, origin, person, facility }: Fields = Object.fromEntries(Object.entries(kept))
  return typeof cookie === 'string' &&
    typeof origin === 'string' &&
    typeof person === 'string' &&
    typeof facility === 'string'
    ? { cookie, origin, person, facility }
    : undefined
}

/** Keeps a session, or forgets it. */
export function keepSession(session: KeptSession | undefined): Promise<void> {
  return write('session', session)
}

type Fields = Readonly<Record<string, unknown>>

function pairOf(privateKey: unknown, publicKey: unknown): DeviceKey | undefined {
  return privateKey instanceof CryptoKey && publicKey instanceof CryptoKey
    ? { privateKey, publicKey }
    : undefined
}

async function read(name: string): Promise<unknown> {
  return settle((await open()).transaction('kept').objectStore('kept').get(name))
}

async function write(name: string, value: unknown): Promise<void> {
  const store = (await open()).transaction('kept', 'readwrite').objectStore('kept')
  if (value === undefined) await settle(store.delete(name))
  else await settle(store.put(value, name))
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('entente', 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('kept'))
  return settle(request)
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () =>
      reject(request.error ?? new Error('the browser keeps nothing')),
    )
  })
}
