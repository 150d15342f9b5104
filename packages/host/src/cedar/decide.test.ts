import assert from 'node:assert/strict'
import { test } from 'node:test'

import { contractorConditions } from '@entente/core/pact'
import {
  actions,
  type CircumstanceFacts,
  decide,
  type DecisionCode,
  type DecisionRequest,
  type DocumentFacts,
  type PersonFacts,
  type Rule,
  rules,
} from '@entente/core/policy'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()
const level = 'urn:entente:regime:nzl:psr SECRET'

const cleared: PersonFacts = {
  known: true,
  nationality: 'NZL',
  everCleared: [level],
  cleared: [level],
  lasting: [level],
  reads: [level],
  exempt: [],
  emergency: [],
  eyesOnlyApproved: [],
  facilities: ['wellington'],
  resident: true,
  visits: [],
  designatingOrgan: false,
  consentedOrgan: false,
  needsToKnow: true,
  purposes: ['maritime-security'],
  author: false,
  releaser: false,
  registry: false,
}
const received: DocumentFacts = {
  received: true,
  labelled: true,
  classified: true,
  level,
  needsClearance: true,
  highest: false,
  equivalent: true,
  released: true,
  ended: false,
  recalled: false,
  purposes: ['maritime-security'],
  anyNationality: false,
  nationalities: ['JPN', 'NZL'],
  eyesOnly: false,
  accountable: false,
  disseminated: true,
  needsAgreement: false,
  needsDesignation: false,
  designated: false,
  designationEnded: false,
  suites: ['hpqt:xwing'],
  copyLimit: 5,
  signersNeeded: 2,
}
const here: CircumstanceFacts = {
  pactState: 'in-force',
  facility: 'wellington',
  facilityLevels: [level],
  administrators: ['NZL'],
  purpose: 'maritime-security',
  recipients: ['nzl'],
  assured: ['nzl'],
  consented: ['nzl'],
  sourced: ['nzl'],
  suites: ['hpqt:xwing'],
  agreed: false,
  copyNumber: 1,
  statement: true,
  lowers: false,
  crisis: false,
  notified: false,
  signers: 2,
  certified: true,
  conditions: contractorConditions,
}
const yes: DecisionRequest = {
  action: 'open',
  person: cleared,
  document: received,
  circumstances: here,
}

const codesOf = (request: DecisionRequest, by = engine): readonly DecisionCode[] => {
  const decision = decide(request, by, undefined)
  return decision.kind === 'permit' ? [] : decision.reasons.map(({ code }) => code)
}
const but = (change: {
  person?: Partial<PersonFacts>
  document?: Partial<DocumentFacts>
  circumstances?: Partial<CircumstanceFacts>
  action?: DecisionRequest['action']
}): DecisionRequest => ({
  action: change.action ?? yes.action,
  person: { ...yes.person, ...change.person },
  document: { ...yes.document, ...change.document },
  circumstances: { ...yes.circumstances, ...change.circumstances },
})

const asReleaser = { releaser: true } as const
const asRegistry = { registry: true } as const

