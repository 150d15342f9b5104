import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  cosign,
  formatSignatures,
  importNoteSigner,
  LedgerError,
  openCheckpoint,
  parseNote,
  parseVerifierKey,
} from '@entente/core/ledger'
import { fromBase64Url } from '@entente/core/lib'
import { payloadDigest } from '@entente/core/tdf'
import { sql } from 'kysely'

import { openBlobs } from '../blobs/index.ts'
import {
  createKeyring,
  generateNoteKey,
  KeysError,
  openKeyring,
  type Secret,
} from '../keys/index.ts'
import { type Ledger, openLedger, ServerLedgerError } from '../ledger/index.ts'
import { openStore, type Store } from '../store/index.ts'

import {
  backup,
  BackupError,
  dataFolder,
  endChains,
  restore,
  type RestoreRequest,
} from './index.ts'

const secret: Secret = { kind: 'passphrase', passphrase: 'a harbour in the morning' }
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const now = new Date('2026-11-25T01:02:03.004Z')
const code = (expected: string) => (error: unknown) =>
  (error instanceof BackupError ||
    error instanceof KeysError ||
    error instanceof LedgerError ||
    error instanceof ServerLedgerError) &&
  error.code === expected

const segment = new Uint8Array(1000).fill(7)
const segmentHash = new Uint8Array(createHash('sha256').update(segment).digest())
const payload = payloadDigest([segmentHash])

interface Running {
  readonly store: Store
  readonly ledger: Ledger
  stop(): Promise<void>
}

/** A member `jpn` with one payload, in a folder that has room for backups. */
async function member() {
  const root = await mkdtemp(join(tmpdir(), 'entente-backup-'))
  const data = join(root, 'data')
  const markFile = join(root, 'ledger.mark')
  await mkdir(data)
  const keyring = await createKeyring(dataFolder(data).keys, secret)
  await keyring.set({
    ledger: generateNoteKey('jpn.example/ledger', random),
    witness: generateNoteKey('jpn.example/witness', random),
  })
  const blobs = await openBlobs(dataFolder(data).blobs)
  await blobs.announce(payload, [{ hash: segmentHash, bytes: segment.length }])
  await blobs.putSegments(payload, 0, ReadableStream.from([segment]))
  return {
    root,
    data,
    markFile,
    target: join(root, 'backup'),
    start: (folder = data) => start(folder, markFile),
    restored: (change: Partial<RestoreRequest> = {}) =>
      restore({
        source: join(root, 'backup'),
        target: join(root, 'restored'),
        newOrigin: 'jpn.example/ledger-2',
        secret,
        markFile,
        clock: () => now,
        random,
        ...change,
      }),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  }
}

