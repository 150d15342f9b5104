import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ApiError, SessionError } from '@entente/sdk'

import { explain, formatRefusal } from './explain.ts'

const texts = {
  'kas/denied': { en: 'Not now.', ja: '今は開けません。' },
  'decision/no-clearance': { en: 'No clearance.', ja: '適格性がありません。' },
  'identity/device-not-enrolled': { en: 'Not enrolled.', ja: '未登録です。' },
  'session/refused': { en: 'No session.', ja: 'セッションがありません。' },
}
const denied = new ApiError('kas/denied', 403, 'told', [
  { code: 'decision/no-clearance', article: '7(2)' },
  { code: 'decision/no-clearance', article: '9' },
  { code: 'decision/new-one', article: null },
])

test('every reason is told with its article, also one this client has no words for', () => {
  assert.equal(
    formatRefusal(explain(denied, 'en', texts), 'en'),
    [
      'entente: Not now.',
      '  - No clearance. (Article 7(2), decision/no-clearance)',
      '  - No clearance. (Article 9, decision/no-clearance)',
      '  - decision/new-one (decision/new-one)',
      '  kas/denied: told',
    ].join('\n'),
  )
})

test('what the server said in the other language is not said again', () => {
  const said = new ApiError('kas/denied', 403, 'Not now.')
  assert.equal(
    formatRefusal(explain(said, 'ja', texts), 'ja'),
    'entente: 今は開けません。\n  kas/denied',
  )
})

test('articles are named as Japanese law names them', () => {
  const text = formatRefusal(explain(denied, 'ja', texts), 'ja')
  assert.match(text, /^entente: 今は開けません。\n/)
  assert.match(text, /\(第7条第2項、decision\/no-clearance\)/)
  assert.match(text, /\(第9条、decision\/no-clearance\)/)
})

test('what the pact says itself follows the sentence, in the language that is read', () => {
  const because = { en: 'Outside of this Agreement.', ja: 'この協定の対象外である。' }
  const reason = { code: 'decision/no-clearance', article: '4(1)', because }
  const error = new ApiError('kas/denied', 403, 'told', [reason])
  const line = (lang: 'en' | 'ja') =>
    formatRefusal(explain(error, lang, texts), lang).split('\n')[1]
  assert.equal(
    line('en'),
    '  - No clearance. “Outside of this Agreement.” (Article 4(1), decision/no-clearance)',
  )
  assert.equal(
    line('ja'),
    '  - 適格性がありません。「この協定の対象外である。」 (第4条第1項、decision/no-clearance)',
  )
})

test('a session refused for a reason is told with the reason, an unknown one without', () => {
  const refused = (code: string | undefined) =>
    explain(new SessionError('session/refused', 'told', { refused: code }), 'en', texts).message
  assert.equal(refused('identity/device-not-enrolled'), 'Not enrolled.')
  assert.equal(refused('toString'), 'No session.')
  assert.equal(refused('invalid_dpop_proof'), 'No session.')
  assert.equal(refused(undefined), 'No session.')
})
