import assert from 'node:assert/strict'
import { test } from 'node:test'

import { LabelError, ownMarking, receivedMarking } from './index.ts'

for (const level of ['極秘', 'SECRET', '特定秘密', '特定秘密（機密）']) {
  test(`the originator marks ${level} as ${level}`, () => assert.equal(ownMarking(level), level))
}

for (const [provider, level, equivalent, marking] of [
  ['Japan', '極秘', 'SECRET', 'JAPAN 極秘 / SECRET'],
  ['Japan', '極秘', 'SECRET//REL TO JPN, NZL', 'JAPAN 極秘 / SECRET//REL TO JPN, NZL'],
  ['日本国', '特定秘密', 'SECRET', '日本国 特定秘密 / SECRET'],
  ['New Zealand', 'SECRET', '極秘', 'NEW ZEALAND SECRET / 極秘'],
  ['ニュージーランド', 'SECRET', '極秘', 'ニュージーランド SECRET / 極秘'],
] as const) {
  test(`what comes at ${level} from ${provider} is marked ${marking}`, () => {
    assert.equal(receivedMarking({ provider, level, equivalent }), marking)
  })
}

test('there is no marking without an equivalent, nor half a marking', () => {
  const japan = { provider: 'Japan', level: '秘' }
  for (const equivalent of [null, undefined, '']) {
    assert.throws(
      () => receivedMarking({ ...japan, equivalent }),
      (error) => error instanceof LabelError && error.code === 'label/no-equivalent',
    )
  }
  for (const parts of [
    { ...japan, provider: '', equivalent: 'SECRET' },
    { ...japan, level: '', equivalent: 'SECRET' },
    { ...japan, equivalent: 'SEC\u200BRET' },
    { ...japan, equivalent: '\u202ETERCES' },
  ]) {
    assert.throws(
      () => receivedMarking(parts),
      (error) => error instanceof LabelError && error.code === 'label/bad-text',
    )
  }
})
