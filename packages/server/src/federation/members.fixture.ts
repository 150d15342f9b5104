/**
 * Members of one pact on loopback, each with its own store, ledger and keys: all real but the documents.
 *
 * @module
 */
import { hash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
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
import { formatVerifierKey, importNoteSigner, type NoteSigner } from '@entente/core/ledger'
import { type Bytes, fromBase64Url, parseJson } from '@entente/core/lib'
import {
  type AppointmentAct,
  issueAppointment,
  pactType,
  parseAppointment,
  type Release,
  requireDirectory,
  type Terms,
  type TlsAppointment,
} from '@entente/core/pact'
import { payloadDigest } from '@entente/core/tdf'
import type { MessageBody } from '@entente/core/wire'

import { type Blobs, openBlobs, type Segment } from '../blobs/index.ts'
import { DocumentError } from '../documents/index.ts'
import { type Listener, listen } from '../http/index.ts'
import { generateMemberKeys, type KeyEntries } from '../keys/index.ts'
import { type Ledger, openLedger } from '../ledger/index.ts'
import { openStanding, recordChanges, type StandingKeeper } from '../standing/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { silentLog } from '../telemetry/index.ts'

import { bodyLimits } from './bodies.ts'
import type { PeerResponse } from './client.ts'
import { type Federation, startFederation } from './federation.ts'
import type { Handlers } from './inbox.ts'
import { enqueue } from './outbox.ts'
import type { GrantShare } from './shares.ts'

/** One member at work. */
export interface TestPeer {
  readonly self: string
  readonly url: string
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly blobs: Blobs
  readonly federation: Federation
  readonly listener: Listener
  readonly message: HybridSigner
  readonly ledgerSigner: NoteSigner
  /** What has ended the ledger for ever, if anything has. */
  readonly fatal: readonly unknown[]
  readonly markFile: string
  readonly appointing: HybridSigner
  readonly tls: { readonly certificate: string; readonly privateKey: string }
  /** Queues a message, as a use case does. */
  readonly announce: (peer: string, body: MessageBody) => Promise<void>
  /** Appoints more, without telling anybody. */
  readonly appoint: (...acts: readonly AppointmentAct[]) => Promise<readonly Statement[]>
  /** Kinds of the events on the ledger, in order. */
  readonly events: () => Promise<readonly string[]>
}

/** Members who have trusted one pact and know how to reach each other. */
export interface TestPeers extends AsyncDisposable {
  readonly pact: Hash
  readonly members: readonly TestPeer[]
  /** What every clock shows; `advance` moves it. */
  readonly now: () => Date
  readonly advance: (milliseconds: number) => void
  /** Signs and adopts one more pact, between some of the members. */
  readonly agree: (parties: readonly TestPeer[]) => Promise<Hash>
}

/** When appointments hold. */
export const term = { from: '2020-01-01T00:00:00.000Z', until: '2050-01-01T00:00:00.000Z' } as const

/** The title with which a delivery is refused by {@link testHandlers}. */
export const refusedTitle = 'refused'

/** Starts members. With `grantShare`, all of them answer share requests so. */
export async function peers(
  names: readonly string[],
  grantShare: GrantShare = () => Promise.resolve(undefined),
): Promise<TestPeers> {
  const root = await mkdtemp(join(tmpdir(), 'entente-federation-'))
  let moved = 0
  const now = (): Date => new Date(Date.now() + moved)
  const appointing = new Map(
    await Promise.all(names.map(async (name) => [name, await newSigner()] as const)),
  )
  const { statement, pact } = await signPact(appointing)
  const trusted = new Set([pact])
  const context = { pact, statement, trusted, now, grantShare }
  const members: TestPeer[] = []
  for (const [self, signer] of appointing) {
    members.push(await start(join(root, self), self, signer, context))
  }
  await introduce(members)
  return {
    pact,
    members,
    now,
    advance: (milliseconds) => {
      moved += milliseconds
    },
    async agree(parties) {
      const signers = parties.map((one) => [one.self, one.appointing] as const)
      const another = await signPact(new Map(signers))
      trusted.add(another.pact)
      for (const { standing, ledger } of parties) {
        const change = { kind: 'pact' as const, statement: another.statement }
        await recordChanges(standing, ledger, [change], () => undefined)
      }
      return another.pact
    },
    async [Symbol.asyncDispose]() {
      for (const { listener, federation, ledger, store } of members) {
        await listener.close(100)
        await federation.close()
        await ledger.close()
        await store.close()
      }
      await rm(root, { recursive: true })
    },
  }
}

/** Lets the first appointments of all be known to all, as a ceremony does. */
async function introduce(members: readonly TestPeer[]): Promise<void> {
  for (const of of members) {
    for (const to of members.filter((one) => one !== of)) {
      const statements = await of.standing.statements('appointment', of.self)
      const changes = statements.map((one) => ({ kind: 'appointment' as const, statement: one }))
      await recordChanges(to.standing, to.ledger, changes, () => undefined)
    }
  }
  for (const { listener, federation } of members) listener.trust(federation.certificates())
}

/** Where `peer` listens, with the certificate it has appointed. */
export function endpoint({ url, tls }: TestPeer): TlsAppointment {
  return { kind: 'tls', certificate: tls.certificate, url, ...term }
}

/** The code of a refusal. */
export function codeOf({ body }: PeerResponse): unknown {
  const value = parseJson(body)
  return typeof value === 'object' && value !== null && 'code' in value ? value['code'] : value
}

/** A payload of `count` segments and its list; `seed` makes it another one. */
export function payload(
  count: number,
  seed = 1,
): { readonly digest: Hash; readonly segments: readonly Segment[]; readonly data: Bytes } {
  const bytes = 5000
  const data = new Uint8Array(count * bytes).map((_, at) => (at * 7 + seed) % 251)
  const segments = Array.from({ length: count }, (_, at) => ({
    hash: sha256(data.subarray(at * bytes, (at + 1) * bytes)),
    bytes,
  }))
  return { digest: payloadDigest(segments.map((one) => one.hash)), segments, data }
}

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Bytes {
  return Uint8Array.from(hash('sha256', bytes, 'buffer'))
}

/** A delivery of a payload: its release is signed by nobody, for the handlers here look at its title alone. */
export function delivery(
  from: string,
  to: string,
  pact: Hash,
  digest: Hash,
  title = 'A title',
): MessageBody {
  const release: Release = {
    kind: 'release',
    release: sha256(Buffer.from(title + digest))
      .toHex()
      .slice(0, 32),
    document: '00000000-0000-4000-8000-000000000001',
    originator: from,
    author: 'somebody',
    at: term.from,
    notAfter: term.until,
    heads: { appointments: { number: 0, id: null }, notices: { number: 0, id: null } },
    pact: { id: pact, version: 1 },
    level: { regime: 'urn:example:regime', level: 'LOW' },
    payload: digest,
    commitment: digest,
    label: digest,
    policy: digest,
    recipients: [to],
    purposes: ['testing'],
    custody: 'recipient',
    kas: [{ member: to, kid: 'one' }],
  }
  const statement = unsignedStatement(release)
  return { kind: 'delivery', statement, copy: 1, title, manifest: 'e30' }
}

/** A setting a delivery: state that is kept in the work of its message. */
function testHandlers(): Omit<Handlers, 'appointments' | 'notice'> {
  return {
    async delivery({ title }, { from, number }, keep) {
      if (title === refusedTitle) throw new DocumentError('document/label-mismatch', 'as asked')
      if (title === 'a failure of our own') throw new TypeError('a bug')
      await keep(async (tx) => {
        await tx
          .insertInto('settings')
          .values({ name: `${from}-${number}`, value: title })
          .execute()
      })
    },
    receipt: (_body, _message, keep) => keep(() => Promise.resolve()),
    'receipt-proof': (_body, _message, keep) => keep(() => Promise.resolve()),
    acknowledgement: (_body, _message, keep) => keep(() => Promise.resolve()),
    'consent-request': (_body, _message, keep) => keep(() => Promise.resolve()),
    consent: (_body, _message, keep) => keep(() => Promise.resolve()),
    'consent-refusal': (_body, _message, keep) => keep(() => Promise.resolve()),
  }
}

interface Context {
  readonly pact: Hash
  readonly statement: Statement
  readonly trusted: ReadonlySet<Hash>
  readonly now: () => Date
  readonly grantShare: GrantShare
}

async function start(
  folder: string,
  self: string,
  appointing: HybridSigner,
  { pact, statement, trusted, now, grantShare }: Context,
): Promise<TestPeer> {
  const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
  const keys = await generateMemberKeys(
    {
      member: self,
      hosts: ['127.0.0.1'],
      now: now(),
      days: 10,
      ledger: `${self}.example/ledger`,
      witness: `${self}.example/witness`,
    },
    random,
  )
  const note = (key: KeyEntries['ledger'], type: 'note-ed25519' | 'cosignature-ed25519') =>
    importNoteSigner(type, key.name, fromBase64Url(key.seed))
  const ledgerSigner = await note(keys.ledger, 'note-ed25519')
  const witness = await note(keys.witness, 'cosignature-ed25519')
  const message = await importHybridSigner(keys.message)
  const blobs = await openBlobs(join(folder, 'blobs'))
  const store = await openStore(join(folder, 'member.sqlite'))
  const fatal: unknown[] = []
  const markFile = join(folder, 'mark')
  const onFatal = (error: unknown): void => void fatal.push(error)
  const ledger = await openLedger({
    store,
    signer: ledgerSigner,
    markFile,
    clock: now,
    random,
    onFatal,
  })
  const standing = await openStanding({
    store,
    self,
    appointingKey: appointing.publicKey,
    trusted: () => trusted,
    now,
  })
  const tls = { certificate: keys.tls.certificatePem, privateKey: keys.tls.privateKeyPem }
  const common = { store, ledger, standing, messageKey: () => message, now }
  const federation = startFederation({
    ...common,
    blobs,
    witness: () => witness,
    tls: () => tls,
    handlers: testHandlers(),
    grantShare,
    onAnswer: () => Promise.resolve(),
    onChange: () => undefined,
    log: silentLog,
    random,
    limits: { ...bodyLimits, bytes: 100_000, milliseconds: 500, idleMilliseconds: 300 },
  })
  const listener = await listen({
    name: 'federation',
    host: '127.0.0.1',
    port: 0,
    tls: keys.tls,
    peers: [],
    fetch: (request, connection) => federation.app.fetch(request, connection),
    log: silentLog,
    now,
  })
  const url = `https://127.0.0.1:${listener.port}`

  const appoint: TestPeer['appoint'] = async (...acts) => {
    const statements: Statement[] = []
    for (const act of acts) {
      const directory = requireDirectory(standing.current(), self)
      const made = await issueAppointment(directory, act, appointing, now().toISOString())
      const change = { kind: 'appointment' as const, statement: made }
      await recordChanges(standing, ledger, [change], (append) => {
        const { number, at } = parseAppointment(made)
        append({ kind: 'appointment-made', at, number, statement: statementId(made) })
      })
      statements.push(made)
    }
    return statements
  }
  await recordChanges(standing, ledger, [{ kind: 'pact', statement }], (append) => {
    append({ kind: 'pact-adopted', at: now().toISOString(), pact })
  })
  await appoint(
    { kind: 'tls', certificate: tls.certificate, url, ...term },
    { kind: 'ledger', verifierKey: formatVerifierKey(ledgerSigner.key), ...term },
    { kind: 'witness', verifierKey: formatVerifierKey(witness.key), ...term },
    { kind: 'message', key: message.publicKey, ...term },
  )
  return {
    self,
    url,
    store,
    ledger,
    standing,
    blobs,
    federation,
    listener,
    message,
    ledgerSigner,
    fatal,
    markFile,
    appointing,
    tls,
    appoint,
    async announce(peer, body) {
      await ledger.record(async (tx, append) => {
        const { index } = append({ kind: 'backup-made', at: now().toISOString(), size: 0 })
        await enqueue(tx, { peer, pact, body, entry: index }, common)
      })
    },
    async events() {
      const rows = await store.db
        .selectFrom('ledger_entries')
        .select('kind')
        .orderBy('idx')
        .execute()
      return rows.map(({ kind }) => kind)
    },
  }
}

async function signPact(
  appointing: ReadonlyMap<string, HybridSigner>,
): Promise<{ readonly statement: Statement; readonly pact: Hash }> {
  const both = (text: string) => ({ en: text, ja: text })
  const terms: Terms = {
    kind: 'pact',
    version: 1,
    previous: null,
    name: both('A pact of tests'),
    illustrative: true,
    members: [...appointing].map(([id, signer]) => ({
      id,
      country: null,
      name: both(id),
      appointingKey: signer.publicKey,
    })),
    regimes: [],
    equivalence: [],
    handling: [],
    authorities: [],
    purposes: [],
    receiptSeconds: 60,
    clauses: [],
  }
  const draft = unsignedStatement(terms)
  const signed = await Promise.all(
    [...appointing.values()].map((signer) => addAct(pactType, draft, signer)),
  )
  const statement = signed.reduce(mergeActs)
  return { statement, pact: statementId(statement) }
}

async function newSigner(): Promise<HybridSigner> {
  return importHybridSigner((await generateHybridKey()).privateKey)
}
