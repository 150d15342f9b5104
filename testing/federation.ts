/**
 * Two sovereign members on loopback: founded, a pact signed and in force, people with their devices.
 *
 * @module
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  addAct,
  generateHybridKey,
  type Hash,
  type HybridSigner,
  importHybridSigner,
  mergeActs,
  type Statement,
  statementId,
  unsignedStatement,
} from '@entente/core/crypto'
import { parseJson, toBase64Url } from '@entente/core/lib'
import {
  type AppointmentAct,
  draftTerms,
  emptyNotices,
  extendGrants,
  type GrantAct,
  issueGrant,
  issueNotice,
  type LevelKey,
  type NoticeAct,
  pactType,
  parseGrant,
  parseNotice,
  type Role,
  type Standing,
} from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'
import {
  foundMember,
  type MemberServer,
  openServer,
  readConfig,
  recordChanges,
  silentLog,
  writeConfig,
} from '@entente/server'

/** A person of a member, with the keys on their own machine. */
export interface Person {
  readonly person: string
  readonly signer: HybridSigner
  /** P-256, uncompressed point in base64url. */
  readonly device: string
  readonly facility: string
}

/** One member and those who act for it. */
export interface TestMember {
  readonly id: string
  readonly folder: string
  readonly appointing: HybridSigner
  readonly people: Readonly<Record<string, Person>>
  readonly server: MemberServer
  readonly now: () => Date
  /** Issues grants as the officer named. */
  readonly grant: (officer: string, ...acts: readonly GrantAct[]) => Promise<void>
  /** Gives a notice on the pact and queues it for the others. */
  readonly notice: (act: NoticeAct) => Promise<Hash>
}

/** A running federation. */
export interface Federation extends AsyncDisposable {
  readonly pact: Hash
  readonly tokyo: TestMember
  readonly wellington: TestMember
  /** Lets both members do what waits until nothing does. */
  readonly settle: () => Promise<void>
}

/** When everything of a test happens, and for how long grants hold. */
export const term = { from: '2020-01-01T00:00:00.000Z', until: '2050-01-01T00:00:00.000Z' } as const

const secret = { kind: 'passphrase', passphrase: 'a passphrase of tests only' } as const
const profile = new URL('../profiles/jpn-nzl/terms.json', import.meta.url)