/** Each factor alone missing: exactly one code. */
const single: readonly (readonly [DecisionCode, DecisionRequest])[] = [
  ['decision/unknown-person', but({ person: { known: false } })],
  ['decision/no-label', but({ document: { labelled: false } })],
  ['decision/pact-not-in-force', but({ circumstances: { pactState: 'suspended' } })],
  ['decision/not-released', but({ document: { released: false } })],
  ['decision/release-ended', but({ document: { ended: true } })],
  ['decision/recalled', but({ document: { recalled: true } })],
  ['decision/no-equivalent', but({ document: { equivalent: false } })],
  ['decision/facility-not-accredited', but({ circumstances: { facilityLevels: [] } })],
  ['decision/not-on-facility-register', but({ person: { facilities: ['auckland'] } })],
  ['decision/above-visit-level', but({ person: { resident: false } })],
  [
    'decision/no-clearance',
    but({ person: { everCleared: [], cleared: [], lasting: [], reads: [] } }),
  ],
  ['decision/clearance-expired', but({ person: { cleared: [], lasting: [], reads: [] } })],
  ['decision/clearance-too-old', but({ person: { lasting: [], reads: [] } })],
  ['decision/clearance-of-other-organ', but({ person: { reads: [] } })],
  ['decision/no-need-to-know', but({ person: { needsToKnow: false, purposes: [] } })],
  ['decision/wrong-purpose', but({ circumstances: { purpose: 'trade-talks' } })],
  ['decision/organ-not-consented', but({ document: { designated: true } })],
  ['decision/not-designated', but({ document: { needsDesignation: true } })],
  [
    'decision/designation-ended',
    but({
      document: { designated: true, designationEnded: true },
      person: { designatingOrgan: true },
    }),
  ],
  ['decision/other-nationality', but({ person: { nationality: 'AUS' } })],
  ['decision/eyes-only', but({ document: { eyesOnly: true }, person: { nationality: 'JPN' } })],
  [
    'decision/foreign-administrator',
    but({ document: { eyesOnly: true }, circumstances: { administrators: ['NZL', 'AUS'] } }),
  ],
  ['decision/not-author', but({ action: 'prepare' })],
  [
    'decision/author-approves',
    but({ action: 'approve', person: { author: true, releaser: true } }),
  ],
  ['decision/not-appointed', but({ action: 'approve' })],
  ['decision/no-assurance', but({ action: 'deliver', circumstances: { assured: [] } })],
  ['decision/cipher-too-weak', but({ action: 'receive', circumstances: { suites: ['rsa:2048'] } })],
  ['decision/source-not-consented', but({ action: 'deliver', circumstances: { sourced: [] } })],
  [
    'decision/no-third-party-consent',
    but({ action: 'provide', person: asReleaser, circumstances: { consented: [] } }),
  ],
  ['decision/copy-not-numbered', but({ action: 'copy', circumstances: { copyNumber: 0 } })],
  ['decision/too-many-copies', but({ action: 'copy', circumstances: { copyNumber: 6 } })],
  ['decision/copy-without-consent', but({ action: 'copy', document: { highest: true } })],
  ['decision/originator-not-asked', but({ action: 'print', document: { needsAgreement: true } })],
  ['decision/accountable-material', but({ action: 'extract', document: { accountable: true } })],
  [
    'decision/no-translation-statement',
    but({ action: 'translate', circumstances: { statement: false } }),
  ],
  ['decision/not-registry-officer', but({ action: 'destroy' })],
  [
    'decision/not-originators-change',
    but({ action: 'reclassify', person: asRegistry, circumstances: { lowers: true } }),
  ],
  [
    'decision/destruction-without-consent',
    but({ action: 'destroy', person: asRegistry, document: { highest: true } }),
  ],
  [
    'decision/too-few-signers',
    but({ action: 'destroy', person: asRegistry, circumstances: { signers: 1 } }),
  ],
  [
    'decision/no-certificate',
    but({ action: 'destroy', person: asRegistry, circumstances: { certified: false } }),
  ],
  [
    'decision/crisis-without-notice',
    but({ action: 'destroy', person: asRegistry, circumstances: { crisis: true } }),
  ],
  [
    'decision/no-consent-to-contractor',
    but({ action: 'entrust', person: asReleaser, circumstances: { consented: [] } }),
  ],
  ...contractorConditions.map((condition) => {
    const conditions = contractorConditions.filter((one) => one !== condition)
    const request = but({ action: 'entrust', person: asReleaser, circumstances: { conditions } })
    return [`decision/contractor-${condition}`, request] as const
  }),
]

test('everything present is a yes, whatever the act', () => {
  for (const action of actions) {
    const person = { author: action === 'prepare', releaser: true, registry: true }
    assert.deepEqual(codesOf(but({ action, person })), [], action)
  }
})

for (const [code, request] of single) {
  test(`denies with exactly ${code}`, () => assert.deepEqual(codesOf(request), [code]))
}

test('every rule has a case, and without it the case becomes a yes', () => {
  assert.deepEqual(new Set(single.map(([code]) => code)), new Set(rules.map(({ code }) => code)))
  for (const rule of rules) {
    const without = cedarEngine(
      rules.filter((one) => one !== rule),
      'without-one',
    )
    const request = single.find(([code]) => code === rule.code)?.[1] ?? yes
    assert.deepEqual(codesOf(request, without), [], rule.id)
  }
})

test('a need-to-know for another purpose is not enough, nor is a release for another', () => {
  assert.deepEqual(codesOf(but({ person: { purposes: ['trade-talks'] } })), [
    'decision/wrong-purpose',
  ])
  assert.deepEqual(codesOf(but({ document: { purposes: ['trade-talks'] } })), [
    'decision/wrong-purpose',
  ])
})

test('a decision names every factor that fails', () => {
  const request = but({ person: { known: false, facilities: [] }, circumstances: { purpose: '' } })
  assert.deepEqual(codesOf(request), [
    'decision/unknown-person',
    'decision/not-on-facility-register',
    'decision/wrong-purpose',
  ])
})

test('an engine that errs, throws or gives no reason is a no', () => {
  const no = ['decision/policy-error']
  assert.deepEqual(
    codesOf(yes, { evaluate: () => ({ allowed: true, policies: [], errors: 1 }) }),
    no,
  )
  assert.deepEqual(
    codesOf(yes, { evaluate: () => ({ allowed: false, policies: [], errors: 0 }) }),
    no,
  )
  const throwing = {
    evaluate: () => {
      throw new Error('broken')
    },
  }
  assert.deepEqual(codesOf(yes, throwing), no)
})

test('rules that do not parse, or look for what nobody has, are refused at the start', () => {
  for (const cedar of [
    'forbid (',
    'forbid (principal, action, resource) when { principal.rank };',
  ]) {
    const rule: Rule = { id: 'open.rank', code: 'decision/no-clearance', actions: ['open'], cedar }
    assert.throws(() => cedarEngine([...rules, rule], 'bad'), TypeError)
  }
})

test('a missing attribute is a no, whichever it is', () => {
  for (const part of ['person', 'document', 'circumstances'] as const) {
    for (const name of Object.keys(yes[part])) {
      const without = { ...yes, [part]: { ...yes[part], [name]: undefined } }
      const request: DecisionRequest = JSON.parse(JSON.stringify(without))
      assert.deepEqual(codesOf(request), ['decision/policy-error'], name)
    }
  }
})
