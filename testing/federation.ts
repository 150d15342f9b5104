/**
 * Two sovereign members on loopback: founded, a pact signed and in force, people with their devices.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  type Hash,
  type HybridSigner,
  type Statement,
  statementId,
  statementValue,
} from '@entente/core/crypto'
import {
  emptyNotices,
  extendGrants,
  type GrantAct,
  issueGrant,
  issueNotice,
  type NoticeAct,
  parseGrant,
  parseNotice,
  parseTerms,
  type Standing,
} from '@entente/core/pact'
import {
  keepPolicies,
  type MemberServer,
  openServer,
  readConfig,
  recordChanges,
  runKas,
  type RunningKas,
  silentLog,
  trustPactAtKas,
  writeConfig,
} from '@entente/server'

import {
  changedPolicies,
  custodianSecret,
  type Founded,
  foundWithPeople,
  levels,
  type MemberId,
  type Person,
  type PolicyFiles,
  secret,
  signIllustrativePact,
  term,
} from './members.ts'

export { levels, type Person, term }

/** One member and those who act for it. */
export interface TestMember {
  readonly id: string
  readonly folder: string
  readonly appointing: HybridSigner
  readonly people: Readonly<Record<string, Person>>
  readonly server: MemberServer
  readonly now: () => Date
  /** The KAS, where it runs apart. */
  readonly kas: TestKas | undefined
  /** Issues grants as the officer named. */
  readonly grant: (officer: string, ...acts: readonly GrantAct[]) => Promise<void>
  /** Gives a notice on the pact and queues it for the others. */
  readonly notice: (act: NoticeAct) => Promise<Hash>
}

/** A KAS that runs apart: in this process, but over its link alone. */
export interface TestKas {
  readonly folder: string
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
}

/** A running federation. */
export interface Federation extends AsyncDisposable {
  readonly pact: Hash
  readonly tokyo: TestMember
  readonly wellington: TestMember
  /** Lets both members do what waits until nothing does. */
  readonly settle: () => Promise<void>
}

/** Founds two members, signs the illustrative pact and brings it into force. */
export async function federation({
  apart = [],
  now = () => new Date(),
  operators = [],
  policies = (xml) => xml,
  terms = (text) => text,
}: {
  /** Members whose KAS runs apart from the server. */
  readonly apart?: readonly MemberId[]
  readonly now?: () => Date
  /** Names of people of both members who look after the servers. */
  readonly operators?: readonly string[]
  /** Changes the policies that the pact pins. */
  readonly policies?: (xml: string) => string
  /** Changes what the members agree on. */
  readonly terms?: (text: string) => string
} = {}): Promise<Federation> {
  const root = await mkdtemp(join(tmpdir(), 'entente-'))
  const jpn = await foundWithPeople(root, 'jpn', now, { apart: apart.includes('jpn') })
  const nzl = await foundWithPeople(root, 'nzl', now, { apart: apart.includes('nzl') })

  const { files, pins } = await changedPolicies(policies)
  const statement = await signIllustrativePact([jpn, nzl], pins, terms)
  const pact = statementId(statement)
  for (const { folder, kas, people } of [jpn, nzl]) {
    const named = operators.map((name) => people[name]?.person ?? name)
    await writeConfig(folder, {
      ...(await readConfig(folder)),
      trusted: [pact],
      ...(named.length === 0 ? {} : { operators: named }),
    })
    if (kas !== undefined) await trustPactAtKas(kas, statement)
  }
  const adopted = { statement, pact, files }
  const tokyo = await open(jpn, adopted, nzl.appointments, now)
  const wellington = await open(nzl, adopted, jpn.appointments, now)
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
  await tokyo.notice({ kind: 'assured', levels: levels.jpn, ...term })
  await wellington.notice({ kind: 'assured', levels: levels.nzl, ...term })
  await settle()
  return {
    pact,
    tokyo,
    wellington,
    settle,
    async [Symbol.asyncDispose]() {
      for (const { kas, server } of [tokyo, wellington]) {
        await kas?.stop()
        await server.close()
      }
      await rm(root, { recursive: true, force: true })
    },
  }
}

async function openTestKas(folder: string, now: () => Date): Promise<TestKas> {
  const options = {
    folder,
    secret: custodianSecret,
    log: silentLog,
    now,
    onFatal: (error: unknown) => {
      throw error
    },
  }
  let running: RunningKas | undefined = await runKas(options)
  return {
    folder,
    async stop() {
      await running?.close()
      running = undefined
    },
    async start() {
      running = await runKas(options)
    },
  }
}

async function open(
  { id, folder, appointing, people, kas }: Founded,
  {
    statement: pactStatement,
    pact,
    files,
  }: { readonly statement: Statement; readonly pact: Hash; readonly files: PolicyFiles },
  theirs: readonly Statement[],
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
  await ledger.record((tx) => keepPolicies(tx, parseTerms(statementValue(pactStatement)), files))
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
    kas: kas === undefined ? undefined : await openTestKas(kas, now),
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
      const made = statements.map((statement) => ({ kind: 'grant' as const, statement }))
      await recordChanges(standing, ledger, made, (append, { statement }) => {
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
