import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type HybridSigner, statementId, unsignedStatement } from '@entente/core/crypto'
import {
  emptyStanding,
  extendStanding,
  findEquivalent,
  type GrantAct,
  headsOf,
  type Instant,
  issueAppointment,
  issueGrant,
  issueNotice,
  noticesOf,
  type Pact,
  pactId,
  parseRelease,
  requireDirectory,
  requirePact,
  type Standing,
} from '@entente/core/pact'
import { decide, factsOf, ownPurposes, type Question, type Subject } from '@entente/core/policy'

import { digest, signers } from '../../../core/test/example-keys.ts'
import { labelOf } from '../../../core/test/example-label.ts'
import { hiketsu, psr, ruledTerms, terms, tokutei } from '../../../core/test/example-terms.ts'
import { buildWorld, document, noon, release, term } from '../../../core/test/pact-world.ts'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()
const world = await buildWorld()
let standing: Standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(terms)]))
for (const [kind, statement] of world.steps) {
  standing = await extendStanding(standing, kind, statement)
}
const pact: Pact = { ...requirePact(standing, pactId(terms)), terms: ruledTerms }
standing = { ...standing, pacts: new Map([[pact.id, pact]]) }
const assured = { kind: 'assured', levels: [psr('SECRET')], ...term } as const
standing = await extendStanding(
  standing,
  'notice',
  await issueNotice(noticesOf(standing, pact.id, 'nzl'), assured, signers['nzl pact'], noon),
)
/** Where a release of ours goes. */
const kas = [{ member: 'nzl', kid: 'nzl-1' }]
const purposes = ['maritime-security']
const going = { originator: 'jpn', purposes, recipients: ['nzl'], kas, sources: [] }
const security = signers['jpn security']
const controller = signers['jpn controller']

/** What Hana at Ichigaya asks: to open a SECRET document of New Zealand, 極秘 here. */
const fromNzl = parseRelease(
  unsignedStatement(
    release(headsOf(standing, pactId(terms), 'nzl'), {
      originator: 'nzl',
      author: 'aroha',
      level: psr('SECRET'),
      recipients: ['jpn'],
      kas: [{ member: 'jpn', kid: 'jpn-1' }],
    }),
  ),
)
const received = {
  kind: 'received',
  release: fromNzl,
  recalled: false,
  label: labelOf(psr('SECRET')),
} as const
const hana: Question = {
  action: 'open',
  person: 'hana',
  facility: 'ichigaya',
  purpose: 'maritime-security',
  at: noon,
}
const own: Extract<Subject, { kind: 'own' }> = {
  kind: 'own',
  document,
  author: 'jpn-author',
  level: hiketsu('極秘'),
  case: null,
  awaitsApproval: false,
  disseminated: false,
  label: labelOf(hiketsu('極秘')),
}

/** With the label that states its level. */
const labelled = (subject: Subject): Subject => ({
  ...subject,
  label: labelOf(subject.kind === 'own' ? subject.level : subject.release.level),
})

const codes = (
  base: Standing,
  subject: Subject,
  question: Question,
  under: Pact | null = pact,
): readonly string[] => {
  const decision = decide(
    factsOf(base, under ?? undefined, labelled(subject), question),
    engine,
    under?.terms,
  )
  return decision.kind === 'permit' ? [] : decision.reasons.map(({ code }) => code)
}
const give = async (
  base: Standing,
  act: GrantAct,
  signer: HybridSigner = security,
  at: Instant = noon,
): Promise<Standing> =>
  extendStanding(base, 'grant', await issueGrant(base.grants, act, signer, at))
const end = (base: Standing, kind: GrantAct['kind'], signer?: HybridSigner): Promise<Standing> => {
  const entry = base.grants.entries.find(
    (one) => one.grant.act.kind === kind && !one.withdrawn && 'from' in one.grant.act,
  )
  assert.ok(entry, kind)
  return give(base, { kind: 'withdrawal', grant: entry.id }, signer)
}
test('a reader with everything opens', () => {
  assert.deepEqual(codes(standing, received, hana), [])
})

