import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { LabelError } from '../index.ts'

import { formatNzMarking, nzClassifications, type NzMarking, parseNzMarking } from './index.ts'

const plain: NzMarking = {
  classification: 'SECRET',
  accountable: false,
  compartments: [],
  dissemination: [],
  releasability: null,
  relTo: [],
  endorsements: [],
  departments: [],
  embargoedUntil: null,
  reviewOn: null,
}
const isRefused = (error: unknown): boolean =>
  error instanceof LabelError && error.code === 'label/bad-marking'

for (const [text, canonical] of [
  ['secret//releasable to jpn, nzl', 'SECRET//REL TO NZL, JPN'],
  ['SECRET//RELEASEABLE TO NZL,JPN', 'SECRET//REL TO NZL, JPN'],
  ['Secret // ORCON / Rel To TON , NZL, AUS', 'SECRET//ORCON/REL TO NZL, AUS, TON'],
  ['TOP SECRET//CODEWORD//ORCON/REL TO NZL, FVEY', 'TOP SECRET//CODEWORD//ORCON/REL TO NZL, FVEY'],
  ['TOP SECRET//ACCOUNTABLE MATERIAL', 'TOP SECRET'],
  ['SECRET//BBB/ACCOUNTABLE MATERIAL/AAA', 'SECRET//ACCOUNTABLE MATERIAL/AAA/BBB'],
  ['SECRET//ALPHA//BRAVO', 'SECRET//ALPHA//BRAVO'],
  ['EVALUATE SENSITIVE', 'EVALUATIVE SENSITIVE'],
  ['POLICY  STAFF SENSITIVE', 'STAFF POLICY SENSITIVE'],
  ['STAFF USE ONLY IN-CONFIDENCE', 'STAFF USE ONLY IN-CONFIDENCE'],
  ['BUDGET NZDF, MFAT USE ONLY STAFF SENSITIVE', 'BUDGET MFAT, NZDF USE ONLY STAFF SENSITIVE'],
  [
    'TO BE REVIEWED ON 2027-01-31 EMBARGOED FOR RELEASE 2026-12-01 09:00 SENSITIVE',
    'EMBARGOED FOR RELEASE 2026-12-01 09:00 TO BE REVIEWED ON 2027-01-31 SENSITIVE',
  ],
] as const) {
  test(`reads ${text}`, () => {
    assert.equal(formatNzMarking(parseNzMarking(text)), canonical)
  })
}

for (const text of [
  '',
  ' ',
  'VERY SECRET',
  'SECRET SECRET',
  'COMMERCIAL',
  'COMMERCIAL SECRET',
  'COMMERCIAL COMMERCIAL SENSITIVE',
  'USE ONLY SENSITIVE',
  'MFAT SENSITIVE',
  'EMBARGOED FOR RELEASE SENSITIVE',
  'EMBARGOED FOR RELEASE 2026-02-30 SENSITIVE',
  'MFAT, USE ONLY SENSITIVE',
  'SENSITIVE//NZEO',
  'SENSITIVE//AAA',
  'UNCLASSIFIED//ORCON',
  '//NZEO',
  'SECRET//',
  'SECRET///NZEO',
  'SECRET//NZEO//',
  'SECRET//AAA//ORCON//NZEO',
  'SECRET//NZEO//ORCON',
  'SECRET//ORCON//NZEO',
  'SECRET//A//ACCOUNTABLE MATERIAL',
  'SECRET//NZEO/REL TO NZL, JPN',
  'SECRET//NZEO/NZEO',
  'SECRET//REL TO',
  'SECRET//REL TO NZL',
  'SECRET//REL TO NZL, NZL',
  'SECRET//REL TO JPN, AUS',
  'SECRET//REL TO NZL, JPN,',
  'SECRET//REL TO NZL JPN',
  'SECRET//REL TO NZL, JPM',
  'SECRET//REL TO FVEY',
  'SECRET//RELEASE TO NZL, JPN//ORCON',
  'SECRET\u00A0//NZEO',
  'SEСRET',
  'ſECRET',
  'SECRET//<AAA>',
  `SECRET//${'A'.repeat(2001)}`,
]) {
  test(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
    assert.throws(() => parseNzMarking(text), isRefused)
  })
}

