import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type HybridSigner, unsignedStatement } from '@entente/core/crypto'
import {
  emptyStanding,
  extendStanding,
  type GrantAct,
  headsOf,
  type Instant,
  issueAppointment,
  issueGrant,
  pactId,
  parseRelease,
  requireDirectory,
  requirePact,
  type Standing,
} from '@entente/core/pact'
import { decide, factsOf, ownPurposes, type Question, type Subject } from '@entente/core/policy'

import { signers } from '../../../core/test/example-keys.ts'
import { labelOf } from '../../../core/test/example-label.ts'
import { hiketsu, psr, terms, tokutei } from '../../../core/test/example-terms.ts'
import { buildWorld, document, noon, release, term } from '../../../core/test/pact-world.ts'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()
const world = await buildWorld()
let standing: Standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(terms)]))
for (const [kind, statement] of world.steps) {
  standing = await extendStanding(standing, kind, statement)
}
const pact = requirePact(standing, pactId(terms))
const controller = signers['jpn controller']

/** What Hana at Ichigaya asks: to open a SECRET document of New Zealand, 極秘 here. */
const received: Extract<Subject, { kind: 'received' }> = {
  kind: 'received',
  recalled: false,
  label: labelOf(psr('SECRET')),
  release: parseRelease(
    unsignedStatement(
      release(headsOf(standing, pactId(terms), 'nzl'), {
        originator: 'nzl',
        author: 'aroha',
        level: psr('SECRET'),
        recipients: ['jpn'],
        kas: [{ member: 'jpn', kid: 'jpn-1' }],
      }),
    ),
  ),
}
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

function codes(base: Standing, subject: Subject, question: Question): readonly string[] {
  const decision = decide(factsOf(base, pact, subject, question), engine, pact.terms)
  return decision.kind === 'permit' ? [] : decision.reasons.map(({ code }) => code)
}

async function give(
  base: Standing,
  act: GrantAct,
  signer: HybridSigner = signers['jpn security'],
  at: Instant = noon,
): Promise<Standing> {
  return extendStanding(base, 'grant', await issueGrant(base.grants, act, signer, at))
}

function end(base: Standing, kind: GrantAct['kind'], signer?: HybridSigner): Promise<Standing> {
  const entry = base.grants.entries.find(
    (one) => one.grant.act.kind === kind && one.withdrawn === undefined,
  )
  assert.ok(entry, kind)
  return give(base, { kind: 'withdrawal', grant: entry.id }, signer)
}

const posted = { kind: 'person', person: 'hana', nationality: 'JPN', offices: [], ...term } as const
const registered = { kind: 'facility-register', facility: 'ichigaya', person: 'hana' } as const
const needed = {
  kind: 'need-to-know',
  person: 'hana',
  scope: { kind: 'document', document },
  purposes: ['maritime-security'],
  ...term,
} as const
const next = '2026-11-25T12:00:00.001Z'
const lapsed = ['decision/not-on-facility-register', 'decision/no-need-to-know']

test('a transfer ends register and need-to-know, whoever forgot to withdraw them', async () => {
  const moved = await give(standing, { ...posted, organ: 'mofa' })
  assert.deepEqual(codes(moved, received, hana), lapsed)
  const back = await give(moved, { ...posted, organ: 'mod' })
  assert.deepEqual(codes(back, received, hana), [], 'what was given in that post')
  const listed = await give(moved, { ...registered, ...term })
  assert.deepEqual(codes(await give(listed, needed, controller, next), received, hana), [])
  const atOnce = await give(listed, needed, controller)
  assert.deepEqual(codes(atOnce, received, hana), ['decision/no-need-to-know'], 'not before')
  const replaced = await give(await end(standing, 'person'), { ...posted, organ: 'mofa' })
  assert.deepEqual(codes(replaced, received, hana), lapsed)
})

test('a transfer to come ends nothing yet; the same organ again ends nothing', async () => {
  const to = { ...posted, organ: 'mofa', from: '2026-12-01T00:00:00.000Z' }
  const announced = await give(standing, to)
  assert.deepEqual(codes(announced, received, hana), [])
  assert.deepEqual(codes(announced, received, { ...hana, at: to.from }), lapsed)
  const renewed = await give(standing, { ...posted, organ: 'mod', offices: ['head'] })
  assert.deepEqual(codes(renewed, received, hana), [])
})

test('the order in which grants come to be known is nothing to what a transfer ends', async () => {
  const mofa = { ...posted, organ: 'mofa' }
  const ken = { ...hana, person: 'ken' }
  const mod = await give(standing, { ...posted, person: 'ken', organ: 'mod' })
  const need = { ...needed, person: 'ken' }
  // What was given before the move is told after it, as whoever keeps the rows can do.
  const late = await give(
    await give(mod, { ...mofa, person: 'ken' }, undefined, next),
    need,
    controller,
    noon,
  )
  assert.ok(codes(late, received, ken).includes('decision/no-need-to-know'))
  const early = await give(await give(mod, need, controller, next), { ...mofa, person: 'ken' })
  assert.ok(!codes(early, received, ken).includes('decision/no-need-to-know'))
})