const withdrawals = [
  ['person', 'decision/unknown-person', security],
  ['clearance', 'decision/no-clearance', security],
  ['facility', 'decision/facility-not-accredited', security],
  ['facility-register', 'decision/not-on-facility-register', security],
  ['need-to-know', 'decision/no-need-to-know', controller],
] as const
for (const [kind, code, signer] of withdrawals) {
  test(`the next opening is denied once the grant of ${kind} is withdrawn`, async () => {
    assert.ok(codes(await end(standing, kind, signer), received, hana).includes(code))
  })
}

const alone: readonly (readonly [string, string, Subject, Question])[] = [
  [
    'a release to somebody else',
    'decision/not-released',
    { ...received, release: { ...fromNzl, recipients: ['aus'] } },
    hana,
  ],
  ['a recall', 'decision/recalled', { ...received, recalled: true }, hana],
  [
    'the instant at which the release ends',
    'decision/release-ended',
    { ...received, release: { ...fromNzl, notAfter: noon } },
    hana,
  ],
  [
    'another purpose',
    'decision/wrong-purpose',
    received,
    { ...hana, purpose: 'economic-security' },
  ],
  ['no purpose', 'decision/wrong-purpose', received, { ...hana, purpose: '' }],
  [
    'another facility of another register',
    'decision/not-on-facility-register',
    received,
    { ...hana, facility: 'yokosuka' },
  ],
]
for (const [what, code, subject, question] of alone) {
  test(`denies for ${what}`, () => {
    assert.ok(codes(standing, subject, question).includes(code))
  })
}

test('denies while the pact is suspended, and opens what is not classified', async () => {
  const chain = noticesOf(standing, pactId(terms), 'jpn')
  const said = { kind: 'suspended', from: noon } as const
  const statement = await issueNotice(chain, said, signers['jpn pact'], noon)
  const paused = await extendStanding(standing, 'notice', statement)
  assert.deepEqual(codes(paused, received, hana), ['decision/pact-not-in-force'])
  const open = { ...received, release: { ...fromNzl, level: psr('UNCLASSIFIED') } }
  assert.deepEqual(codes(paused, open, hana), [])
})

test('a level without an equivalent is never opened, whoever asks', async () => {
  const restricted = { ...received, release: { ...fromNzl, level: psr('RESTRICTED') } }
  assert.equal(findEquivalent(terms, psr('RESTRICTED'), 'jpn'), undefined)
  assert.ok(codes(standing, restricted, hana).includes('decision/no-equivalent'))
  assert.ok(codes(standing, received, hana, null).includes('decision/no-equivalent'))
})

test('a clearance reads the levels it lists and no other', async () => {
  const none = await end(standing, 'clearance')
  const low = {
    kind: 'clearance',
    person: 'hana',
    ...hiketsu('秘'),
    organ: 'mod',
    ...term,
  } as const
  assert.deepEqual(codes(await give(none, low), received, hana), ['decision/no-clearance'])
  assert.deepEqual(codes(standing, { ...own, level: hiketsu('秘') }, hana), [
    'decision/facility-not-accredited',
  ])
})

test('a clearance that begins tomorrow is none, one that ended is expired', async () => {
  const none = await end(standing, 'clearance')
  const at = '2026-11-26T00:00:00.000Z'
  const clearance = { kind: 'clearance', person: 'hana', ...hiketsu('極秘'), organ: 'mod' } as const
  const later = await give(none, { ...clearance, from: at, until: term.until })
  assert.deepEqual(codes(later, received, hana), ['decision/no-clearance'])
  const over = await give(none, { ...clearance, from: term.from, until: noon })
  assert.deepEqual(codes(over, received, hana), ['decision/clearance-expired'])
})

