import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { LabelError, type LabelErrorCode } from '../index.ts'

import {
  dayInTokyo,
  type Designation,
  designationMarking,
  formatEra,
  isExpired,
  requireDesignation,
} from './index.ts'

const designation: Designation = {
  regime: 'tokutei-himitsu',
  number: '令8-12',
  organ: { en: 'Ministry of Defense', ja: '防衛省' },
  designatedOn: '2026-11-26',
  validUntil: '2031-11-25',
  extensions: 0,
  cabinetApproval: null,
}
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}

for (const [day, expected] of [
  ['2026-11-26', '令和8年11月26日'],
  ['2019-05-01', '令和元年5月1日'],
  ['2019-04-30', '平成31年4月30日'],
  ['1989-01-08', '平成元年1月8日'],
  ['1989-01-07', '昭和64年1月7日'],
] as const) {
  test(`${day} is ${expected}`, () => assert.equal(formatEra(day), expected))
}

test('what is no day has no era', () => {
  for (const day of [
    '',
    '2026-02-30',
    '2026-13-01',
    '26-11-26',
    '1900-01-01',
    '2026-11-26T00:00:00Z',
  ]) {
    assert.throws(() => formatEra(day), code('label/bad-time'))
  }
})

test('the day in Tokyo is not the day in Greenwich', () => {
  assert.equal(dayInTokyo(new Date('2026-11-25T14:59:59Z')), '2026-11-25')
  assert.equal(dayInTokyo(new Date('2026-11-25T15:00:00Z')), '2026-11-26')
})

for (const [why, change] of [
  ['a term of five years and a day', { validUntil: '2031-11-26' }],
  ['a term that ends before it begins', { validUntil: '2026-11-25' }],
  ['a day that does not exist', { designatedOn: '2026-02-30' }],
  ['extensions that are no number', { extensions: 0.5 }],
  ['extensions below none', { extensions: -1, validUntil: '2026-11-26' }],
  ['thirty years and a day without the Cabinet', { validUntil: '2056-11-26', extensions: 6 }],
  [
    'sixty years and a day',
    { validUntil: '2086-11-26', extensions: 12, cabinetApproval: '令38-1' },
  ],
] as const) {
  test(`the law does not allow ${why}`, () => {
    assert.throws(
      () => requireDesignation({ ...designation, ...change }),
      code('label/bad-designation'),
    )
  })
}

test('the law allows extensions, and with the Cabinet up to sixty years', () => {
  for (const change of [
    {},
    { validUntil: '2036-11-25', extensions: 1 },
    { validUntil: '2056-11-25', extensions: 5 },
    { validUntil: '2086-11-25', extensions: 11, cabinetApproval: '令38-1' },
  ]) {
    assert.doesNotThrow(() => requireDesignation({ ...designation, ...change }))
  }
})

test('the marking names status, number, organ and term, in both languages', () => {
  const at = new Date('2026-11-26T00:00:00Z')
  assert.deepEqual(designationMarking(designation, at, 'ja'), [
    '特定秘密',
    '指定番号　令8-12',
    '防衛省',
    '有効期間　令和13年11月25日まで',
  ])
  assert.deepEqual(designationMarking({ ...designation, regime: 'keizai-anpo' }, at, 'en'), [
    'IMPORTANT ECONOMIC SECURITY INFORMATION',
    'No. 令8-12',
    'Ministry of Defense',
    'valid until 2031-11-25',
  ])
})

test('after the term the status is not to be read any more', () => {
  const last = new Date('2031-11-25T14:59:59Z')
  const first = new Date('2031-11-25T15:00:00Z')
  assert.deepEqual([isExpired(designation, last), isExpired(designation, first)], [false, true])
  assert.match(designationMarking(designation, last, 'ja').join('\n'), /特定秘密/)
  for (const lang of ['en', 'ja'] as const) {
    const text = designationMarking(designation, first, lang).join('\n')
    assert.doesNotMatch(text, /特定秘密|SECRET/)
    assert.match(text, /EXPIRED|有効期間満了/)
  }
})

test('no text of a designation can be mistaken for another', () => {
  const hidden = { ...designation, number: '令8\u200B-12' }
  assert.throws(() => requireDesignation(hidden), code('label/bad-text'))
})

test('every day since 1926 has an era and a year that counts from 1', () => {
  const day = fc
    .date({ min: new Date('1926-12-25'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, (one) => {
      assert.match(formatEra(one), /^(?:令和|平成|昭和)(?:元|[1-9]\d?)年\d{1,2}月\d{1,2}日$/)
    }),
  )
})
