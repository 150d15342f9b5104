import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { foldText, searchWords } from './fold.ts'

for (const [why, one, other] of [
  ['half-width kana are full-width kana', 'ｶｲｼﾞｮｳﾎｱﾝ', 'カイジョウホアン'],
  ['katakana are hiragana', 'カイジョウ', 'かいじょう'],
  ['repeated kana are too', 'スヽメ ハヾカリ', 'すゝめ はゞかり'],
  ['full-width letters and digits are half-width ones', 'ＲＥＰＯＲＴ　２６', 'report 26'],
  ['capitals are small', 'SECRET Report', 'secret report'],
  ['a macron may be left out', 'Tāmaki Makaurau', 'tamaki makaurau'],
  ['a letter with its accent apart is one with it', 'Cafe\u0301', 'café'],
  ['a voiced kana in two parts is one', 'か\u3099', 'が'],
  ['enclosed and square forms are what they stand for', '㈱ ㍻', '(株) 平成'],
  ['spaces are one space', ' a \t\u3000 b ', 'a b'],
] as const) {
  test(why, () => assert.equal(foldText(one), foldText(other)))
}

for (const [one, other] of [
  ['か', 'が'],
  ['は', 'ぱ'],
  ['海上', '海中'],
  ['サーバー', 'サーバ'],
] as const) {
  test(`${one} is not ${other}`, () => assert.notEqual(foldText(one), foldText(other)))
}

test('what is folded stays as it is when it is folded again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(foldText(foldText(text)), foldText(text))
    }),
  )
})

test('words are folded, each once, and empty for what is only space', () => {
  assert.deepEqual(searchWords('海上　ﾎｱﾝ 海上 Report'), ['海上', 'ほあん', 'report'])
  assert.deepEqual(searchWords(' \u3000 '), [])
})