test('特定秘密 opens under the clearance of one’s own organ only, and for five years', async () => {
  const secret: Subject = { ...own, level: tokutei }
  const levels = [hiketsu('極秘'), tokutei]
  const facility = { kind: 'facility', facility: 'ichigaya', levels, ...term } as const
  const from = '2026-11-25T00:00:00.000Z'
  const until = '2031-11-25T00:00:00.000Z'
  const prepared = await give(await give(standing, facility), {
    kind: 'clearance',
    person: 'hana',
    ...tokutei,
    organ: 'mod',
    from,
    until,
  })
  const always = { from: term.from, until: '2040-01-01T00:00:00.000Z' }
  const person = { kind: 'person', person: 'hana', nationality: 'JPN', offices: [] } as const
  const until2040 = [
    { ...facility, ...always },
    { kind: 'facility-register', facility: 'ichigaya', person: 'hana', ...always },
    { ...person, organ: 'mod', ...always },
  ] as const
  let years = prepared
  for (const act of until2040) years = await give(years, act)
  const need = {
    kind: 'need-to-know',
    person: 'hana',
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...always,
  } as const
  years = await give(years, need, controller)

  // Nobody has designated it, which is asked elsewhere.
  const reasons = (base: Standing, question: Question): readonly string[] =>
    codes(base, secret, question).filter((code) => code !== 'decision/not-designated')
  assert.deepEqual(reasons(years, hana), [])
  assert.deepEqual(reasons(years, { ...hana, at: '2031-11-24T23:59:59.999Z' }), [])
  assert.deepEqual(reasons(years, { ...hana, at: until }), ['decision/clearance-expired'])

  let moved = await give(years, { ...person, organ: 'mofa', ...always })
  const register = { kind: 'facility-register', facility: 'ichigaya', person: 'hana' } as const
  moved = await give(moved, { ...register, ...always })
  moved = await give(moved, need, controller, '2026-11-25T12:00:00.001Z')
  assert.deepEqual(reasons(moved, hana), ['decision/clearance-of-other-organ'])
  // The law binds this regime only: 極秘 is still read.
  assert.deepEqual(codes(moved, received, hana), [])
})

test('need-to-know for a case covers what is in the case, from when to when it is', async () => {
  const none = await end(standing, 'need-to-know', controller)
  const need: GrantAct = {
    kind: 'need-to-know',
    person: 'hana',
    scope: { kind: 'case', case: 'convoy' },
    purposes: ['maritime-security'],
    ...term,
  }
  const knows = await give(none, need, controller)
  assert.deepEqual(codes(knows, received, hana), ['decision/no-need-to-know'])
  const filed = await give(
    knows,
    { kind: 'case-document', case: 'convoy', document, from: noon, until: term.until },
    controller,
  )
  assert.deepEqual(codes(filed, received, hana), [])
  assert.notDeepEqual(codes(filed, received, { ...hana, at: '2026-11-25T11:59:59.999Z' }), [])
  // The home policy of a document of our own may name the case.
  assert.deepEqual(codes(knows, { ...own, case: 'convoy' }, hana), [])
  assert.deepEqual(codes(knows, { ...own, case: 'other' }, hana), ['decision/no-need-to-know'])
})

test('rank, role and office alone open nothing', async () => {
  const minister = await give(standing, {
    kind: 'person',
    person: 'minister',
    nationality: 'JPN',
    organ: 'mod',
    offices: ['minister'],
    ...term,
  })
  assert.deepEqual(codes(minister, received, { ...hana, person: 'minister' }), [
    'decision/not-on-facility-register',
    'decision/no-clearance',
    'decision/no-need-to-know',
  ])
})

const atIchigaya = async (person: string): Promise<Standing> => {
  let base = standing
  for (const act of [
    { kind: 'person', person, nationality: 'JPN', organ: 'mod', offices: [], ...term },
    { kind: 'clearance', person, ...hiketsu('極秘'), organ: 'mod', ...term },
    { kind: 'facility-register', facility: 'ichigaya', person, ...term },
  ] as const) {
    base = await give(base, act)
  }
  return base
}

test('the author opens and prepares the own draft, and never approves it', async () => {
  const base = await atIchigaya('jpn-author')
  const author = { ...hana, person: 'jpn-author', purpose: ownPurposes.author }
  const officerKey = signers['jpn author'].id
  assert.deepEqual(codes(base, own, author), [])
  assert.deepEqual(codes(base, own, { ...author, action: 'prepare', going }), [])
  assert.deepEqual(codes(base, own, { ...author, action: 'approve', officerKey, going }), [
    'decision/author-approves',
  ])
  assert.deepEqual(codes(base, own, { ...hana, action: 'prepare', going }), ['decision/not-author'])
  assert.notDeepEqual(codes(standing, own, author), [], 'not without a clearance')
})

