/**
 * Members on loopback with their people, and the illustrative pact between them: for tests and the demo.
 *
 * @module
 */
import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

import {
  addAct,
  generateHybridKey,
  type Hash,
  hashOf,
  type HybridSigner,
  importHybridSigner,
  mergeActs,
  type Statement,
  unsignedStatement,
} from '@entente/core/crypto'
import { type Bytes, fromUtf8, parseJson, toBase64Url, utf8 } from '@entente/core/lib'
import {
  type AppointmentAct,
  draftTerms,
  type LevelKey,
  pactType,
  type Role,
} from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'
import { readPolicyFiles } from '@entente/host'
import { foundKas, foundMember, trustServer } from '@entente/server'

/** Policies by the digest of their bytes. */
export type PolicyFiles = ReadonlyMap<Hash, Bytes>

/** A person of a member, with the keys on their own machine. */
export interface Person {
  readonly person: string
  readonly signer: HybridSigner
  readonly deviceKey: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }
  /** P-256, uncompressed point in base64url. */
  readonly device: string
  readonly facility: string
}

/** Members of the illustrative pact. */
export type MemberId = 'jpn' | 'nzl'

/** A member that has been founded and does not run yet. */
export interface Founded {
  readonly id: MemberId
  readonly folder: string
  readonly appointing: HybridSigner
  readonly people: Readonly<Record<string, Person>>
  readonly appointments: readonly Statement[]
  /** Folder of the KAS, where it runs apart. */
  readonly kas?: string
}

/** Domains under which browsers reach the members: they lead to the loopback without a resolver. */
export const webHosts: Readonly<Record<MemberId, string>> = {
  jpn: 'tokyo.localhost',
  nzl: 'wellington.localhost',
}

/** How long appointments and grants of tests hold. */
export const term = { from: '2020-01-01T00:00:00.000Z', until: '2050-01-01T00:00:00.000Z' } as const

/** The operator's secret in tests and the demo. */
export const secret = { kind: 'passphrase', passphrase: 'a passphrase of tests only' } as const

/** The secret of the custodians of a KAS that runs apart: the operator does not have it. */
export const custodianSecret = {
  kind: 'passphrase',
  passphrase: 'the passphrase of other people',
} as const

/** The term of a clearance: a law may let none count that was given long ago. */
export const clearanceTerm: { readonly from: string; readonly until: string } = {
  from: new Date(Date.now() - 30 * 86_400_000).toISOString(),
  until: term.until,
}

/** The term of a designation: five years at most, from the beginning of a day in Tokyo to that of another. */
export const designationTerm: { readonly from: string; readonly until: string } = {
  from: `${new Date().getUTCFullYear() - 1}-12-31T15:00:00.000Z`,
  until: `${new Date().getUTCFullYear() + 3}-12-31T15:00:00.000Z`,
}

/** Levels by member, as the illustrative pact has them. */
export const levels: Readonly<Record<MemberId, readonly LevelKey[]>> = {
  jpn: [
    { regime: 'urn:entente:regime:jpn:hiketsu', level: '秘' },
    { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' },
    { regime: 'urn:entente:regime:jpn:hiketsu', level: '機密' },
    { regime: 'urn:entente:regime:jpn:tokutei-himitsu', level: '特定秘密' },
  ],
  nzl: ['CONFIDENTIAL', 'SECRET', 'TOP SECRET'].map((level) => ({
    regime: 'urn:entente:regime:nzl:psr',
    level,
  })),
}

/** How a document of Tokyo at 極秘, releasable to both, is marked in Wellington. */
export const markedInWellington = {
  en: 'JAPAN 極秘 / SECRET//REL TO JPN, NZL',
  ja: '日本国 極秘 / SECRET//REL TO JPN, NZL',
} as const

const names = [
  'author',
  'releaser',
  'second',
  'reader',
  'uncleared',
  'expired',
  'elsewhere',
  'security',
  'controller',
  'pact',
  'clerk',
  'auditor',
  'registrar',
] as const

/** Founds a member with officers, a registrar, and a device for each person at its facility. */
export async function foundWithPeople(
  root: string,
  id: MemberId,
  now: () => Date,
  { apart = false }: { readonly apart?: boolean } = {},
): Promise<Founded> {
  const folder = join(root, id === 'jpn' ? 'tokyo' : 'wellington')
  const kas = apart ? `${folder}-kas` : undefined
  const host = '127.0.0.1'
  const suites = ['hpqt:xwing', 'ec:secp256r1'] as const
  const handedOver =
    kas === undefined
      ? undefined
      : await foundKas({
          folder: kas,
          secret: custodianSecret,
          member: id,
          host,
          port: await freePort(),
          suites,
          now,
        })
  const appointing = await newSigner()
  const people = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await newPerson(id, name)] as const)),
  )
  const appointments = await foundMember({
    folder,
    secret,
    member: id,
    host,
    webHost: webHosts[id],
    ports: { edge: await freePort(), federation: await freePort(), admin: await freePort() },
    appointing,
    first: firstActs(id, people),
    suites,
    ...(handedOver ? { kas: { handedOver, port: await freePort() } } : {}),
    now,
  })
  if (kas !== undefined) {
    await trustServer(kas, parseJson(await readFile(join(folder, 'link.json'))))
  }
  return { id, folder, appointing, people, appointments, ...(kas === undefined ? {} : { kas }) }
}

