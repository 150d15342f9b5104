import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  cosign,
  formatSignatures,
  importNoteSigner,
  leafHash,
  LedgerError,
  leafData,
  openCheckpoint,
  parseNote,
  parseTlogProof,
  signCheckpoint,
  tilesOf,
  formatTilePath,
  verifyDisclosure,
  verifyLog,
  verifyTlogProof,
} from '@entente/core/ledger'
import { fromHex, fromUtf8 } from '@entente/core/lib'
import { sql } from 'kysely'

import { ServerLedgerError } from './index.ts'
import { event, member } from './member.fixture.ts'

const code = (expected: string) => (error: unknown) =>
  (error instanceof ServerLedgerError || error instanceof LedgerError) && error.code === expected

test('a work, its entries and their signed head are one', async () => {
  await using here = await member()
  const { ledger, store } = await here.open()
  const { result, entries, size } = await ledger.record(async (tx, append) => {
    await tx.insertInto('settings').values({ name: 'a', value: '1' }).execute()
    const { index } = append(event(1))
    append(event(2))
    return index
  })
  assert.equal(result, 0)
  assert.deepEqual(
    entries.map(({ index }) => index),
    [0, 1],
  )
  assert.equal(size, 2)
  const { checkpoint } = await openCheckpoint(ledger.checkpoint().signed, ledger.key)
  assert.equal(checkpoint.size, 2)
  assert.equal((await store.db.selectFrom('settings').selectAll().execute()).length, 1)
  assert.deepEqual(fromHex(entries[0]!.leaf), leafData(event(1), entries[0]!.salt))
  await ledger.verify()
})

test('a work that throws leaves no trace, and those beside it are kept', async () => {
  await using here = await member()
  const { ledger, store } = await here.open()
  const works = [1, 2, 3].map((number) =>
    ledger.record(async (tx, append) => {
      await tx
        .insertInto('settings')
        .values({ name: `${number}`, value: '' })
        .execute()
      append(event(number))
      if (number === 2) throw new RangeError('as planned')
      return number
    }),
  )
  const settled = await Promise.allSettled(works)
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  const rows = await store.db.selectFrom('settings').select('name').execute()
  assert.deepEqual(rows, [{ name: '1' }, { name: '3' }])
  assert.equal(ledger.checkpoint().size, 2)
  await ledger.verify()
})

test('works that wait share one commit', async () => {
  await using here = await member()
  const { ledger, commits } = await here.open()
  const before = commits()
  const recorded = await Promise.all(
    Array.from({ length: 300 }, (_, at) => ledger.record(async (_tx, append) => append(event(at)))),
  )
  assert.ok(commits() - before <= 4)
  assert.deepEqual(
    recorded.map(({ result }) => result.index),
    Array.from({ length: 300 }, (_, at) => at),
  )
  await ledger.verify()
})

test('refuses more works than may wait, and takes them again later', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  const works = Array.from({ length: 5000 }, () => ledger.record(async () => 1))
  const refused = (await Promise.allSettled(works)).filter(({ status }) => status === 'rejected')
  assert.ok(refused.length > 0 && refused.length < 1000)
  assert.ok(refused.every((one) => one.status === 'rejected' && code('ledger/busy')(one.reason)))
  await ledger.record(async () => 1)
})

test('refuses an event that is not of the closed list, and a field too many', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  for (const bad of [
    { ...event(1), title: 'secret' },
    { kind: 'gossip', at: event(1).at },
  ]) {
    await assert.rejects(
      ledger.record(async (_tx, append) => Reflect.apply(append, undefined, [bad])),
      code('ledger/malformed'),
    )
  }
  assert.equal(ledger.checkpoint().size, 0)
})

test('refuses a work that records, which would wait for itself', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  await assert.rejects(
    ledger.record(() => ledger.record(async () => 1)),
    TypeError,
  )
})

test('refuses an append after its work has ended', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  const { result: late } = await ledger.record(async (_tx, append) => append)
  assert.throws(() => late(event(1)), TypeError)
})

test('a proof convinces who has only the key, and no other entry', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  const { entries } = await ledger.record(async (_tx, append) => {
    for (let at = 0; at < 300; at++) append(event(at))
  })
  const trust = { ledger: ledger.key, witnesses: [], quorum: 0 }
  for (const index of [0, 255, 256, 299]) {
    const proof = parseTlogProof(await ledger.prove(index))
    await verifyTlogProof(proof, fromHex(entries[index]!.leaf), trust)
    await assert.rejects(
      verifyTlogProof(proof, fromHex(entries[index === 0 ? 1 : 0]!.leaf), trust),
      code('ledger/not-included'),
    )
  }
  await assert.rejects(ledger.prove(300), code('ledger/not-included'))
})

