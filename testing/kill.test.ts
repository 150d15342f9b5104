/** Both servers are killed at random moments while documents flow both ways: nothing is lost, nothing half done. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { type Hash, statementId } from '@entente/core/crypto'
import {
  formatTilePath,
  type LedgerEvent,
  openCheckpoint,
  parseEvent,
  verifyLog,
} from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import type { LevelKey } from '@entente/core/pact'
import {
  ApiError,
  approveRelease,
  handInStatement,
  prepareRelease,
  findOwnKas,
  sealDraft,
  sendDraft,
  SessionError,
} from '@entente/sdk'
import { openServer, silentLog } from '@entente/server'

import { bringIntoForce, clear, delivered, purpose, read, sealing, settled } from './demo/acts.ts'
import { labelFor, textSource } from './demo/content.ts'
import { createDesk, type Desk, needToKnow } from './demo/officers.ts'
import { prepareMember, type RunningMember, startMember } from './demo/running.ts'
import { type Founded, foundWithPeople, secret, signIllustrativePact } from './members.ts'

const kills = 10
const now = (): Date => new Date()

test('servers killed ten times lose nothing and leave nothing half done', async () => {
  const seed = Number(process.env['KILL_SEED'] ?? crypto.getRandomValues(new Uint32Array(1))[0])
  const root = await mkdtemp(join(tmpdir(), 'entente-kill-'))
  const running: RunningMember[] = []
  const underWay: Promise<void>[] = []
  const killing = new AbortController()
  try {
    const founded = await Promise.all([
      foundWithPeople(root, 'jpn', now),
      foundWithPeople(root, 'nzl', now),
    ])
    const statement = await signIllustrativePact(founded)
    const pact = statementId(statement)
    const [jpn, nzl] = founded
    await Promise.all([prepareMember(jpn, nzl, statement), prepareMember(nzl, jpn, statement)])
    const [tokyo, wellington] = await Promise.all([startMember(jpn), startMember(nzl)])
    running.push(tokyo, wellington)
    const desks = {
      tokyo: createDesk('jpn', pact, insistentHand),
      wellington: createDesk('nzl', pact, insistentHand),
    }
    await Promise.all([clear(tokyo, desks.tokyo), clear(wellington, desks.wellington)])
    await bringIntoForce({ tokyo, wellington }, desks)
    for (const member of running) {
      for (const name of ['author', 'releaser', 'reader', 'controller']) await member.as(name)
    }

    const outward = wayFrom(tokyo, wellington, desks.wellington, '極秘')
    const homeward = wayFrom(wellington, tokyo, desks.tokyo, 'SECRET')
    const flows = [outward, homeward].map((way) => keepSending(way, pact, killing.signal))
    const killer = killAtRandom(running, randomFrom(seed), killing)
    underWay.push(...flows, killer)
    await Promise.all(underWay)
    await Promise.all(running.map(settled))
    await Promise.all(running.map(({ stop }) => stop()))

    const [here, there] = [await takeStock(jpn), await takeStock(nzl)]
    checkWay(outward.told, here, there)
    checkWay(homeward.told, there, here)
  } catch (cause) {
    throw new Error(`run again with KILL_SEED=${seed}`, { cause })
  } finally {
    killing.abort()
    await Promise.allSettled(underWay)
    await Promise.all(running.map(({ kill }) => kill()))
    await rm(root, { recursive: true, force: true })
  }
})

/** What a server has acknowledged to somebody. */
interface Told {
  readonly drafts: string[]
  readonly prepared: string[]
  readonly released: { readonly document: string; readonly release: string }[]
  readonly opened: string[]
  readonly received: string[]
}

/** Documents from one member to the other. */
interface Way {
  readonly from: RunningMember
  readonly to: RunningMember
  readonly level: LevelKey
  /** Of the recipient's officers. */
  readonly desk: Desk
  readonly told: Told
}

function wayFrom(from: RunningMember, to: RunningMember, desk: Desk, level: string): Way {
  const regime =
    from.founded.id === 'jpn' ? 'urn:entente:regime:jpn:hiketsu' : 'urn:entente:regime:nzl:psr'
  const told = { drafts: [], prepared: [], released: [], opened: [], received: [] }
  return { from, to, level: { regime, level }, desk, told }
}