for (const [why, change] of [
  ['TOP SECRET that is not accountable', { classification: 'TOP SECRET' }],
  ['countries that nothing is released to', { relTo: ['NZL', 'JPN'] }],
  ['a codeword that holds a separator', { compartments: ['A//B'] }],
  ['releasability as another mark', { dissemination: ['NZEO'] }],
  ['releasability as a compartment', { compartments: ['NZEO'] }],
  ['a release list as a compartment', { compartments: ['REL TO'] }],
  ['a mark of dissemination as a compartment', { compartments: ['ORCON'] }],
  ['accountable material as a compartment', { compartments: ['ACCOUNTABLE MATERIAL'] }],
  ['accountable material as dissemination', { dissemination: ['ACCOUNTABLE MATERIAL'] }],
  ['departments without USE ONLY', { classification: 'SENSITIVE', departments: ['MFAT'] }],
  [
    'a review date without its endorsement',
    { classification: 'SENSITIVE', reviewOn: '2026-11-25' },
  ],
] as const) {
  test(`does not write ${why}`, () => {
    assert.throws(() => formatNzMarking({ ...plain, ...change }), isRefused)
  })
}

test('does not write an endorsement that is none', () => {
  const endorsements: NzMarking['endorsements'] = JSON.parse('["ORCON"]')
  const marking = { ...plain, classification: 'SENSITIVE', endorsements } as const
  assert.throws(() => formatNzMarking(marking), isRefused)
})

test('what is written is read as the same, in canonical form', () => {
  const codeword = fc.constantFrom('ALPHA', 'BRAVO', 'CHERRY PIE')
  const security = fc.record({
    classification: fc.constantFrom(
      'RESTRICTED' as const,
      'SECRET' as const,
      'TOP SECRET' as const,
    ),
    accountable: fc.boolean(),
    compartments: fc.uniqueArray(codeword),
    dissemination: fc.uniqueArray(fc.constantFrom('ORCON', 'EYES')),
    countries: fc.uniqueArray(fc.constantFrom('JPN', 'AUS', 'TON'), { minLength: 1 }),
    releasability: fc.constantFrom('NZEO' as const, 'REL TO' as const, null),
  })
  fc.assert(
    fc.property(security, ({ countries, ...one }) => {
      const marking: NzMarking = {
        ...plain,
        ...one,
        accountable: one.accountable || one.classification === 'TOP SECRET',
        relTo: one.releasability === 'REL TO' ? [...countries, 'NZL'] : [],
      }
      const text = formatNzMarking(marking)
      const read = parseNzMarking(text)
      assert.equal(formatNzMarking(read), text)
      const sorted = (list: readonly string[]): readonly string[] => list.toSorted()
      assert.deepEqual(sorted(read.compartments), sorted(marking.compartments))
      assert.deepEqual(sorted(read.relTo), sorted(marking.relTo))
      assert.equal(read.accountable, marking.accountable)
    }),
  )
})

test('any text ends in a marking that can be written, or in a refusal', () => {
  const word = fc.constantFrom(
    ...Object.keys(nzClassifications),
    '//',
    '/',
    ' ',
    ', ',
    'REL TO',
    'NZL',
    'JPN',
    'ORCON',
    'USE ONLY',
    'STAFF',
    'MFAT',
    'X',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 8 }).map((words) => words.join('')),
    fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(text, (one) => {
      let read: NzMarking
      try {
        read = parseNzMarking(one)
      } catch (error) {
        assert.ok(isRefused(error), String(error))
        return
      }
      assert.deepEqual(parseNzMarking(formatNzMarking(read)), read)
    }),
    { numRuns: 2000 },
  )
})
