/** The prefilter against the decision of each document alone, on random people, grants and documents. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { unsignedStatement } from '@entente/core/crypto'
import {
  emptyStanding,
  extendStanding,
  type GrantAct,
  type GrantEntry,
  headsOf,
  issueNotice,
  noticesOf,
  type Pact,
  pactId,
  parseRelease,
  type Release,
  requirePact,
  type Standing,
  type Terms,
} from '@entente/core/pact'
import { decide, factsOf } from '@entente/core/policy'
import { cedarCondition, cedarEngine } from '@entente/host'
import fc from 'fast-check'
import { sql } from 'kysely'

import { digest, signers } from '../../../core/test/example-keys.ts'
import { labelOf } from '../../../core/test/example-label.ts'
import { hiketsu, psr, ruledTerms, terms, tokutei } from '../../../core/test/example-terms.ts'
import { buildWorld, noon, release, term } from '../../../core/test/pact-world.ts'
import { openStore, type Store } from '../store/index.ts'

import { earlier, labels as marks, later, mostly, span } from './random.fixture.ts'
import { createPrefilter, purposesOf } from './index.ts'
import { type HeldSubject, writeRows } from './write-rows.fixture.ts'

const engine = cedarEngine()
const prefilter = createPrefilter(cedarCondition('open'))
const world = await buildWorld()
let inForce: Standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(terms)]))
for (const [kind, statement] of world.steps) {
  inForce = await extendStanding(inForce, kind, statement)
}
const pact: Pact = { ...requirePact(inForce, pactId(terms)), terms: ruledTerms }
const heads = headsOf(inForce, pact.id, 'nzl')
const suspended = await extendStanding(
  inForce,
  'notice',
  await issueNotice(
    noticesOf(inForce, pact.id, 'jpn'),
    { kind: 'suspended', from: noon },
    signers['jpn pact'],
    noon,
  ),
)
/** Another pact, which lets clearances read otherwise, knows another purpose and was never in force. */
const others: Terms = {
  ...ruledTerms,
  regimes: terms.regimes.map((one) => ({
    ...one,
    levels: one.levels.map((level) => ({ ...level, reads: one.levels.map((all) => all.level) })),
  })),
  equivalence: [
    { from: psr('SECRET'), member: 'jpn', to: hiketsu('秘') },
    { from: psr('RESTRICTED'), member: 'jpn', to: hiketsu('一般') },
  ],
  purposes: [...terms.purposes, { id: 'trade-talks', name: { en: 'trade', ja: '通商' } }],
}
const other: Pact = { ...pact, id: digest('another pact'), terms: others }

