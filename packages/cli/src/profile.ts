/**
 * What a person keeps on their machine: device key, the server and its certificate, the sign-in.
 *
 * ```
 * PROFILE/device.pem         private key of the device, PKCS#8: whoever has it and a sign-in is this device
 * PROFILE/device-public.pem  its public half, for the registrar who enrols it
 * PROFILE/server.json        address, certificate, member and appointing key
 * PROFILE/sign-in.json       tokens, bound to the device key
 * PROFILE/keyring/           the key of an officer or registrar, where no other medium holds it
 * ```
 *
 * All of it may be read by its owner alone.
 *
 * @module
 */
import { createPrivateKey, createPublicKey, KeyObject, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { setDefaultCACertificates } from 'node:tls'

import type { HybridPublicKey } from '@entente/core/crypto'
import { fromUtf8, toBase64Url, utf8 } from '@entente/core/lib'
import { hybridKey } from '@entente/core/pact'
import {
  type Client,
  type DeviceKey,
  exchange,
  refreshSignIn,
  type Session,
  type SessionPorts,
  type SignInTokens,
} from '@entente/sdk'
import { z } from 'zod'

import type { Command, Input } from './command.ts'
import { CliError } from './errors.ts'
import { readBytes, readJson, writeBytes, writeJson } from './files.ts'
import type { Terminal } from './terminal.ts'

/** The option that names the folder. */
export const profileOption: Command['options'] = {
  profile: {
    value: 'FOLDER',
    text: { en: 'your profile; default: ~/.entente', ja: 'プロファイル（省略時は ~/.entente）' },
  },
}

/** The member and its server as this machine knows them. */
export interface KnownServer {
  readonly member: string
  /** All that the server says of keys and pacts is verified from it on. */
  readonly appointingKey: HybridPublicKey
  /** Origin of the edge. */
  readonly server: string
  /** PEM; no other certificate is accepted from it. */
  readonly certificate: string
}

const serverForm = z.strictObject({
  server: z.url({ protocol: /^https$/ }),
  certificate: z.string().startsWith('-----BEGIN CERTIFICATE-----'),
  member: z.string(),
  appointingKey: hybridKey,
})
const tokensForm = z.strictObject({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.iso.datetime(),
})

/** The folder of the profile that the options name. */
export function profileFolder({ text }: Pick<Input, 'text'>, { cwd }: Terminal): string {
  const named = text('profile')
  return named === undefined ? join(homedir(), '.entente') : resolve(cwd, named)
}

/** The file of a device's public key. */
export function deviceKeyFile(profile: string): string {
  return join(profile, 'device-public.pem')
}

/**
 * Makes the device key of a profile, and gives its public point as an enrolment spells it. A key that is
 * there is kept: its enrolment would be lost with it.
 */
export async function ensureDevice(profile: string, terminal: Terminal): Promise<string> {
  await mkdir(profile, { recursive: true, mode: 0o700 })
  const file = join(profile, 'device.pem')
  let device = await readDevice(file, terminal).catch(absent)
  if (!device) {
    const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
    const der = await crypto.subtle.exportKey('pkcs8', privateKey)
    const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })
    await writeBytes(terminal, file, utf8(key.export({ format: 'pem', type: 'pkcs8' })))
    device = await readDevice(file, terminal)
  }
  const pem = KeyObject.from(device.publicKey).export({ format: 'pem', type: 'spki' })
  await writeBytes(terminal, deviceKeyFile(profile), utf8(pem))
  return pointOf(device.publicKey)
}

/**
 * Reads the public key of a device as `entente device new` writes it.
 *
 * @throws {CliError} `cli/no-file`, `cli/no-public-key`
 */
