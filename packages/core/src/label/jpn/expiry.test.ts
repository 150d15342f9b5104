/** The four effects of the end of a designation, at the boundaries of days in Tokyo. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { LabelError } from '../index.ts'

import { type Designation, effectsOfExpiry, type ExpiryHolder, requireTerm } from './index.ts'

const designation: Designation = {
  regime: 'tokutei-himitsu',
  number: '8-12',
  organ: { en: 'mod', ja: 'mod' },
  designatedOn: '2026-11-26',
  validUntil: '2031-11-25',
  extensions: 0,
  cabinetApproval: null,
}
const holders: readonly ExpiryHolder[] = [
  { kind: 'person', id: 'hana' },
  { kind: 'member', id: 'nzl' },
  { kind: 'organ', id: 'mofa' },
  { kind: 'member', id: 'nzl' },
]
/** The last millisecond of the last day in Tokyo, and the first one after it. */
const last = new Date('2031-11-25T14:59:59.999Z')
const after = new Date('2031-11-25T15:00:00.000Z')

test('nothing follows while the last day lasts in Tokyo, whatever day it is elsewhere', () => {
  assert.deepEqual(effectsOfExpiry(designation, last, holders), [])
  // In Wellington it is the next day already.
  assert.deepEqual(effectsOfExpiry(designation, new Date('2031-11-25T11:30:00.000Z'), holders), [])
  assert.deepEqual(
    effectsOfExpiry(designation, after, holders).map(({ kind }) => kind),
    ['marking-struck', 'expiry-marked', 'notice', 'notice', 'notice', 'register-entry'],
  )
})

test('each effect names its article and says in both languages what is done', () => {
  const effects = effectsOfExpiry(designation, after, holders)
  for (const { article, text } of effects) {
    assert.match(article.ja, /施行令第7条$/)
    assert.match(article.en, /Article 7$/)
    assert.ok(text.en.endsWith('.') && text.ja.endsWith('。'))
  }
  const [entry] = effects.filter((one) => one.kind === 'register-entry')
  assert.equal(entry?.expiredOn, '2031-11-25')
  assert.match(entry?.text.ja ?? '', /指定番号 8-12 .*令和13年11月25日/)
  const [marked] = effects.filter((one) => one.kind === 'expiry-marked')
  assert.doesNotMatch(JSON.stringify(marked?.marking), /特定秘密|SECRET/)
  assert.match(marked?.marking.ja.join('') ?? '', /満了/)
})

test('everybody who holds it is notified once, whoever holds it; also where nobody does there are three effects', () => {
  const notices = effectsOfExpiry(designation, after, holders).filter(
    (one) => one.kind === 'notice',
  )
  assert.deepEqual(
    notices.map(({ to }) => `${to.kind} ${to.id}`),
    ['member nzl', 'organ mofa', 'person hana'],
  )
  assert.match(notices[0]?.text.ja ?? '', /締約者 nzl .*書面で通知/)
  assert.equal(effectsOfExpiry(designation, after, []).length, 3)
})

test('of what the law does not allow nothing follows: it is a failure', () => {
  const long = { ...designation, validUntil: '2031-11-26' }
  assert.throws(() => effectsOfExpiry(long, last, holders), LabelError)
})

const term = { first: '2026-11-26', last: '2031-11-25', cabinetApproval: null }
const began = (first: string): readonly { readonly first: string }[] => [{ first }]

for (const [why, change, earlier] of [
  ['a single term of five years and a day', { last: '2031-11-26' }, []],
  ['a term that ends before it begins', { last: '2026-11-25' }, []],
  ['a day that does not exist', { last: '2031-11-31' }, []],
  ['thirty years and a day in all without the Cabinet', {}, began('2001-11-25')],
  [
    'sixty years and a day in all, whoever has approved',
    { cabinetApproval: 'R13-1' },
    began('1971-11-25'),
  ],
] as const) {
  test(`the law does not allow ${why}`, () => {
    assert.throws(() => requireTerm({ ...term, ...change }, earlier), LabelError)
  })
}

test('the law allows five years, thirty in all, and sixty with the Cabinet', () => {
  requireTerm(term, [])
  requireTerm(term, began('2001-11-26'))
  requireTerm({ ...term, cabinetApproval: 'R13-1' }, began('1971-11-26'))
})
