import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'

import { type HybridSigner, unsignedStatement } from '@entente/core/crypto'
import type { LabelCategory, LabelContent } from '@entente/core/label'
import {
  emptyStanding,
  extendStanding,
  type GrantAct,
  headsOf,
  issueAppointment,
  issueGrant,
  type Pact,
  pactId,
  parseRelease,
  requireDirectory,
  requirePact,
  type Standing,
} from '@entente/core/pact'
import { decide, factsOf, type Question, type Subject } from '@entente/core/policy'

import { signers } from '../../../core/test/example-keys.ts'
import { labelOf, mark, releasable } from '../../../core/test/example-label.ts'
import { hiketsu, psr, ruledTerms, terms, tokutei } from '../../../core/test/example-terms.ts'
import {
  buildWorld,
  document,
  noon,
  officer,
  release,
  term,
} from '../../../core/test/pact-world.ts'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()
const world = await buildWorld()
let standing: Standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(terms)]))
for (const [kind, statement] of world.steps) {
  standing = await extendStanding(standing, kind, statement)
}
const pact: Pact = { ...requirePact(standing, pactId(terms)), terms: ruledTerms }
standing = { ...standing, pacts: new Map([[pact.id, pact]]) }
const levels = [hiketsu('秘'), hiketsu('極秘'), tokutei]
for (const [name, role] of [
  ['stranger', 'head'],
  ['jpn author', 'security'],
] as const) {
  const act = officer(name, [role], levels)
  const directory = requireDirectory(standing, 'jpn')
  const appointed = await issueAppointment(directory, act, signers.jpn, noon)
  standing = await extendStanding(standing, 'appointment', appointed)
}
const head = signers.stranger
const security = signers['jpn author']
const give = async (
  base: Standing,
  act: GrantAct,
  signer: HybridSigner = security,
): Promise<Standing> =>
  extendStanding(base, 'grant', await issueGrant(base.grants, act, signer, noon))
const serves = (person: string, organ: string, ...offices: string[]): GrantAct => ({
  kind: 'person',
  person,
  nationality: 'JPN',
  organ,
  offices,
  ...term,
})
standing = await give(standing, { kind: 'facility', facility: 'ichigaya', levels, ...term })
standing = await give(standing, serves('stranger', 'mod'))

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
const secret: Subject = { ...own, level: tokutei, label: labelOf(tokutei) }
const hana: Question = {
  action: 'open',
  person: 'hana',
  facility: 'ichigaya',
  purpose: 'maritime-security',
  at: noon,
}
const codes = (
  base: Standing,
  subject: Subject,
  question: Question = hana,
  under: Pact = pact,
): readonly string[] => {
  const decision = decide(factsOf(base, under, subject, question), engine, under.terms)
  return decision.kind === 'permit' ? [] : decision.reasons.map(({ code }) => code)
}
const without = (name: string): Pact => ({
  ...pact,
  terms: {
    ...ruledTerms,
    clauses: ruledTerms.clauses.map((clause) => ({
      ...clause,
      parameters: Object.fromEntries(
        Object.entries(clause.parameters).filter(([one]) => one !== name),
      ),
    })),
  },
})
const under = (base: Standing, other: Pact): Standing => ({
  ...base,
  pacts: new Map([[other.id, other]]),
})
const cleared = (from: string, until = '2040-01-01T00:00:00.000Z'): GrantAct => {
  return { kind: 'clearance', person: 'hana', ...tokutei, organ: 'mod', from, until }
}

const designation: GrantAct = {
  kind: 'designation',
  document,
  number: '12-3',
  organ: 'mod',
  cabinet: null,
  from: term.from,
  until: '2026-12-31T15:00:00.000Z',
}
const designated = await give(standing, designation, head)

test('a clearance is dead after five years whatever end it names, and undated ones have none', async () => {
  const fresh = await give(designated, cleared('2026-01-01T00:00:00.000Z'))
  assert.deepEqual(codes(fresh, secret), [])
  const old = await give(designated, cleared('2021-11-25T12:00:00.000Z'))
  assert.deepEqual(codes(old, secret), ['decision/clearance-too-old'])
  const justNot = await give(designated, cleared('2021-11-25T12:00:00.001Z'))
  assert.deepEqual(codes(justNot, secret), [])
  const unsaid = without('clearanceYears')
  assert.deepEqual(codes(under(fresh, unsaid), secret, hana, unsaid), [
    'decision/clearance-too-old',
  ])
})