/** Sends until `killing` ends, and sees everything that was released to its receipt. */
async function keepSending(way: Way, pact: Hash, killing: AbortSignal): Promise<void> {
  const { released } = way.told
  const sent = new AbortController()
  const send = async (): Promise<void> => {
    try {
      while (!killing.aborted) {
        await releaseOne(way, await draftOne(way), pact)
        await pause(100)
      }
    } finally {
      sent.abort()
    }
  }
  const follow = async (): Promise<void> => {
    for (let next = 0; !sent.signal.aborted || next < released.length;) {
      const one = released[next]
      if (one) {
        await followOne(way, one)
        next++
      } else await pause(20)
    }
  }
  await Promise.all([send(), follow()])
}

async function draftOne({ from, level, told }: Way): Promise<string> {
  const { client } = await from.as('author')
  const kas = await insist(() => findOwnKas(client))
  const document = randomUUID()
  const draft = {
    document,
    title: document,
    case: null,
    label: labelFor(level, now()),
    content: textSource(document),
    mimeType: 'text/plain',
  }
  const { person } = client.session
  const sealed = await sealDraft({ ...draft, member: client.member.id, author: person, kas })
  await insist(() => sendDraft(client, draft, sealed))
  told.drafts.push(document)
  return document
}

async function releaseOne({ from, to, told }: Way, document: string, pact: Hash): Promise<void> {
  const { client } = await from.as('author')
  const wish = {
    pact,
    recipients: [to.founded.id],
    purposes: [purpose],
    notAfter: new Date(Date.now() + 86_400_000).toISOString(),
  }
  const release = await insist(() => prepareRelease(client, document, wish))
  told.prepared.push(release)
  const officer = await from.as('releaser')
  const approve = () =>
    insist(() => approveRelease(officer.client, release, officer.person.signer, sealing))
  const approval = await approve()
  assert.equal(approval.state, 'released')
  told.released.push({ document, release })
  assert.deepEqual(await approve(), approval, 'whoever did not hear the answer asks again')
}

async function followOne(
  { from, to, desk, told }: Way,
  { document, release }: Told['released'][number],
): Promise<void> {
  const { client, person } = await to.as('controller')
  const reader = await to.as('reader')
  await desk.grant(client, person.signer, needToKnow(reader.person.person, document, purpose))
  const text = await insist(() => read(to, 'reader', document, purpose), ['document/not-found'])
  assert.equal(text, document)
  told.opened.push(document)
  await insist(() => delivered(from, release))
  told.received.push(release)
}

async function killAtRandom(
  members: readonly RunningMember[],
  random: () => number,
  killing: AbortController,
): Promise<void> {
  for (let kill = 0; kill < kills && !killing.signal.aborted; kill++) {
    await pause(100 + random() * 1500)
    const member = members[Math.floor(random() * members.length)]
    await member?.kill()
    await pause(random() * 300)
    await member?.restart()
  }
  killing.abort()
}

/** Does it again while the server is down, or says that it has to wait; not for ever, but longer than ten starts take on a slow machine. */
async function insist<T>(action: () => Promise<T>, waiting: readonly string[] = []): Promise<T> {
  const patience = Date.now() + 240_000
  for (;;) {
    try {
      return await action()
    } catch (error) {
      const down = error instanceof SessionError && error.code === 'session/unreachable'
      const early = error instanceof ApiError && waiting.includes(error.code)
      if ((!down && !early) || Date.now() > patience) throw error
    }
    await pause(50)
  }
}

const insistentHand: typeof handInStatement = (client, kind, statement) =>
  insist(() => handInStatement(client, kind, statement))