/** Levels by member, as the illustrative pact has them. */
export const levels: Readonly<Record<'jpn' | 'nzl', readonly LevelKey[]>> = {
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

/** Founds two members, signs the illustrative pact and brings it into force. */
export async function federation(): Promise<Federation> {
  const root = await mkdtemp(join(tmpdir(), 'entente-'))
  const now = (): Date => new Date()
  const jpn = await found(root, 'jpn', now)
  const nzl = await found(root, 'nzl', now)

  const terms = draftTerms(parseJson(await readFile(profile)), {
    members: { jpn: jpn.appointing.publicKey, nzl: nzl.appointing.publicKey },
    rules: ruleHashes(),
  })
  const draft = unsignedStatement(terms)
  const statement = mergeActs(
    await addAct(pactType, draft, jpn.appointing),
    await addAct(pactType, draft, nzl.appointing),
  )
  const pact = statementId(statement)
  for (const { folder } of [jpn, nzl]) {
    await writeConfig(folder, { ...(await readConfig(folder)), trusted: [pact] })
  }
  const tokyo = await open(jpn, statement, nzl.appointments, pact, now)
  const wellington = await open(nzl, statement, jpn.appointments, pact, now)
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 4; round++) {
      for (const { server } of [tokyo, wellington]) {
        await server.work()
        await server.federation.sender.sendNow()
      }
    }
  }
  await settle()
  for (const kind of ['signed', 'in-force'] as const) {
    const words = [
      await tokyo.notice({ kind, from: term.from }),
      await wellington.notice({ kind, from: term.from }),
    ]
    await settle()
    const [ofTokyo = words[0], ofWellington = words[0]] = words
    if (!ofTokyo || !ofWellington) throw new Error('no notice')
    await tokyo.notice({ kind: 'acknowledged', member: 'nzl', notice: ofWellington })
    await wellington.notice({ kind: 'acknowledged', member: 'jpn', notice: ofTokyo })
    await settle()
  }
  return {
    pact,
    tokyo,
    wellington,
    settle,
    async [Symbol.asyncDispose]() {
      await tokyo.server.close()
      await wellington.server.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

interface Founded {
  readonly id: 'jpn' | 'nzl'
  readonly folder: string
  readonly appointing: HybridSigner
  readonly people: Readonly<Record<string, Person>>
  readonly appointments: readonly Statement[]
}

async function found(root: string, id: 'jpn' | 'nzl', now: () => Date): Promise<Founded> {
  const folder = join(root, id)
  const appointing = await newSigner()
  const facility = id === 'jpn' ? 'tokyo' : 'wellington'
  const names = [
    'author',
    'releaser',
    'second',
    'reader',
    'uncleared',
    'security',
    'controller',
    'pact',
    'registrar',
  ]
  const people = Object.fromEntries(
    await Promise.all(
      names.map(async (name) => {
        const device = toBase64Url(await newDevice())
        return [
          name,
          { person: `${id}-${name}`, signer: await newSigner(), device, facility },
        ] as const
      }),
    ),
  )
  const officer = (name: string, held: readonly Role[]): AppointmentAct[] =>
    people[name]
      ? [
          {
            kind: 'officer',
            person: people[name].person,
            key: people[name].signer.publicKey,
            roles: held,
            levels: levels[id],
            ...term,
          },
        ]
      : []
  const first: readonly AppointmentAct[] = [
    ...officer('releaser', ['releaser']),
    ...officer('second', ['releaser']),
    ...officer('security', ['security']),
    ...officer('controller', ['controller']),
    ...officer('pact', ['pact']),
    ...(people['registrar']
      ? [
          {
            kind: 'registrar' as const,
            person: people['registrar'].person,
            key: people['registrar'].signer.publicKey,
            facilities: [facility],
            ...term,
          },
        ]
      : []),
    ...Object.values(people).map(({ person, device }) => ({
      kind: 'device' as const,
      person,
      facility,
      key: device,
      ...term,
    })),
  ]
  const appointments = await foundMember({
    folder,
    secret,
    member: id,
    host: '127.0.0.1',
    ports: { edge: await freePort(), federation: await freePort(), admin: await freePort() },
    appointing,
    first,
    suites: ['hpqt:xwing', 'ec:secp256r1'],
    now,
  })
  return { id, folder, appointing, people, appointments }
}

async function open(
  { id, folder, appointing, people }: Founded,
  pactStatement: Statement,
  theirs: readonly Statement[],
  pact: Hash,
  now: () => Date,
): Promise<TestMember> {
  const server = await openServer({
    folder,
    secret,
    log: silentLog,
    now,
    onFatal: (error) => {
      throw error
    },
  })
  const { standing, ledger } = server
  await recordChanges(standing, ledger, [{ kind: 'pact', statement: pactStatement }], (append) => {
    append({ kind: 'pact-adopted', at: now().toISOString(), pact })
  })
  const changes = theirs.map((statement) => ({ kind: 'appointment' as const, statement }))
  const other = id === 'jpn' ? 'nzl' : 'jpn'
  await recordChanges(standing, ledger, changes, (append, { statement }) => {
    append({
      kind: 'appointments-received',
      at: now().toISOString(),
      member: other,
      number: 1,
      statement: statementId(statement),
    })
  })
  const signerOf = (name: string): HybridSigner => {
    const found = people[name]
    if (!found) throw new Error(`nobody is called ${name}`)
    return found.signer
  }
  return {
    id,
    folder,
    appointing,
    people,
    server,
    now,
    async grant(name, ...acts) {
      const signer = signerOf(name)
      let { grants }: Pick<Standing, 'grants'> = standing.current()
      const statements: Statement[] = []
      const directory = standing.current().directories.get(id)
      for (const act of acts) {
        const statement = await issueGrant(grants, act, signer, now().toISOString())
        if (directory) grants = await extendGrants(grants, statement, directory)
        statements.push(statement)
      }
      const changes = statements.map((statement) => ({ kind: 'grant' as const, statement }))
      await recordChanges(standing, ledger, changes, (append, { statement }) => {
        const { issuer, number, at } = parseGrant(statement)
        append({ kind: 'grant-made', at, issuer, number, statement: statementId(statement) })
      })
    },
    async notice(act) {
      const chain =
        standing.current().notices.find((one) => one.member === id && one.pact === pact) ??
        emptyNotices(pact, id)
      const statement = await issueNotice(chain, act, signerOf('pact'), now().toISOString())
      await standing.change([{ kind: 'notice', statement }], async ({ write }) => {
        await ledger.record(async (tx, append) => {
          await write(tx)
          const { number, at } = parseNotice(statement)
          const issued = append({
            kind: 'notice-issued',
            at,
            pact,
            number,
            statement: statementId(statement),
          })
          await server.enqueue(tx, {
            peer: other,
            pact,
            entry: issued.index,
            body: { kind: 'notice', statement },
          })
        })
      })
      return statementId(statement)
    },
  }
}

async function newSigner(): Promise<HybridSigner> {
  return importHybridSigner((await generateHybridKey()).privateKey)
}

async function newDevice(): Promise<Uint8Array> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  return new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