test('a clearance dated ahead counts from the day on which it was signed', async () => {
  const later = { ...cleared('2031-11-25T11:00:00.000Z'), until: '2036-01-01T00:00:00.000Z' }
  const ahead = await give(standing, later)
  const at = '2031-11-25T12:00:00.000Z'
  assert.ok(codes(ahead, secret, { ...hana, at }).includes('decision/clearance-too-old'))
})

test('an exempt office excuses from clearance while it is held, and from nothing else', async () => {
  const exemption: GrantAct = {
    kind: 'exemption',
    person: 'hana',
    office: 'minister',
    ...tokutei,
    ...term,
  }
  const named = await give(designated, exemption)
  assert.deepEqual(codes(named, secret), ['decision/no-clearance'], 'the office is not held')
  const minister = await give(named, serves('hana', 'mod', 'minister'))
  assert.deepEqual(codes(minister, secret), [])
  assert.deepEqual(codes(await give(designated, serves('hana', 'mod', 'minister')), secret), [
    'decision/no-clearance',
  ])
  const elsewhere = { ...hana, facility: 'yokosuka' }
  assert.ok(codes(minister, secret, elsewhere).includes('decision/not-on-facility-register'))
  const other: Subject = { ...secret, document: document.replace(/^0/, '1') }
  assert.ok(codes(minister, other).includes('decision/no-need-to-know'))
  const unsaid = without('exemptOffices')
  assert.deepEqual(codes(minister, secret, hana, unsaid), ['decision/no-clearance'])
})

test('emergency access: by the head alone, one level up, for hours', async () => {
  const emergency: GrantAct = {
    kind: 'emergency-access',
    person: 'ken',
    ...hiketsu('極秘'),
    from: '2026-11-24T12:00:00.000Z',
    until: '2026-12-24T12:00:00.000Z',
  }
  let base = standing
  for (const act of [
    serves('ken', 'mod'),
    { kind: 'facility-register', facility: 'ichigaya', person: 'ken', ...term },
    { kind: 'clearance', person: 'ken', ...hiketsu('秘'), organ: 'mod', ...term },
  ] as const) {
    base = await give(base, act)
  }
  const ken = { ...hana, person: 'ken' }
  const kens = (on: Standing, at = noon, by = pact) =>
    codes(on, own, { ...ken, at }, by).filter((code) => code.includes('clearance'))
  assert.deepEqual(kens(base), ['decision/no-clearance'])
  await assert.rejects(give(base, emergency), { code: 'pact/key-not-appointed' })
  const opened = await give(base, emergency, head)
  assert.deepEqual(kens(opened), [])
  assert.deepEqual(kens(opened, '2026-11-27T12:00:00.000Z'), ['decision/no-clearance'], '72 hours')
  assert.deepEqual(kens(opened, noon, without('emergencyHours')), ['decision/no-clearance'])
  // Without any pact nobody says for how long.
  const alone = { ...opened, pacts: new Map() }
  assert.deepEqual(factsOf(alone, undefined, own, { ...hana, person: 'ken' }).person.emergency, [])
  const nobody = await give(designated, { ...emergency, person: 'hana', ...tokutei }, head)
  assert.deepEqual(codes(nobody, secret), ['decision/no-clearance'], 'no clearance to be above of')
})

test('what only a designation makes secret is not used, released or handed on before it', async () => {
  const cleared5 = await give(standing, cleared('2026-01-01T00:00:00.000Z'))
  assert.deepEqual(codes(cleared5, secret), ['decision/not-designated'])
  const going = {
    originator: 'jpn',
    purposes: ['maritime-security'],
    recipients: ['nzl'],
    kas: [{ member: 'nzl', kid: 'nzl-1' }],
    sources: [],
  }
  for (const action of ['prepare', 'approve', 'deliver', 'print', 'provide', 'entrust'] as const) {
    assert.ok(
      codes(cleared5, secret, { ...hana, action, going }).includes('decision/not-designated'),
    )
  }
  const made = await give(cleared5, designation, head)
  assert.deepEqual(codes(made, secret), [])
  const early = await give(cleared5, { ...designation, from: '2026-11-25T12:00:00.001Z' }, head)
  assert.deepEqual(codes(early, secret), ['decision/not-designated'], 'it has not begun')
  const { grants } = made
  const last = grants.entries.at(-1)?.id
  assert.ok(last)
  const lifted = await give(made, { kind: 'withdrawal', grant: last }, head)
  assert.deepEqual(codes(lifted, secret), ['decision/not-designated'])
  // A pact that does not say which regimes are meant means all of them.
  const unsaid = without('designatedRegimes')
  assert.deepEqual(codes(under(standing, unsaid), own, hana, unsaid), ['decision/not-designated'])
  assert.deepEqual(codes(standing, own), [], 'another regime')
})

