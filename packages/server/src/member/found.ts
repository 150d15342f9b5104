/**
 * Founding a member: folder, keys, store, ledger, and the first appointments.
 *
 * @module
 */
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import {
  generateKasKey,
  type HybridSigner,
  importHybridSigner,
  kidOf,
  type Statement,
  statementId,
  type WrapSuite,
} from '@entente/core/crypto'
import { formatVerifierKey, importNoteSigner } from '@entente/core/ledger'
import { canonicalJson, fromBase64Url, toHex } from '@entente/core/lib'
import {
  type AppointmentAct,
  type Directory,
  emptyDirectory,
  extendDirectory,
  issueAppointment,
  parseAppointment,
} from '@entente/core/pact'

import { dataFolder } from '../backup/index.ts'
import { files, makeFolder, syncFolder } from '../files/index.ts'
import {
  createKeyring,
  createTlsIdentity,
  generateMemberKeys,
  type KeyEntries,
  type Secret,
} from '../keys/index.ts'
import { openLedger } from '../ledger/index.ts'
import { type KasPublic, parseKasPublic, type ServerLink } from '../link/index.ts'
import { openStanding, recordChanges } from '../standing/index.ts'
import { openStore } from '../store/index.ts'

import { type KasApart, type MemberConfig, memberFolder, writeConfig } from './config.ts'
import { MemberError } from './errors.ts'

/** What founding takes. */
export interface Founding {
  readonly folder: string
  readonly secret: Secret
  readonly member: string
  readonly host: string
  /** Domain under which browsers reach the edge, where it is not `host`. */
  readonly webHost?: string
  readonly ports: MemberConfig['ports']
  /** People who look at the state of the server in a browser. */
  readonly operators?: readonly string[]
  /** The appointing key; it goes back to its safe afterwards (D2). */
  readonly appointing: HybridSigner
  /** Officers and registrars appointed from the first day. */
  readonly first: readonly AppointmentAct[]
  readonly suites: readonly WrapSuite[]
  /**
   * The Key Access Service that its custodians have made, and the port on which to listen for it. Without
   * one the service is part of the server, with keys of the suites named.
   */
  readonly kas?: { readonly handedOver: unknown; readonly port: number }
  readonly now: () => Date
}

/** For how long a server's own keys are appointed. */
export const serverKeyYears = 5

/**
 * Founds a member and returns its first appointments, to be handed to the other members.
 *
 * @throws {MemberError} `member/already-founded`; {KeysError} `keys/weak-secret`; {KasError} `kas/bad-file`
 */
export async function foundMember(founding: Founding): Promise<readonly Statement[]> {
  const { folder } = founding
  const places = memberFolder(folder)
  if (await files.read(places.config)) {
    throw new MemberError('member/already-founded', 'there is a member.json')
  }
  await makeFolder(folder)
  await claim(places.data)
  try {
    return await makeMember(founding)
  } catch (error) {
    // All of it was made here and stands nowhere else: the operator mends the cause and tries again.
    for (const made of [places.data, places.mark, places.link]) {
      await rm(made, { recursive: true, force: true })
    }
    throw error
  }
}

/** Makes the folder or refuses: whoever has made it may remove it, and nobody else. */
async function claim(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (cause) {
    throw new MemberError('member/already-founded', 'there is a data folder', { cause })
  }
  await syncFolder(dirname(folder))
}

async function makeMember(founding: Founding): Promise<readonly Statement[]> {
  const { folder, secret, member, host, webHost, ports, appointing, suites, now } = founding
  const { operators = [] } = founding
  const places = memberFolder(folder)
  const apart = founding.kas && (await linkTo(founding.kas, founding))
  const data = dataFolder(places.data)
  const random = (length: number): Uint8Array<ArrayBuffer> =>
    crypto.getRandomValues(new Uint8Array(length))
  const origin = newOrigin(member, random)
  const keys = await generateMemberKeys(
    {
      member,
      hosts: [host, ...(webHost === undefined ? [] : [webHost])],
      now: now(),
      days: serverKeyYears * 366,
      ledger: origin,
      witness: origin.replace('.ledger.', '.witness.'),
    },
    random,
  )
  const ownKas = apart ? [] : await Promise.all(suites.map(newKasKey))
  const keyring = await createKeyring(data.keys, secret)
  await keyring.set({ ...keys, ...(apart ? { link: apart.tls } : { kas: ownKas }) })
  const kas = apart?.keys ?? ownKas.map(publicPart)

  const store = await openStore(data.store)
  try {
    const signer = await importNoteSigner(
      'note-ed25519',
      keys.ledger.name,
      fromBase64Url(keys.ledger.seed),
    )
    const ledger = await openLedger({
      store,
      signer,
      markFile: places.mark,
      clock: now,
      random,
      onFatal: (error) => {
        throw error
      },
    })
    const standing = await openStanding({
      store,
      self: member,
      appointingKey: appointing.publicKey,
      trusted: () => new Set(),
      now,
    })
    const acts = [...(await serverActs(founding, keys, kas)), ...founding.first]
    const statements = await appointAll(member, appointing, acts, now().toISOString())
    await ledger.record(async (_tx, append) => {
      append({ kind: 'member-founded', at: now().toISOString(), member, key: appointing.id })
    })
    const changes = statements.map((statement) => ({ kind: 'appointment' as const, statement }))
    await recordChanges(standing, ledger, changes, (append, { statement }) => {
      const { number, at } = parseAppointment(statement)
      append({ kind: 'appointment-made', at, number, statement: statementId(statement) })
    })
    await ledger.close()
    if (apart) await files.write(places.link, canonicalJson(apart.handover))
    // Last: a folder without it is no member.
    await writeConfig(folder, {
      member,
      appointingKey: appointing.publicKey,
      host,
      ports,
      trusted: [],
      ...(webHost === undefined ? {} : { web: { host: webHost } }),
      ...(operators.length === 0 ? {} : { operators }),
      ...(apart ? { kas: apart.config } : {}),
    })
    return statements
  } finally {
    await store.close()
  }
}