test('a post that is over or withdrawn brings back none that was before it', async () => {
  const mofa = { ...posted, organ: 'mofa', until: '2026-12-01T00:00:00.000Z' }
  const moved = await give(standing, mofa)
  const unknown = 'decision/unknown-person'
  assert.ok(codes(moved, received, { ...hana, at: mofa.until }).includes(unknown))
  const entry = moved.grants.entries.at(-1)
  assert.ok(entry)
  const withdrawn = await give(moved, { kind: 'withdrawal', grant: entry.id })
  assert.ok(codes(withdrawn, received, hana).includes(unknown))
  const anew = await give(withdrawn, { ...posted, organ: 'mod' })
  assert.deepEqual(codes(anew, received, hana), [], 'what was given in that post')
})

test('a visitor is none after the permission is withdrawn, and a resident only when put on record anew', async () => {
  const visit = {
    kind: 'visit',
    person: 'hana',
    facility: 'ichigaya',
    levels: [],
    ...term,
  } as const
  const above = ['decision/above-visit-level']
  const visiting = await give(standing, visit)
  assert.deepEqual(codes(visiting, received, hana), above)
  const withdrawn = await end(visiting, 'visit')
  assert.deepEqual(codes(withdrawn, received, hana), above)
  assert.deepEqual(codes(await give(withdrawn, { ...posted, organ: 'mod' }), received, hana), [])
  const renewed = await give(visiting, { ...posted, organ: 'mod' })
  assert.deepEqual(codes(renewed, received, hana), above, 'while the permission stands')
  assert.deepEqual(
    codes(await end(renewed, 'visit'), received, hana),
    above,
    'before it was withdrawn',
  )
})

test('who is named only after what they were given is in the post that came first', async () => {
  const nobody = await end(await end(standing, 'need-to-know', controller), 'person')
  const early = await give(nobody, { ...needed, person: 'ken' }, controller)
  const ken = { ...hana, person: 'ken' }
  const named = await give(early, { ...posted, person: 'ken', organ: 'mod' })
  assert.ok(!codes(named, received, ken).includes('decision/no-need-to-know'))
  const moved = await give(named, { ...posted, person: 'ken', organ: 'mofa' })
  assert.ok(codes(moved, received, ken).includes('decision/no-need-to-know'))
})

test('a controller gives need-to-know for the levels of the appointment, by document and by case', async () => {
  const none = await end(standing, 'need-to-know', controller)
  const low = {
    kind: 'officer',
    person: 'low',
    key: signers['stranger'].publicKey,
    roles: ['controller'],
    levels: [hiketsu('秘')],
    ...term,
  } as const
  const statement = await issueAppointment(requireDirectory(none, 'jpn'), low, signers.jpn, noon)
  const base = await extendStanding(none, 'appointment', statement)
  const lowly = signers['stranger']
  const denied = ['decision/no-need-to-know']
  assert.deepEqual(codes(await give(base, needed, lowly), received, hana), denied)
  const inCase = { ...needed, scope: { kind: 'case', case: 'convoy' } } as const
  const put = { kind: 'case-document', case: 'convoy', document, ...term } as const
  const byBoth = await give(await give(base, inCase, controller), put, lowly)
  assert.deepEqual(codes(byBoth, received, hana), denied)
  assert.deepEqual(codes(await give(byBoth, put, controller), received, hana), [])
  const lower: Subject = { ...own, level: hiketsu('秘') }
  const seen = codes(await give(base, needed, lowly), lower, hana)
  assert.ok(!seen.includes('decision/no-need-to-know'))
})

test('a role opens nothing: every role and level without a grant is denied', async () => {
  const statement = await issueAppointment(
    requireDirectory(standing, 'jpn'),
    {
      kind: 'officer',
      person: 'chief',
      key: signers['stranger'].publicKey,
      roles: ['releaser', 'security', 'controller', 'registry', 'pact'],
      levels: [hiketsu('一般'), hiketsu('秘'), hiketsu('極秘'), tokutei],
      ...term,
    },
    signers.jpn,
    noon,
  )
  const base = await extendStanding(standing, 'appointment', statement)
  const chief = { ...hana, person: 'chief' }
  for (const subject of [received, own, { ...own, awaitsApproval: true }]) {
    for (const purpose of ['maritime-security', ownPurposes.releaser]) {
      const reasons = codes(base, subject, { ...chief, purpose })
      assert.ok(reasons.includes('decision/no-clearance'), purpose)
      assert.ok(reasons.includes('decision/unknown-person'), purpose)
    }
  }
})

test('nobody gives a need to know what is classified and has no level here', () => {
  const level = psr('RESTRICTED')
  const nowhere: Subject = { ...received, release: { ...received.release, level } }
  assert.deepEqual(codes(standing, received, hana), [])
  const denied = codes(standing, nowhere, hana)
  assert.ok(denied.includes('decision/no-equivalent'))
  assert.ok(denied.includes('decision/no-need-to-know'), denied.join(' '))
})