/** The policies that ship, and those that `change` makes of some; what the pact pins is pinned to these. */
export async function changedPolicies(
  change: (xml: string) => string,
): Promise<{ readonly files: PolicyFiles; readonly pins: ReadonlyMap<string, Hash> }> {
  const shipped = await readPolicyFiles()
  const files = new Map(shipped)
  const pins = new Map<string, Hash>()
  for (const [digest, bytes] of shipped) {
    const text = fromUtf8(bytes)
    const other = utf8(change(text))
    if (hashOf(other) === digest) continue
    files.set(hashOf(other), other)
    pins.set(digest, hashOf(other))
  }
  return { files, pins }
}

/**
 * The illustrative pact with the members' keys, signed by both; `pins` are policies in the place of others, `change`
 * is what else the members have agreed on.
 */
export async function signIllustrativePact(
  members: readonly Founded[],
  pins: ReadonlyMap<string, Hash> = new Map(),
  change: (terms: string) => string = (terms) => terms,
): Promise<Statement> {
  const file = await readFile(new URL('../profiles/jpn-nzl/terms.json', import.meta.url), 'utf8')
  const text = [...pins].reduce((all, [one, other]) => all.replace(one, other), file)
  const template = parseJson(utf8(change(text)))
  const keys = members.map(({ id, appointing }) => [id, appointing.publicKey] as const)
  const terms = draftTerms(template, { members: Object.fromEntries(keys), rules: ruleHashes() })
  const draft = unsignedStatement(terms)
  const copies = await Promise.all(
    members.map(({ appointing }) => addAct(pactType, draft, appointing)),
  )
  return copies.reduce((all, copy) => mergeActs(all, copy))
}

function firstActs(
  id: MemberId,
  people: Readonly<Record<string, Person>>,
): readonly AppointmentAct[] {
  const officers: readonly (readonly [name: string, role: Role])[] = [
    ['author', 'releaser'],
    ['releaser', 'releaser'],
    ['second', 'releaser'],
    ['security', 'security'],
    ['security', 'head'],
    ['controller', 'controller'],
    ['second', 'registry'],
    ['pact', 'pact'],
    ['clerk', 'registry'],
    ['auditor', 'registry'],
  ]
  const all = Object.values(people)
  const facilities = [...new Set(all.map(({ facility }) => facility))]
  return [
    ...officers.flatMap(([name, role]): AppointmentAct[] => {
      const officer = people[name]
      if (!officer) return []
      const { person, signer } = officer
      // An auditor looks, and decides on no level.
      const held = { roles: [role], levels: name === 'auditor' ? [] : levels[id], ...term }
      return [{ kind: 'officer', person, key: signer.publicKey, ...held }]
    }),
    ...Object.entries(people).flatMap(([name, { person, signer }]): AppointmentAct[] =>
      name === 'registrar'
        ? [{ kind: 'registrar', person, key: signer.publicKey, facilities, ...term }]
        : [],
    ),
    ...all.map(({ person, facility, device }) => ({
      kind: 'device' as const,
      person,
      facility,
      key: device,
      ...term,
    })),
  ]
}

async function newPerson(id: MemberId, name: string): Promise<Person> {
  const deviceKey = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', deviceKey.publicKey))
  const home = id === 'jpn' ? 'tokyo' : 'wellington'
  return {
    person: `${id}-${name}`,
    signer: await newSigner(),
    deviceKey,
    device: toBase64Url(point),
    facility: name === 'elsewhere' ? `${home}-annex` : home,
  }
}

async function newSigner(): Promise<HybridSigner> {
  return importHybridSigner((await generateHybridKey()).privateKey)
}

/**
 * A port of the loopback that nobody listens on. Not one of those that systems hand out by themselves, which
 * are from 32768 on: between now and its use another test would be given it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000)
    const server = createServer()
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!free) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
}