test('no term of a designation is longer than five years, nor all of them than the law allows', async () => {
  const ends = (until: string, from: string = term.from, cabinet: string | null = null) =>
    give(standing, { ...designation, from, until, cabinet }, head)
  const refused = { code: 'pact/bad-designation' }
  const day = 86_400_000
  const at = (time: string, more: number) => new Date(Date.parse(time) + more).toISOString()
  // `term.from` is nine in the morning of the first of January in Tokyo.
  const five = '2030-12-31T15:00:00.000Z'
  await ends(five)
  await assert.rejects(ends(at(five, day)), refused, 'five years and a day')
  await assert.rejects(ends(at(five, -1)), refused, 'ends within a day')
  await assert.rejects(ends(at(five, -day / 2)), refused, 'ends within a day')
  let base = standing
  let from: string = term.from
  for (let count = 0; count < 12; count++) {
    const until = at(
      `${Number(from.slice(0, 4)) + 5 + (count === 0 ? -1 : 0)}-12-31T15:00:00.000Z`,
      0,
    )
    const act = { ...designation, from, until, cabinet: count < 6 ? null : 'R38-1' }
    if (count >= 6) {
      await assert.rejects(
        give(base, { ...act, cabinet: null }, head),
        refused,
        `${count} extensions`,
      )
    }
    base = await give(base, act, head)
    from = until
  }
  const beyond = { ...designation, from, until: at(from, day), cabinet: 'R68-1' }
  await assert.rejects(give(base, beyond, head), refused, 'sixty years and a day')
  const number = { ...beyond, number: '99-1' }
  await assert.rejects(give(base, number, head), refused, 'another number begins nothing anew')
})

test('another organ’s designation takes its head’s consent; an ended one closes the document', async () => {
  assert.deepEqual(codes(designated, own), [])
  assert.deepEqual(codes(designated, own, { ...hana, at: '2026-12-31T14:59:59.999Z' }), [])
  const ended = { ...hana, at: '2026-12-31T15:00:00.000Z' }
  assert.deepEqual(codes(designated, own, ended), ['decision/designation-ended'])
  const foreign = await give(standing, { ...designation, organ: 'mofa' }, head)
  assert.deepEqual(codes(foreign, own), [], 'no head of another organ designates for it')

  const moved = await give(designated, serves('kyo', 'mofa'))
  const kyo = { ...hana, person: 'kyo' }
  assert.ok(codes(moved, own, kyo).includes('decision/organ-not-consented'))
  const consent: GrantAct = { kind: 'organ-consent', document, organ: 'mod', to: 'mofa', ...term }
  const consented = await give(moved, consent, head)
  assert.ok(!codes(consented, own, kyo).includes('decision/organ-not-consented'))
  const toOther = await give(moved, { ...consent, to: 'cabinet' }, head)
  assert.ok(codes(toOther, own, kyo).includes('decision/organ-not-consented'))
})

const end = (base: Standing, act: GrantAct): Promise<Standing> => {
  const entry = base.grants.entries.find(({ grant }) => isDeepStrictEqual(grant.act, act))
  assert.ok(entry)
  return give(base, { kind: 'withdrawal', grant: entry.id })
}

test('what is said of the head later takes no designation away', async () => {
  const kyo = { ...hana, person: 'kyo' }
  const asked = await give(designated, serves('kyo', 'mofa'))
  for (const said of [
    await end(asked, serves('stranger', 'mod')),
    await give(asked, serves('stranger', 'mofa')),
  ]) {
    assert.ok(codes(said, own, kyo).includes('decision/organ-not-consented'))
  }
})

const fromNzl = (...categories: readonly LabelCategory[]): Subject => ({
  kind: 'received',
  recalled: false,
  release: parseRelease(
    unsignedStatement(
      release(headsOf(standing, pact.id, 'nzl'), {
        originator: 'nzl',
        author: 'aroha',
        level: psr('SECRET'),
        recipients: ['jpn'],
        kas: [{ member: 'jpn', kid: 'jpn-1' }],
      }),
    ),
  ),
  label: labelOf(psr('SECRET'), ...categories),
})

test('REL TO: only nationals of the countries named, and nobody of a group of countries', () => {
  assert.deepEqual(codes(standing, fromNzl()), [])
  assert.deepEqual(codes(standing, fromNzl(releasable('JPN', 'NZL'))), [])
  for (const countries of [['AUS', 'NZL'], ['FVEY']]) {
    assert.deepEqual(codes(standing, fromNzl(releasable(...countries))), [
      'decision/other-nationality',
    ])
  }
})