async function start(folder: string, markFile: string): Promise<Running> {
  const key = (await openKeyring(dataFolder(folder).keys, secret)).get('ledger')
  const store = await openStore(dataFolder(folder).store)
  try {
    const ledger = await openLedger({
      store,
      signer: await importNoteSigner('note-ed25519', key.name, fromBase64Url(key.seed)),
      markFile,
      clock: () => now,
      random,
      onFatal: (error) => assert.fail(String(error)),
    })
    return {
      store,
      ledger,
      async stop() {
        await ledger.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function grow({ ledger }: Running, count: number): Promise<void> {
  await ledger.record(async (_tx, append) => {
    for (let at = 0; at < count; at++) {
      append({ kind: 'backup-made', at: now.toISOString(), size: at })
    }
  })
}

/** A member with `before` entries in its backup and `after` more since. */
async function backedUp(before: number, after: number) {
  const here = await member()
  const running = await here.start()
  await grow(running, before)
  await backup(here.data, here.target, now)
  await grow(running, after)
  const { signed } = running.ledger.checkpoint()
  await running.stop()
  return { ...here, signed }
}

test('a running member is copied as of one moment, and the copy is private', async () => {
  await using here = await member()
  const running = await here.start()
  await grow(running, 5)
  const writing = Promise.all(Array.from({ length: 50 }, () => grow(running, 3)))
  const summary = await backup(here.data, here.target, now)
  await writing
  await running.stop()
  assert.equal(summary.origin, 'jpn.example/ledger')
  assert.equal((summary.size - 5) % 3, 0)
  assert.deepEqual(JSON.parse(await readFile(join(here.target, 'backup.json'), 'utf8')), summary)
  const { store, blobs } = dataFolder(here.target)
  assert.equal((await stat(store)).mode & 0o777, 0o600)
  await (await openBlobs(blobs)).verify(payload)
  assert.deepEqual((await readdir(here.root)).toSorted(), ['backup', 'data', 'ledger.mark'])
})

test('refuses to take the place of what is there, and of what is no member', async () => {
  await using here = await member()
  const running = await here.start()
  await mkdir(here.target)
  await writeFile(join(here.target, 'precious'), '')
  await assert.rejects(backup(here.data, here.target, now), code('backup/not-empty'))
  assert.deepEqual(await readdir(here.target), ['precious'])
  await assert.rejects(
    backup(join(here.root, 'none'), join(here.root, 'b'), now),
    code('backup/malformed'),
  )
  assert.deepEqual((await readdir(here.root)).toSorted(), ['backup', 'data', 'ledger.mark'])
  await running.stop()
})

test('what is put back goes on under a new name and says where it comes from', async () => {
  await using here = await backedUp(3, 4)
  const restored = await here.restored()
  assert.equal(restored.origin, 'jpn.example/ledger-2')
  assert.equal(restored.size, 4)
  assert.deepEqual(restored.former, { origin: 'jpn.example/ledger', size: 3, lost: 4 })

  const running = await here.start(join(here.root, 'restored'))
  const key = parseVerifierKey(restored.appoint.ledger)
  const { checkpoint } = await openCheckpoint(running.ledger.checkpoint().signed, key)
  assert.equal(checkpoint.size, 4)
  const { event } = await running.ledger.disclose(3)
  assert.ok(event.kind === 'restored')
  const old = await openCheckpoint(here.signed, await oldKey(here.data))
  assert.equal(old.checkpoint.origin, event.origin)
  assert.equal(event.size, 3)
  await running.ledger.verify()
  await grow(running, 1)
  await running.stop()
  await (await openBlobs(dataFolder(join(here.root, 'restored')).blobs)).verify(payload)
})

test('the last cosigned checkpoint that a peer holds is named, though it is lost here', async () => {
  await using here = await backedUp(3, 4)
  const restored = await here.restored({ lastKnown: here.signed })
  assert.deepEqual(restored.former, { origin: 'jpn.example/ledger', size: 7, lost: 4 })
  const running = await here.start(join(here.root, 'restored'))
  const { event } = await running.ledger.disclose(3)
  assert.ok(event.kind === 'restored' && event.size === 7)
  await running.stop()
})

test('neither the copy nor the old folder can go on under the old name', async () => {
  await using here = await backedUp(3, 4)
  await assert.rejects(here.start(here.target), code('ledger/restored-backup'))
  await here.restored()
  await assert.rejects(here.start(here.target), code('ledger/other-mark'))
  await assert.rejects(here.start(here.data), code('ledger/other-mark'))
})

test('ledger and witness have new keys, the others are kept', async () => {
  await using here = await backedUp(1, 0)
  const restored = await here.restored()
  const keys = await openKeyring(dataFolder(join(here.root, 'restored')).keys, secret)
  const old = await openKeyring(dataFolder(here.data).keys, secret)
  assert.notEqual(keys.get('ledger').seed, old.get('ledger').seed)
  assert.notEqual(keys.get('witness').seed, old.get('witness').seed)
  assert.equal(parseVerifierKey(restored.appoint.witness).name, 'jpn.example/witness')
})

test('chains end, what was witnessed and who was signed in are forgotten, old heads are kept', async () => {
  await using here = await member()
  const running = await here.start()
  await grow(running, 2)
  const witness = await importNoteSigner('cosignature-ed25519', 'w.example', new Uint8Array(32))
  const { signed } = running.ledger.checkpoint()
  const lines = formatSignatures([await cosign(parseNote(signed).text, witness, 10)])
  await running.ledger.addCosignature({ signed, lines, witnesses: [witness.key] })
  const message = { peer: 'nzl', number: 1, id: 'i' }
  const time = now.toISOString()
  const { db } = running.store
  await db
    .insertInto('outbox')
    .values({
      ...message,
      payload: 'out',
      previous: null,
      entry: 0,
      signed: null,
      state: 'queued',
      next_at: time,
      last_error: null,
      answer: null,
      created_at: time,
    })
    .execute()
  await db
    .insertInto('inbox')
    .values({ ...message, origin: 'nzl.example', body: 'in', answer: 'ok', received_at: time })
    .execute()
  await db
    .insertInto('witnessed')
    .values({ origin: 'nzl.example', size: 1, root: new Uint8Array(32), checkpoint: '' })
    .execute()
  await db.insertInto('seen_proofs').values({ jti: 'j', expires_at: 0 }).execute()
  await backup(here.data, here.target, now)
  await running.stop()
  await here.restored()

  const store = await openStore(dataFolder(join(here.root, 'restored')).store)
  for (const table of ['outbox', 'inbox', 'witnessed', 'oidc', 'seen_proofs'] as const) {
    assert.deepEqual(await store.db.selectFrom(table).selectAll().execute(), [], table)
  }
  const former = await store.db
    .selectFrom('former_messages')
    .selectAll()
    .orderBy('direction')
    .execute()
  assert.deepEqual(
    former.map(({ direction, peer, origin, body, answer }) => [
      direction,
      peer,
      origin,
      body,
      answer,
    ]),
    [
      ['in', 'nzl', 'nzl.example', 'in', 'ok'],
      ['out', 'nzl', 'jpn.example/ledger', 'out', null],
    ],
  )
  const { value } = await store.db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'former-ledger/jpn.example/ledger')
    .executeTakeFirstOrThrow()
  const kept: { cosigned: string } = JSON.parse(value)
  assert.equal(parseNote(kept.cosigned).signatures.length, 2)
  await store.close()
})

test('the chains with one peer can end alone', async () => {
  await using here = await member()
  const running = await here.start()
  const { db } = running.store
  for (const peer of ['nzl', 'aus']) {
    await db
      .insertInto('inbox')
      .values({
        peer,
        number: 1,
        id: 'i',
        origin: 'o',
        body: 'in',
        answer: 'ok',
        received_at: now.toISOString(),
      })
      .execute()
  }
  await running.ledger.record((tx) =>
    endChains(tx, { origin: 'jpn.example/ledger', peer: 'aus', at: now }),
  )
  const left = await db.selectFrom('inbox').select('peer').execute()
  assert.deepEqual(left, [{ peer: 'nzl' }])
  await running.stop()
})

for (const [why, change, expected] of [
  ['under its old name', { newOrigin: 'jpn.example/ledger' }, 'backup/used-origin'],
  [
    'with another passphrase',
    { secret: { kind: 'passphrase', passphrase: 'a harbour in the evening' } },
    'keys/wrong-secret',
  ],
  ['with a checkpoint of nobody', { lastKnown: 'x' }, 'backup/other-ledger'],
] satisfies readonly [string, Partial<RestoreRequest>, string][]) {
  test(`refuses to put back ${why}, and leaves nothing`, async () => {
    await using here = await backedUp(2, 1)
    const mark = await readFile(here.markFile)
    await assert.rejects(here.restored(change), code(expected))
    assert.deepEqual((await readdir(here.root)).toSorted(), ['backup', 'data', 'ledger.mark'])
    assert.deepEqual(await readFile(here.markFile), mark)
  })
}

test('refuses a name that a restore has used already', async () => {
  await using here = await backedUp(2, 1)
  await here.restored()
  await assert.rejects(
    here.restored({ target: join(here.root, 'second') }),
    code('backup/used-origin'),
  )
})

test('refuses a folder that is no backup, and a backup that was changed', async () => {
  await using here = await backedUp(2, 1)
  await assert.rejects(here.restored({ source: here.data }), code('backup/malformed'))
  const store = await openStore(dataFolder(here.target).store)
  await sql`update ledger_entries set leaf = zeroblob(32) where idx = 0`.execute(store.db)
  await store.close()
  await assert.rejects(here.restored(), code('ledger/corrupt'))
})

async function oldKey(data: string) {
  const { name, seed } = (await openKeyring(dataFolder(data).keys, secret)).get('ledger')
  return (await importNoteSigner('note-ed25519', name, fromBase64Url(seed))).key
}