export async function readDeviceKey(terminal: Terminal, file: string): Promise<string> {
  const pem = await readBytes(terminal, file)
  try {
    const spki = createPublicKey(fromUtf8(pem)).export({ format: 'der', type: 'spki' })
    return await pointOf(await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']))
  } catch (cause) {
    throw new CliError('cli/no-public-key', `\`${file}\` is no P-256 key`, { cause })
  }
}

/**
 * Reads what a member hands its people: the address of its server, the certificate and the key to believe.
 *
 * @throws {CliError} `cli/no-file`, `cli/no-server`
 */
export async function readServer(terminal: Terminal, file: string): Promise<KnownServer> {
  const { data } = serverForm.safeParse(await readJson(terminal, file))
  if (data) return data
  throw new CliError('cli/no-server', `\`${file}\` is no server.json of a member`)
}

/** Remembers the server of a profile, where its next sign-in will be. */
export async function saveServer(
  profile: string,
  server: KnownServer,
  terminal: Terminal,
): Promise<void> {
  await mkdir(profile, { recursive: true, mode: 0o700 })
  await writeJson(terminal, join(profile, 'server.json'), server)
}

/** Keeps a sign-in. */
export async function saveSignIn(
  profile: string,
  { expiresAt, ...tokens }: SignInTokens,
  terminal: Terminal,
): Promise<void> {
  const kept = { ...tokens, expiresAt: expiresAt.toISOString() }
  await writeJson(terminal, join(profile, 'sign-in.json'), kept)
}

/**
 * What speaking to the profile's server takes. From here on this process believes that server's
 * certificate and no other.
 *
 * @throws {CliError} `cli/no-device`, `cli/not-signed-in`
 */
export async function openPorts(profile: string, terminal: Terminal): Promise<SessionPorts> {
  const device = await readDevice(join(profile, 'device.pem'), terminal).catch(absent)
  if (!device) throw new CliError('cli/no-device', `no device key in \`${profile}\``)
  const { server, certificate } = await readKnown(profile, terminal)
  setDefaultCACertificates([certificate])
  return {
    server,
    device,
    fetch: (url, init) => fetch(url, init),
    now: terminal.now,
    randomId: randomUUID,
  }
}

/**
 * A session of the person who is signed in. A refresh token works once: of two commands that refresh at
 * the same moment one has to sign in again.
 *
 * @throws {CliError} `cli/no-device`, `cli/not-signed-in`; {SessionError}
 */
export async function openClient(
  input: Pick<Input, 'text'>,
  terminal: Terminal,
): Promise<Client & { readonly session: Session }> {
  const profile = profileFolder(input, terminal)
  const ports = await openPorts(profile, terminal)
  const kept = await readForm(profile, 'sign-in.json', tokensForm, terminal)
  let tokens: SignInTokens = { ...kept, expiresAt: new Date(kept.expiresAt) }
  if (tokens.expiresAt.getTime() - terminal.now().getTime() < leastMilliseconds) {
    tokens = await refreshSignIn(ports, tokens)
    await saveSignIn(profile, tokens, terminal)
  }
  const { member: id, appointingKey } = await readKnown(profile, terminal)
  return { member: { id, appointingKey }, ports, session: await exchange(ports, tokens) }
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
const leastMilliseconds = 30_000

async function readDevice(file: string, terminal: Terminal): Promise<DeviceKey> {
  const pem = fromUtf8(await readBytes(terminal, file))
  try {
    const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' })
    const spki = createPublicKey(pem).export({ format: 'der', type: 'spki' })
    return {
      privateKey: await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']),
      publicKey: await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
    }
  } catch (cause) {
    throw new CliError('cli/no-device', `\`${file}\` is no P-256 key`, { cause })
  }
}

async function pointOf(key: CryptoKey): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', key)))
}

function readKnown(profile: string, terminal: Terminal): Promise<KnownServer> {
  return readForm(profile, 'server.json', serverForm, terminal)
}

async function readForm<T>(
  profile: string,
  name: string,
  form: z.ZodType<T>,
  terminal: Terminal,
): Promise<T> {
  const file = join(profile, name)
  const value = await readJson(terminal, file).catch(absent)
  const { data } = form.safeParse(value)
  if (data === undefined) throw new CliError('cli/not-signed-in', `no \`${file}\` to be used`)
  return data
}

/** A file that is not there is an answer here; one that cannot be used is not. */
function absent(error: unknown): undefined {
  if (error instanceof CliError && error.code === 'cli/no-file') return undefined
  throw error
}