/** Mulberry32: the kills of a run are those of its seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Stock = Awaited<ReturnType<typeof takeStock>>

/** Everything that a stopped member holds, after all of it was verified. */
async function takeStock({ folder }: Founded) {
  const onFatal = (error: unknown): never => {
    throw error
  }
  const server = await openServer({ folder, secret, log: silentLog, now, onFatal })
  const { ledger, blobs, store } = server
  try {
    await ledger.verify()
    const exported = join(folder, 'exported')
    await ledger.exportStatic(exported)
    const signed = await readFile(join(exported, 'checkpoint'), 'utf8')
    const { checkpoint } = await openCheckpoint(signed, ledger.key)
    await verifyLog(checkpoint, (name) => readFile(join(exported, formatTilePath(name))))

    const payloads = await blobs.list()
    for (const payload of payloads) await blobs.verify(payload)
    assert.deepEqual(await readdir(join(folder, 'data', 'blobs', 'incoming')), [])
    const { db } = store
    const [entries, outbox, conflicts] = await Promise.all([
      db.selectFrom('ledger_entries').select('event').orderBy('idx').execute(),
      db.selectFrom('outbox').select(['state', 'last_error']).execute(),
      db.selectFrom('conflicts').selectAll().execute(),
    ])
    assert.deepEqual(conflicts, [])
    assert.deepEqual(
      outbox.filter(({ state }) => state !== 'answered'),
      [],
    )
    assert.equal(entries.length, checkpoint.size)
    const events = entries.flatMap(({ event }) => (event ? [parseEvent(parseJson(event))] : []))
    const [documents, manifests, releases, deliveries, copies, receipts] = await Promise.all([
      db.selectFrom('documents').selectAll().execute(),
      db.selectFrom('manifests').selectAll().execute(),
      db.selectFrom('releases').selectAll().execute(),
      db.selectFrom('deliveries').selectAll().execute(),
      db.selectFrom('copies').selectAll().execute(),
      db.selectFrom('statements').select('id').where('type', '=', 'receipt').execute(),
    ])
    return { events, payloads, documents, manifests, releases, deliveries, copies, receipts }
  } finally {
    await server.close()
  }
}

/** Of what went one way: everything told holds on both sides, and everything that holds is whole. */
function checkWay(told: Told, origin: Stock, recipient: Stock): void {
  for (const { events } of [origin, recipient]) {
    assert.equal(count(events, 'message-conflict'), 0)
    assert.equal(count(events, 'message-refused'), 0)
  }
  const own = origin.documents.filter(({ direction }) => direction === 'own')
  assert.deepEqual(own.map(({ document }) => document).toSorted(), told.drafts.toSorted())
  for (const { document, state, payload } of own) {
    assert.equal(state, 'draft')
    assert.equal(count(origin.events, 'draft-created', { document }), 1)
    assert.ok(origin.payloads.some((one) => one === payload))
    const home = origin.manifests.filter((one) => one.document === document && !one.release)
    assert.equal(home.length, 1)
  }

  for (const release of told.prepared) {
    assert.ok(origin.releases.some((one) => one.release === release))
  }
  const released = origin.releases.filter(({ state }) => state === 'released')
  assert.deepEqual(
    released.map(({ release }) => release).toSorted(),
    told.released.map(({ release }) => release).toSorted(),
  )
  assert.deepEqual(told.received.toSorted(), released.map(({ release }) => release).toSorted())
  for (const { release, document } of released) {
    for (const kind of ['released', 'delivered', 'receipt-received'] as const)
      assert.equal(count(origin.events, kind, { release }), 1, kind)
    for (const kind of ['received', 'receipt-issued'] as const)
      assert.equal(count(recipient.events, kind, { release }), 1, kind)

    const [delivery, ...others] = origin.deliveries.filter((one) => one.release === release)
    const [copy, ...more] = recipient.copies.filter((one) => one.release === release)
    assert.deepEqual([...others, ...more], [])
    assert.ok(delivery && copy)
    assert.equal(delivery.state, 'received')
    assert.ok(delivery.receipt_proof)
    assert.deepEqual([delivery.copy, copy.copy], [1, 1])
    assert.equal(delivery.receipt, copy.receipt)
    for (const { receipts } of [origin, recipient])
      assert.equal(receipts.filter(({ id }) => id === copy.receipt).length, 1)

    const sent = manifestOf(origin, release)
    assert.deepEqual(sent, manifestOf(recipient, release))
    const there = recipient.documents.find((one) => one.document === document)
    assert.equal(there?.direction, 'received')
    assert.ok(recipient.payloads.some((one) => one === there?.payload))
  }
  for (const document of told.opened) {
    assert.ok(count(recipient.events, 'opened', { document }) >= 1)
  }
  assert.ok(told.opened.length > 5, `only ${told.opened.length} documents flowed`)
}

function manifestOf({ manifests }: Stock, release: string): Uint8Array {
  const [manifest, ...others] = manifests.filter((one) => one.release === release)
  assert.ok(manifest)
  assert.deepEqual(others, [])
  return manifest.body
}

function count(
  events: readonly LedgerEvent[],
  kind: LedgerEvent['kind'],
  about: Readonly<Record<string, string>> = {},
): number {
  const wanted = Object.entries({ kind, ...about })
  return events.filter((event) => {
    const held = new Map<string, unknown>(Object.entries(event))
    return wanted.every(([name, value]) => held.get(name) === value)
  }).length
}