test('an approver opens what waits for approval, and nothing else', async () => {
  const base = await atIchigaya('jpn-releaser')
  const approver = { ...hana, person: 'jpn-releaser', purpose: ownPurposes.releaser }
  const waits = { ...own, awaitsApproval: true }
  assert.deepEqual(codes(base, waits, approver), [])
  assert.ok(codes(base, own, approver).includes('decision/no-need-to-know'))
  assert.ok(codes(base, received, approver).includes('decision/no-need-to-know'))
  assert.ok(codes(base, waits, { ...approver, purpose: 'economic-security' }).length > 0)
  assert.ok(
    codes(base, waits, { ...approver, at: term.until }).includes('decision/no-need-to-know'),
  )
  const inspector = {
    kind: 'officer',
    person: 'ken',
    key: signers.stranger.publicKey,
    roles: ['security'],
    levels: [hiketsu('極秘')],
    ...term,
  } as const
  const directory = requireDirectory(standing, 'jpn')
  const statement = await issueAppointment(directory, inspector, signers.jpn, noon)
  const withKen = await extendStanding(await atIchigaya('ken'), 'appointment', statement)
  assert.deepEqual(codes(withKen, waits, { ...approver, person: 'ken' }), [
    'decision/no-need-to-know',
  ])
  const other = { ...waits, level: hiketsu('機密') }
  assert.ok(codes(base, other, approver).includes('decision/no-need-to-know'))
})

test('an officer approves under the own key, for appointed levels, until withdrawn', async () => {
  const key = signers['jpn releaser'].id
  const approve = {
    ...hana,
    person: 'jpn-releaser',
    action: 'approve',
    officerKey: key,
    going,
  } as const
  assert.deepEqual(codes(standing, own, approve), [])
  for (const [what, question, subject] of [
    ['no key', { ...approve, officerKey: digest('no key') }, own],
    ['the key of another', { ...approve, person: 'hana' }, own],
    ['another level', approve, { ...own, level: hiketsu('機密') }],
    ['after the term', { ...approve, at: term.until }, own],
  ] as const) {
    assert.ok(codes(standing, subject, question).includes('decision/not-appointed'), what)
  }
  const directory = requireDirectory(standing, 'jpn')
  const appointed = world.named['jpn-releaser']
  assert.ok(appointed)
  const withdrawal = { kind: 'withdrawal', appointment: statementId(appointed) } as const
  const statement = await issueAppointment(directory, withdrawal, signers.jpn, noon)
  const withdrawn = await extendStanding(standing, 'appointment', statement)
  assert.deepEqual(codes(withdrawn, own, approve), ['decision/not-appointed'])
  const base = await atIchigaya('jpn-releaser')
  const waits = { ...own, awaitsApproval: true }
  const looks = { ...approve, action: 'open', purpose: ownPurposes.releaser } as const
  assert.deepEqual(codes(base, waits, looks), [])
  const gone = await extendStanding(base, 'appointment', statement)
  assert.ok(codes(gone, waits, looks).includes('decision/no-need-to-know'))
})

test('what another pact lets a clearance read does not widen this one', () => {
  const generous = {
    ...terms,
    regimes: terms.regimes.map((one) => ({
      ...one,
      levels: one.levels.map((level) => ({
        ...level,
        reads: one.levels.map((other) => other.level),
      })),
    })),
  }
  const other: Pact = { ...pact, id: digest('another pact'), terms: generous }
  const strict: Pact = {
    ...pact,
    terms: {
      ...terms,
      regimes: terms.regimes.map((one) => ({
        ...one,
        levels: one.levels.map((level) => ({
          ...level,
          reads: level.level === '極秘' ? [] : level.reads,
        })),
      })),
    },
  }
  const pacts = new Map([
    [strict.id, strict],
    [other.id, other],
  ])
  assert.deepEqual(codes({ ...standing, pacts }, received, hana, strict), ['decision/no-clearance'])
})

test('what the recipient classifies is classified, whatever its originator calls it', () => {
  const row = { from: psr('UNCLASSIFIED'), member: 'jpn', to: hiketsu('極秘') }
  const raised: Pact = { ...pact, terms: { ...terms, equivalence: [row] } }
  const open = { ...received, release: { ...fromNzl, level: psr('UNCLASSIFIED') } }
  const nobody = { ...hana, person: 'nobody' }
  assert.ok(codes(standing, open, nobody, raised).includes('decision/no-clearance'))
})