test('one event is disclosed with its proof, and not after its salt was destroyed', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  await ledger.record(async (_tx, append) => append(event(7)))
  const shown = await verifyDisclosure(await ledger.disclose(0), {
    ledger: ledger.key,
    witnesses: [],
    quorum: 0,
  })
  assert.deepEqual(shown.event, event(7))
  await ledger.record((tx) =>
    tx
      .updateTable('ledger_entries')
      .set({ salt: null, event: null })
      .where('idx', '=', 0)
      .execute(),
  )
  await assert.rejects(ledger.disclose(0), code('ledger/erased'))
  await ledger.verify()
})

test('the ledger is read by its paths, and only as far as it is signed', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  await ledger.record(async (_tx, append) => {
    for (let at = 0; at < 257; at++) append(event(at))
  })
  const { checkpoint } = await openCheckpoint(
    fromUtf8((await ledger.resource('checkpoint'))!.bytes),
    ledger.key,
  )
  await verifyLog(checkpoint, async (name) => (await ledger.resource(formatTilePath(name)))?.bytes)
  for (const path of [
    'tile/0/001.p/2',
    'tile/entries/001',
    'tile/1/000.p/2',
    'tile/0/00',
    '../member.sqlite',
    '',
  ]) {
    assert.equal(await ledger.resource(path), undefined, path)
  }
})

test('the exported folder is a ledger of its own', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  const folder = join(here.folder, 'static')
  for (const count of [200, 100]) {
    await ledger.record(async (_tx, append) => {
      for (let at = 0; at < count; at++) append(event(at))
    })
    await ledger.exportStatic(folder)
  }
  const signed = await readFile(join(folder, 'checkpoint'), 'utf8')
  const { checkpoint } = await openCheckpoint(signed, ledger.key)
  assert.equal(checkpoint.size, 300)
  await verifyLog(checkpoint, (name) => readFile(join(folder, formatTilePath(name))))
  assert.ok([...tilesOf(300)].length >= 4)
})

test('a cosignature is kept if it is by a known witness, and stands under later proofs', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  const witness = await importNoteSigner('cosignature-ed25519', 'w.example', new Uint8Array(32))
  const stranger = await importNoteSigner(
    'cosignature-ed25519',
    's.example',
    new Uint8Array(32).fill(1),
  )
  await ledger.record(async (_tx, append) => append(event(1)))
  const { signed } = ledger.checkpoint()
  const { text } = parseNote(signed)
  const lines = formatSignatures([
    await cosign(text, stranger, 10),
    await cosign(text, witness, 10),
  ])
  const witnesses = [witness.key]

  await assert.rejects(
    ledger.addCosignature({ signed, lines, witnesses: [] }),
    code('ledger/not-cosigned'),
  )
  const forged = formatSignatures([
    { ...(await cosign(`${text}x\n`, witness, 10)), name: witness.key.name },
  ])
  await assert.rejects(
    ledger.addCosignature({ signed, lines: forged, witnesses }),
    code('ledger/bad-signature'),
  )
  assert.equal(ledger.cosigned(), undefined)
  assert.equal(await ledger.needsWitness(), true)

  await ledger.addCosignature({ signed, lines, witnesses })
  assert.equal(await ledger.needsWitness(), false)
  assert.equal(parseNote(ledger.checkpoint().signed).signatures.length, 2)
  await ledger.record(async (_tx, append) => append(event(2)))

  const again = await here.reopen()
  const trust = { ledger: again.ledger.key, witnesses, quorum: 1 }
  const entry = again.ledger.disclose(0)
  await verifyDisclosure(await entry, trust)
  await assert.rejects(
    verifyDisclosure(await again.ledger.disclose(1), trust),
    code('ledger/not-cosigned'),
  )
})

for (const [why, change, expected] of [
  ['an event', sql`update ledger_entries set event = replace(event, '1', '2')`, 'ledger/corrupt'],
  ['an event beyond reading', sql`update ledger_entries set event = '{'`, 'ledger/corrupt'],
  [
    'the kind of an event',
    sql`update ledger_entries set kind = 'approved' where idx = 1`,
    'ledger/corrupt',
  ],
  ['a leaf', sql`update ledger_entries set leaf = zeroblob(32) where idx = 1`, 'ledger/corrupt'],
  ['a tile', sql`update ledger_hashes set hash = zeroblob(32) where idx = 1`, 'ledger/corrupt'],
  ['a missing hash', sql`delete from ledger_hashes where idx = 2`, 'ledger/corrupt'],
  ['the root', sql`update ledger_head set root = zeroblob(32)`, 'ledger/corrupt'],
  ['the origin', sql`update ledger_head set origin = 'other.example'`, 'ledger/other-origin'],
] as const) {
  test(`refuses to start over a store in which somebody changed ${why}`, async () => {
    await using here = await member()
    const { ledger, store } = await here.open()
    await ledger.record(async (_tx, append) => {
      for (let at = 0; at < 3; at++) append(event(at))
    })
    await change.execute(store.db)
    await assert.rejects(here.reopen(), code(expected))
  })
}

