/**
 * The register of one reader: one query against the decision of each row.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { LevelKey, Pact } from '@entente/core/pact'
import { decide, factsOf, type PolicyEngine, type Subject } from '@entente/core/policy'
import { cedarCondition, cedarEngine } from '@entente/host'
import { type Kysely, sql } from 'kysely'

import { classFor, type SharedLabel } from '../../packages/server/src/register/classes.ts'
import { createPrefilter, purposesOf } from '../../packages/server/src/register/index.ts'
import { type Database, openStore, type Store } from '../../packages/server/src/store/index.ts'

import { say, tell } from './say.ts'
import { labelOf } from '../../packages/core/test/example-label.ts'

import { at, type BenchWorld, buildBench, facility, personOf, theirLevels } from './world.ts'

const people = 10_000
const sampled = 2000

/** Measures and prints. */
export async function benchRegister({
  rows,
  rounds,
}: {
  readonly rows: number
  readonly rounds: number
}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-register-'))
  const store = await openStore(join(folder, 'member.sqlite'))
  try {
    const world = await buildBench(people, rows)
    await fill(store.db, rows, world.pact)
    await bench(store, world, { rows, rounds })
  } finally {
    await store.close()
    await rm(folder, { recursive: true })
  }
}

async function bench(
  { db }: Store,
  { standing, pact, releaseOf }: BenchWorld,
  { rows, rounds }: { readonly rows: number; readonly rounds: number },
): Promise<void> {
  const prefilter = createPrefilter(cedarCondition('open'))
  const engine = cedarEngine()
  // Somebody whose case holds documents beside those that are needed one by one.
  const reader = { person: personOf(7), facility }
  const all = async (): Promise<readonly { document: string }[]> =>
    db
      .selectFrom('register_lines')
      .select('document')
      .where(await prefilter(reader, { db, standing, at }))
      .orderBy('document')
      .execute()
  const page = async (): Promise<unknown> =>
    db
      .selectFrom('register_lines')
      .select('document')
      .where(await prefilter(reader, { db, standing, at }))
      .orderBy('created_at', 'desc')
      .orderBy('document', 'desc')
      .limit(50)
      .execute()
  const found = await all()
  assert.ok(found.length > 0, 'the reader may open something')
  const times = { all: Infinity, page: Infinity, each: Infinity }
  for (let round = 0; round < rounds; round++) {
    times.all = Math.min(times.all, await timed(all))
    times.page = Math.min(times.page, await timed(page))
    const each = await timed(() => {
      // The first rows hold what the reader needs: one by one they have to come to the same.
      const open = Array.from({ length: sampled }, (_, n) => releaseOf(n)).filter((release) =>
        isOpen(
          { kind: 'received', release, recalled: false, label: labelOf(release.level) },
          { pact, standing, engine, reader },
        ),
      )
      const listed = new Set(found.map(({ document }) => document))
      assert.equal(open.length, listed.size)
      assert.ok(open.every(({ document }) => listed.has(document)))
    })
    times.each = Math.min(times.each, each)
  }
  const scaled = (times.each / sampled) * rows
  console.log(
    `\nThe register of one reader, ${rows.toLocaleString('en')} rows, ` +
      `${people.toLocaleString('en')} people; best of ${rounds}\n`,
  )
  tell('row by row, from a sample of 2,000 and scaled', scaled, 'ms')
  tell(`by one query, all ${found.length} lines`, times.all, 'ms')
  tell('by one query, the first page', times.page, 'ms')
  say('register: times faster than row by row', scaled / times.all, '≥', 100)
}

/** Without the verification of the release that a decision begins with: the reference is not made slow. */
function isOpen(
  subject: Subject,
  {
    pact,
    standing,
    engine,
    reader: { person, facility: place },
  }: {
    readonly pact: Pact
    readonly standing: BenchWorld['standing']
    readonly engine: PolicyEngine
    readonly reader: { readonly person: string; readonly facility: string }
  },
): boolean {
  return purposesOf(pact).some((purpose) => {
    const question = { action: 'open', person, facility: place, purpose, at } as const
    const facts = factsOf(standing, pact, subject, question)
    return decide(facts, engine, pact.terms).kind === 'permit'
  })
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Rows as deliveries leave them, made by the engine itself: a hundred thousand a second. */
async function fill(db: Kysely<Database>, rows: number, { id }: Pact): Promise<void> {
  await sql`pragma synchronous = off`.execute(db)
  const [confidential, secret] = theirLevels
  assert.ok(confidential && secret)
  const numbers = sql`with recursive numbers (n) as
    (select 0 union all select n + 1 from numbers where n + 1 < ${rows})`
  const document = sql`'0f0e0d0c-0b0a-4908-8706-' || printf('%012x', n)`
  const level = sql`case n % 2 when 0 then ${confidential.level} else ${secret.level} end`
  const time = sql`strftime('%Y-%m-%dT%H:%M:%S.000Z', 1767225600 + n * 17, 'unixepoch')`
  await db.transaction().execute(async (tx) => {
    await sql`insert into documents (document, originator, direction, state, title, author, regime,
      level, classified, payload, commitment, label, label_xml, media_type, size, case_id, created_at,
      etag) ${numbers} select ${document}, 'nzl', 'received', 'received',
      'Report ' || n, 'aroha', ${secret.regime}, ${level}, 1, printf('%064x', n), printf('%064x', n),
      printf('%064x', n), ${'<label/>'.repeat(60)}, 'text/plain', 4096, null, ${time}, 1
      from numbers`.execute(tx)
    const classes = [confidential, secret].map((one) =>
      classFor(tx, { direction: 'received', pact: id, ...one }, labelAt(one)),
    )
    const [low, high] = await Promise.all(classes)
    await sql`insert into register_lines ${numbers} select ${document}, ${time},
      case n % 2 when 0 then ${low} else ${high} end, 'aroha', '', printf('%032x', n), 1, 0,
      '2027-11-25T12:00:00.000Z', 'report ' || n from numbers`.execute(tx)
    await sql`insert into register_purposes ${numbers} select ${document}, 'maritime-security'
      from numbers`.execute(tx)
  })
}

function labelAt({ regime, level }: LevelKey): SharedLabel {
  return {
    policy: { uri: regime, name: 'PSR' },
    classification: level,
    privacyMark: null,
    categories: [
      { type: 'PERMISSIVE', tagName: 'Releasable To', uri: null, values: ['JPN', 'NZL'] },
    ],
  }
}