/** Our end of the link: a key of its own, and what the custodians are handed. */
async function linkTo(
  { handedOver, port }: { readonly handedOver: unknown; readonly port: number },
  { member, host, appointing, now }: Founding,
): Promise<{
  readonly tls: KeyEntries['tls']
  readonly config: KasApart
  readonly handover: ServerLink
  readonly keys: KasPublic['keys']
}> {
  const { url, certificate, keys } = parseKasPublic(handedOver, member)
  const names = { member: `${member}-link`, hosts: [host], now: now(), days: serverKeyYears * 366 }
  const tls = await createTlsIdentity(names)
  return {
    tls,
    keys,
    config: { url, certificate, port },
    handover: {
      kind: 'entente-server',
      member,
      appointingKey: appointing.publicKey,
      url: `https://${host}:${port}`,
      certificate: tls.certificatePem,
    },
  }
}

function publicPart({
  kid,
  suite,
  publicKeyPem,
}: KeyEntries['kas'][number]): KasPublic['keys'][number] {
  return { kid, suite, publicKey: publicKeyPem }
}

/** A name for a ledger of the member that never named one: it has 32 random bits in it. */
export function newOrigin(
  member: string,
  random: (length: number) => Uint8Array<ArrayBuffer>,
): string {
  return `${member}.ledger.entente.invalid/${toHex(random(4))}`
}

async function newKasKey(suite: WrapSuite): Promise<KeyEntries['kas'][number]> {
  const { publicKeyPem, privateKeyPem } = await generateKasKey(suite)
  return { kid: kidOf(publicKeyPem), suite, publicKeyPem, privateKeyPem, state: 'current' }
}

/** Appointments of everything the server itself needs (D2). */
async function serverActs(
  { host, ports, now }: Founding,
  keys: Omit<KeyEntries, 'kas'>,
  kas: KasPublic['keys'],
): Promise<readonly AppointmentAct[]> {
  const from = now()
  const term = {
    from: from.toISOString(),
    until: new Date(from.getTime() + serverKeyYears * 365 * 86_400_000).toISOString(),
  }
  const url = `https://${host}:${ports.federation}`
  const key = async (name: 'label' | 'message') => (await importHybridSigner(keys[name])).publicKey
  const ledger = await importNoteSigner(
    'note-ed25519',
    keys.ledger.name,
    fromBase64Url(keys.ledger.seed),
  )
  const witness = await importNoteSigner(
    'cosignature-ed25519',
    keys.witness.name,
    fromBase64Url(keys.witness.seed),
  )
  return [
    { kind: 'tls', certificate: keys.tls.certificatePem, url, ...term },
    { kind: 'ledger', verifierKey: formatVerifierKey(ledger.key), ...term },
    { kind: 'witness', verifierKey: formatVerifierKey(witness.key), ...term },
    { kind: 'message', key: await key('message'), ...term },
    { kind: 'label', key: await key('label'), ...term },
    ...kas.map(({ kid, suite, publicKey }) => ({
      kind: 'kas' as const,
      kid,
      suite,
      publicKey,
      url: `https://${host}:${ports.edge}/kas`,
      ...term,
    })),
  ]
}

async function appointAll(
  member: string,
  appointing: HybridSigner,
  acts: readonly AppointmentAct[],
  at: string,
): Promise<readonly Statement[]> {
  return appointOn(
    emptyDirectory({ id: member, appointingKey: appointing.publicKey }),
    appointing,
    acts,
    at,
  )
}

/** Signs the next appointments of a chain, one after another. */
export async function appointOn(
  directory: Directory,
  appointing: HybridSigner,
  acts: readonly AppointmentAct[],
  at: string,
): Promise<readonly Statement[]> {
  let chain = directory
  const statements: Statement[] = []
  for (const act of acts) {
    const statement = await issueAppointment(chain, act, appointing, at)
    chain = await extendDirectory(chain, statement)
    statements.push(statement)
  }
  return statements
}