test('a label that names no country is for nationals of both members, and for no third country', async () => {
  const ken = {
    kind: 'person',
    person: 'hana',
    nationality: 'AUS',
    organ: 'mod',
    offices: [],
    ...term,
  } as const
  const foreign = await give(standing, ken)
  const third = ['decision/other-nationality']
  assert.deepEqual(codes(foreign, fromNzl()), third)
  assert.deepEqual(codes(foreign, fromNzl(releasable('AUS', 'JPN', 'NZL'))), [], 'it consents')
  assert.deepEqual(codes(await give(standing, { ...ken, nationality: 'NZL' }), fromNzl()), [])
  assert.deepEqual(codes(foreign, own), [], 'ours is for whom we have cleared')
})

test('NZEO: no foreign national and no foreign or unknown administrator, unless approved', async () => {
  const eyes = fromNzl(mark('Dissemination', 'NZEO'))
  const both = ['decision/eyes-only', 'decision/foreign-administrator']
  assert.deepEqual(codes(standing, eyes), both)
  const runs = (person: string, nationality: string): GrantAct => ({
    kind: 'administrator',
    facility: 'ichigaya',
    person,
    nationality,
    ...term,
  })
  const approval = (person: string): GrantAct => ({
    kind: 'eyes-only-approval',
    person,
    ...hiketsu('極秘'),
    ...term,
  })
  const approved = await give(standing, approval('hana'), head)
  assert.deepEqual(codes(approved, eyes), ['decision/foreign-administrator'], 'nobody is recorded')
  const kiwi = await give(approved, runs('mere', 'NZL'))
  assert.deepEqual(codes(kiwi, eyes), [])
  const mixed = await give(kiwi, runs('ken', 'JPN'))
  assert.deepEqual(codes(mixed, eyes), ['decision/foreign-administrator'])
  assert.deepEqual(codes(await give(mixed, approval('ken'), head), eyes), [])
  const lower = await give(mixed, { ...approval('ken'), ...hiketsu('秘') }, head)
  assert.deepEqual(codes(lower, eyes), ['decision/foreign-administrator'], 'for another level')
  const two = await give(approved, runs('hana', 'NZL'))
  assert.deepEqual(codes(two, eyes), [], 'who is approved is so also as administrator')
  const dual = await give(await give(approved, serves('dual', 'mod')), runs('dual', 'NZL'))
  assert.deepEqual(codes(dual, eyes), ['decision/foreign-administrator'], 'JPN on record')
  const recalled = await end(dual, serves('dual', 'mod'))
  assert.deepEqual(codes(recalled, eyes), ['decision/foreign-administrator'], 'was on record')
  const past = { from: term.from, until: noon }
  const gone = await give(kiwi, { ...runs('ken', 'JPN'), ...past })
  assert.deepEqual(codes(gone, eyes), ['decision/foreign-administrator'], 'until withdrawn')
  assert.deepEqual(codes(await end(gone, { ...runs('ken', 'JPN'), ...past }), eyes), [])
  const nobody = await give(approved, { ...runs('mere', 'NZL'), ...past })
  assert.deepEqual(codes(nobody, eyes), ['decision/foreign-administrator'], 'nobody any more')
  const unsaid = without('eyesOnlyLevels')
  assert.deepEqual(codes(standing, eyes, hana, unsaid), both, 'every level where none is named')
})

test('a visitor reads up to the level of the visit, there and then, and nothing after it', async () => {
  const visit: GrantAct = {
    kind: 'visit',
    person: 'hana',
    facility: 'ichigaya',
    levels: [hiketsu('秘')],
    ...term,
  }
  assert.deepEqual(codes(await give(standing, visit), own), ['decision/above-visit-level'])
  const high = await give(standing, { ...visit, levels: [hiketsu('極秘')] })
  assert.deepEqual(codes(high, own), [])
  const over = await give(standing, { ...visit, levels: [hiketsu('極秘')], until: noon })
  assert.deepEqual(codes(over, own), ['decision/above-visit-level'])
})

test('without its label, or with that of another level, nothing opens', () => {
  const labels: readonly (LabelContent | null)[] = [null, labelOf(hiketsu('秘'))]
  for (const label of labels) {
    assert.ok(codes(standing, { ...own, label }).includes('decision/no-label'))
    assert.ok(codes(standing, { ...fromNzl(), label }).includes('decision/no-label'))
  }
})