/** A checkpoint that the ledger's own key has signed, of a tree that it never had. */
async function forkOf(size: number): Promise<string> {
  const name = 'jpn.example'
  const signer = await importNoteSigner('note-ed25519', name, new Uint8Array(32).fill(name.length))
  return signCheckpoint({ origin: name, size, root: leafHash(Uint8Array.of(9)) }, signer)
}

for (const column of ['checkpoint', 'cosigned'] as const) {
  test(`refuses to start over a signed head of another tree, kept as ${column}`, async () => {
    await using here = await member()
    const { ledger, store } = await here.open()
    await ledger.record(async (_tx, append) => append(event(1)))
    const signed = await forkOf(1)
    await store.db
      .updateTable('ledger_head')
      .set({ [column]: signed, [`${column}_size`]: 1 })
      .execute()
    await assert.rejects(here.reopen(), code('ledger/corrupt'))
  })
}

test('refuses a cosignature on a head of another tree, and on one beyond the ledger', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  await ledger.record(async (_tx, append) => append(event(1)))
  const witness = await importNoteSigner('cosignature-ed25519', 'w.example', new Uint8Array(32))
  for (const size of [1, 2]) {
    const signed = await forkOf(size)
    const lines = formatSignatures([await cosign(parseNote(signed).text, witness, 10)])
    await assert.rejects(
      ledger.addCosignature({ signed, lines, witnesses: [witness.key] }),
      code('ledger/inconsistent'),
    )
  }
})

test('a late cosignature on an older head does not take the place of a newer one', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  const witness = await importNoteSigner('cosignature-ed25519', 'w.example', new Uint8Array(32))
  const heads: string[] = []
  for (const number of [1, 2]) {
    await ledger.record(async (_tx, append) => append(event(number)))
    heads.push(ledger.checkpoint().signed)
  }
  for (const signed of heads.toReversed()) {
    const lines = formatSignatures([await cosign(parseNote(signed).text, witness, 10)])
    await ledger.addCosignature({ signed, lines, witnesses: [witness.key] })
  }
  assert.equal(ledger.cosigned()?.size, 2)
})

test('an older state put back is recognised and signs nothing', async () => {
  await using here = await member()
  const first = await here.open()
  await first.ledger.record(async (_tx, append) => append(event(1)))
  await here.close()
  const backup = await readFile(here.file)
  const second = await here.open()
  await second.ledger.record(async (_tx, append) => append(event(2)))
  await here.close()
  await writeFile(here.file, backup)
  await assert.rejects(here.open(), code('ledger/restored-backup'))
})

test('another history of the same length is recognised', async () => {
  await using here = await member()
  const first = await here.open()
  await first.ledger.record(async (_tx, append) => append(event(1)))
  const mark = await readFile(here.markFile)
  await here.close()
  for (const suffix of ['', '-wal', '-shm']) await rm(`${here.file}${suffix}`, { force: true })
  await rm(here.markFile)
  const second = await here.open()
  await second.ledger.record(async (_tx, append) => append(event(2)))
  await here.close()
  await writeFile(here.markFile, mark)
  await assert.rejects(here.open(), code('ledger/rewritten'))
})

test('refuses to start without its mark, with that of another ledger, with one it cannot read', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  await ledger.record(async (_tx, append) => append(event(1)))
  await here.close()
  const mark = await readFile(here.markFile, 'utf8')
  for (const [text, expected] of [
    [undefined, 'ledger/no-mark'],
    [mark.replace('jpn.example', 'nzl.example'), 'ledger/other-mark'],
    [mark.slice(1), 'ledger/other-mark'],
  ] as const) {
    if (text === undefined) await rm(here.markFile)
    else await writeFile(here.markFile, text)
    await assert.rejects(here.open(), code(expected))
  }
})

test('stops when somebody else has written to the ledger', async () => {
  await using here = await member()
  const { ledger, store, fatal } = await here.open()
  await ledger.record(async (_tx, append) => append(event(1)))
  await sql`update ledger_head set size = 2`.execute(store.db)
  await assert.rejects(
    ledger.record(async (_tx, append) => append(event(2))),
    code('ledger/stopped'),
  )
  assert.ok(code('ledger/two-writers')(fatal()[0]))
})

test('a closed ledger answers what waits and refuses the rest', async () => {
  await using here = await member()
  const { ledger } = await here.open()
  const last = ledger.record(async (_tx, append) => append(event(1)))
  const closing = ledger.close()
  await assert.rejects(
    ledger.record(async () => 1),
    code('ledger/stopped'),
  )
  await closing
  assert.equal((await last).size, 1)
})
