/**
 * An act of each kind as an officer would write it into a file, to be changed and signed.
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import { utf8 } from '@entente/core/lib'
import { contractorConditions, type GrantAct } from '@entente/core/pact'

type Example = { readonly [K in GrantAct['kind']]: Extract<GrantAct, { readonly kind: K }> }

const term = { from: '2026-12-01T00:00:00.000Z', until: '2027-12-01T00:00:00.000Z' }
const document = '8c3156a6-e865-41f1-94e3-8a6f04fdfafc'
const secret = { regime: 'urn:entente:regime:nzl:psr', level: 'SECRET' }
const tokutei = { regime: 'urn:entente:regime:jpn:tokutei-himitsu', level: '特定秘密' }

/** One a kind. */
export const grantExamples: Example = {
  person: {
    kind: 'person',
    person: 'mori',
    nationality: 'JPN',
    organ: 'mod',
    offices: [],
    ...term,
  },
  clearance: { kind: 'clearance', person: 'mori', ...tokutei, organ: 'mod', ...term },
  facility: { kind: 'facility', facility: 'wellington', levels: [secret], ...term },
  'facility-register': {
    kind: 'facility-register',
    facility: 'wellington',
    person: 'aroha',
    ...term,
  },
  'need-to-know': {
    kind: 'need-to-know',
    person: 'aroha',
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...term,
  },
  'case-document': { kind: 'case-document', case: 'convoy', document, ...term },
  exemption: { kind: 'exemption', person: 'sato', office: 'minister', ...tokutei, ...term },
  'emergency-access': {
    kind: 'emergency-access',
    person: 'aroha',
    ...secret,
    from: '2026-12-01T00:00:00.000Z',
    until: '2026-12-02T00:00:00.000Z',
  },
  administrator: {
    kind: 'administrator',
    facility: 'wellington',
    person: 'wiremu',
    nationality: 'NZL',
    ...term,
  },
  'eyes-only-approval': { kind: 'eyes-only-approval', person: 'mori', ...secret, ...term },
  visit: {
    kind: 'visit',
    person: 'mori',
    facility: 'wellington',
    levels: [secret],
    from: '2026-12-01T00:00:00.000Z',
    until: '2026-12-05T00:00:00.000Z',
  },
  designation: {
    kind: 'designation',
    document,
    number: 'A-1',
    organ: 'mod',
    cabinet: null,
    ...term,
  },
  'organ-consent': { kind: 'organ-consent', document, organ: 'mod', to: 'mofa', ...term },
  contractor: {
    kind: 'contractor',
    contractor: 'shipyard',
    levels: [secret],
    conditions: contractorConditions.map((condition) => ({ condition, until: term.until })),
    ...term,
  },
  withdrawal: { kind: 'withdrawal', grant: hashOf(utf8('an earlier grant')) },
}

/** Whether there is an example of `kind`. */
export function isGrantKind(kind: string): kind is GrantAct['kind'] {
  return Object.hasOwn(grantExamples, kind)
}