const folder = await mkdtemp(join(tmpdir(), 'entente-register-'))
let store: Store
before(async () => {
  store = await openStore(join(folder, 'member.sqlite'))
  await sql`pragma synchronous = off`.execute(store.db)
})
after(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

const people = ['hana', 'jpn-author', 'jpn-releaser'] as const
const person = fc.constantFrom(...people)
const purpose = fc.constantFrom('maritime-security', 'economic-security', 'trade-talks')
const documents = Array.from({ length: 8 }, (_, at) => `0f0e0d0c-0b0a-4908-8706-05040302010${at}`)
const documentName = fc.constantFrom(...documents)
const caseName = fc.constantFrom('convoy', 'sanctions')
const ourLevels = [hiketsu('一般'), hiketsu('秘'), hiketsu('極秘'), tokutei]
const ourLevel = fc.constantFrom(...ourLevels)
const facility = mostly('ichigaya', 'yokosuka')
const organ = mostly('mod', 'mofa')

const act: fc.Arbitrary<GrantAct> = fc.oneof(
  fc.record({
    kind: fc.constant('person' as const),
    person,
    nationality: mostly('JPN', 'NZL', 'AUS'),
    organ,
    offices: fc.constant([]),
    ...span,
  }),
  fc
    .record({ person, level: ourLevel, organ, ...span })
    .map(({ level, ...one }) => ({ kind: 'clearance' as const, ...level, ...one })),
  fc.record({
    kind: fc.constant('facility' as const),
    facility,
    levels: fc.subarray(ourLevels, { minLength: 1 }),
    ...span,
  }),
  fc.record({ kind: fc.constant('facility-register' as const), facility, person, ...span }),
  fc.record({
    kind: fc.constant('need-to-know' as const),
    person,
    scope: fc.oneof(
      fc.record({ kind: fc.constant('document' as const), document: documentName }),
      fc.record({ kind: fc.constant('case' as const), case: caseName }),
    ),
    purposes: fc.uniqueArray(purpose, { minLength: 1 }),
    ...span,
  }),
  fc.record({
    kind: fc.constant('case-document' as const),
    case: caseName,
    document: documentName,
    ...span,
  }),
  fc.record({
    kind: fc.constant('visit' as const),
    person,
    facility,
    levels: fc.subarray(ourLevels),
    ...span,
  }),
  fc
    .record({
      kind: fc.constantFrom('eyes-only-approval' as const, 'emergency-access' as const),
      person,
      level: ourLevel,
      ...span,
    })
    .map(({ level, ...one }) => ({ ...one, ...level })),
  fc.record({
    kind: fc.constant('administrator' as const),
    facility,
    person,
    nationality: mostly('NZL', 'JPN'),
    ...span,
  }),
  fc.record({
    kind: fc.constant('designation' as const),
    document: documentName,
    number: fc.constant('1'),
    cabinet: fc.constant(null),
    organ,
    ...span,
  }),
  fc.record({
    kind: fc.constant('organ-consent' as const),
    document: documentName,
    organ,
    to: organ,
    ...span,
  }),
)

const given: fc.Arbitrary<Pick<GrantEntry, 'levels' | 'withdrawn'> & { act: GrantAct }> = fc.record(
  {
    act,
    levels: fc.oneof(fc.constant(ourLevels), fc.subarray(ourLevels)),
    withdrawn: mostly(undefined, noon),
  },
)

/** Grants that open most things, as far as nothing random takes them away. */
const usual: readonly GrantAct[] = [
  { kind: 'facility', facility: 'ichigaya', levels: ourLevels, ...term },
  ...documents.slice(4).map((document): GrantAct => {
    return { kind: 'case-document', case: 'convoy', document, ...term }
  }),
  ...people.flatMap((who): readonly GrantAct[] => [
    { kind: 'person', person: who, nationality: 'JPN', organ: 'mod', offices: [], ...term },
    { kind: 'clearance', person: who, ...hiketsu('極秘'), organ: 'mod', ...term },
    { kind: 'clearance', person: who, ...tokutei, organ: 'mod', ...term },
    { kind: 'facility-register', facility: 'ichigaya', person: who, ...term },
    {
      kind: 'need-to-know',
      person: who,
      scope: { kind: 'case', case: 'convoy' },
      purposes: ['maritime-security'],
      ...term,
    },
  ]),
]

type Entry = Pick<GrantEntry, 'levels' | 'withdrawn'> & { readonly act: GrantAct }

const entries: fc.Arbitrary<readonly GrantEntry[]> = fc
  .tuple(
    fc.shuffledSubarray([...usual], { minLength: usual.length - 3 }),
    fc.array(given, { minLength: 4, maxLength: 24 }),
  )
  .map(([base, more]) =>
    [
      ...base.map((one): Entry => ({ act: one, levels: ourLevels, withdrawn: undefined })),
      ...more,
    ].map((one, number): GrantEntry => ({
      id: digest(`grant ${number}`),
      grant: {
        kind: 'grant',
        member: 'jpn',
        issuer: digest('issuer'),
        number: number + 1,
        previous: null,
        at: noon,
        act: one.act,
      },
      levels: one.levels,
      officer: 'hana',
      recorded: noon,
      withdrawn: one.withdrawn,
    })),
  )

interface Row {
  readonly subject: HeldSubject
  readonly pact: Pact | undefined
}

const own: fc.Arbitrary<(document: string) => Row> = fc
  .record({
    author: person,
    level: fc.oneof({ weight: 9, arbitrary: ourLevel }, fc.constant(hiketsu('知られぬ'))),
    case: fc.option(caseName),
    awaitsApproval: fc.boolean(),
    marks,
  })
  .map(({ marks: said, ...rest }) => ({ ...rest, label: said(rest.level) }))
  .map((said) => (document) => ({
    subject: { kind: 'own', document, disseminated: true, ...said },
    pact: said.level.level === '知られぬ' ? undefined : pact,
  }))
const received: fc.Arbitrary<(document: string) => Row> = fc
  .record({
    level: mostly(psr('SECRET'), psr('UNCLASSIFIED'), psr('RESTRICTED')),
    recipients: mostly(['jpn'], ['aus'], ['aus', 'jpn']),
    purposes: fc.oneof(
      fc.constant(['maritime-security']),
      fc.uniqueArray(purpose, { minLength: 1 }),
    ),
    notAfter: mostly(later, earlier, noon),
    recalled: mostly(false, true),
    under: mostly(pact, other),
    marks,
  })
  .map(({ recalled, under, marks: made, ...said }) => (document) => ({
    subject: {
      kind: 'received',
      recalled,
      release: releaseOf(document, under, said),
      label: made(said.level),
    },
    pact: under,
  }))

function releaseOf(
  document: string,
  under: Pact,
  said: Pick<Release, 'level' | 'notAfter' | 'purposes' | 'recipients'>,
): Release {
  const pactNamed = { id: under.id, version: 1 }
  const change = { document, originator: 'nzl', author: 'aroha', pact: pactNamed }
  const name = document.replaceAll('-', '')
  return parseRelease(unsignedStatement(release(heads, { ...change, release: name, ...said })))
}

const rows: fc.Arbitrary<readonly Row[]> = fc
  .array(fc.oneof(own, received, received), { minLength: 1, maxLength: documents.length })
  .map((made) => made.map((one, at) => one(documents[at] ?? '')))

const where: fc.Arbitrary<Standing> = fc
  .record({ base: mostly(inForce, suspended), entries, second: fc.boolean() })
  .map(({ base, second, ...all }) => ({
    ...base,
    // In a map the first pact that knows a level is that of our own documents.
    pacts: new Map([[pact.id, pact], ...(second ? [[other.id, other] as const] : [])]),
    grants: { ...base.grants, entries: all.entries },
  }))

const question = fc.record({
  person,
  facility,
  at: mostly(noon, earlier, later, '2032-01-01T00:00:00.000Z'),
})

/** The documents that a decision of each alone lets the reader open, for one purpose at least. */
function decided(
  all: readonly Row[],
  standing: Standing,
  { person: who, facility: place, at }: { person: string; facility: string; at: string },
): readonly string[] {
  return all
    .filter(({ subject, pact: under }) => {
      // A release under a pact that is not known here is not verified, so nobody is asked about it.
      if (subject.kind === 'received' && under && !standing.pacts.has(under.id)) return false
      return purposesOf(under).some((one) => {
        const asked = { action: 'open', person: who, facility: place, purpose: one, at } as const
        const facts = factsOf(standing, under, subject, asked)
        return decide(facts, engine, under?.terms).kind === 'permit'
      })
    })
    .map(({ subject }) => (subject.kind === 'own' ? subject.document : subject.release.document))
    .toSorted()
}

/** Whether what is found is what is decided, and how much that was. */
async function compare(
  all: fc.Arbitrary<readonly Row[]>,
  standings: fc.Arbitrary<Standing>,
  least: number,
): Promise<void> {
  const seen = { listed: 0, kept: 0, own: 0, received: 0 }
  await fc.assert(
    fc.asyncProperty(all, standings, question, async (made, standing, asked) => {
      await writeRows(
        store,
        made.map(({ subject }) => subject),
      )
      const open = await prefilter(asked, { db: store.db, standing, at: asked.at })
      const found = await store.db
        .selectFrom('register_lines')
        .innerJoin('register_classes', 'register_classes.class', 'register_lines.class')
        .select(['document', 'direction'])
        .where(open)
        .orderBy('document')
        .execute()
      assert.deepEqual(
        found.map(({ document }) => document),
        decided(made, standing, asked),
      )
      seen.listed += found.length
      seen.kept += made.length - found.length
      for (const { direction } of found) seen[direction]++
    }),
    { numRuns: 300 },
  )
  // Worth something only if there was much of everything.
  for (const [what, count] of Object.entries(seen)) assert.ok(count > least, `${what}: ${count}`)
}

test('the prefilter lists exactly what decisions one by one let open', async () => {
  await compare(rows, where, 8)
})

test('so it does where needs and purposes alone decide', async () => {
  const unclassified = fc
    .array(fc.oneof(own, received), { minLength: 1, maxLength: documents.length })
    .map((made) =>
      made.map((one, at): Row => {
        const { subject } = one(documents[at] ?? '')
        const level = subject.kind === 'own' ? hiketsu('一般') : psr('UNCLASSIFIED')
        const label = labelOf(level)
        if (subject.kind === 'own') return { pact, subject: { ...subject, level, label } }
        const { document, purposes } = subject.release
        const said = { level, purposes, recipients: ['jpn'], notAfter: later }
        const released = releaseOf(document, pact, said)
        return { pact, subject: { ...subject, release: released, recalled: false, label } }
      }),
    )
  const known = entries.map((all) => {
    const personal = all.filter(
      ({
        grant: {
          act: { kind },
        },
      }) => kind !== 'designation',
    )
    return { ...inForce, grants: { ...inForce.grants, entries: personal } }
  })
  const standings = known.map((base) => ({ ...base, pacts: new Map([[pact.id, pact]]) }))
  await compare(unclassified, standings, 50)
})
