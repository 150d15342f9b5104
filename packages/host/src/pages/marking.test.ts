import assert from 'node:assert/strict'
import { test } from 'node:test'

import { LabelError, type LabelErrorCode, nzClassifications } from '@entente/core/label'
import {
  breakLines,
  type Circumstances,
  formatMoment,
  isWide,
  MarkingError,
  type MarkingErrorCode,
  markingSize,
  markPages,
  markText,
  parsePlainText,
  type PlainBlock,
  widthOfLine,
} from '@entente/core/marking'
import fc from 'fast-check'

import {
  designation,
  english,
  hiketsu,
  japan,
  japanese,
  label,
  newZealand,
  own,
  plain,
  psr,
  received,
  tokutei,
  viewing,
} from './examples.fixture.ts'

const code = (expected: LabelErrorCode | MarkingErrorCode) => (error: unknown) => {
  assert.ok(error instanceof MarkingError || error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}
const texts = (words: readonly { readonly text: string }[]): readonly string[] =>
  words.map(({ text }) => text)

for (const [level, { colour, kind }] of Object.entries(nzClassifications)) {
  test(`${level} stands in capitals in the colour of the New Zealand table`, () => {
    const marking = markPages(label(psr, level), { ...plain, copy: '1' })
    const to = kind === 'security' ? '//REL TO NZL, JPN' : ''
    assert.deepEqual(marking.lines, [{ text: `${level}${to}`, lang: 'en' }])
    assert.equal(marking.colour, colour ?? '#000000')
    assert.equal(marking.framed, false)
  })
}

test('capitals of the marking are higher than 3 mm', () => {
  const capHeight = 1567 / 2048
  assert.ok(((markingSize * capHeight) / 72) * 25.4 > 3)
})

test('a policy other than New Zealand’s gives words and colour itself', () => {
  const { lines, colour } = markPages(label(hiketsu, '極秘'), {
    ...plain,
    languages: ['ja', 'en'],
  })
  assert.deepEqual(lines, [
    { text: '日本国 極秘 提供先：日本、ニュージーランド', lang: 'ja' },
    { text: 'JAPAN 極秘 RELEASABLE TO JAPAN, NEW ZEALAND', lang: 'en' },
  ])
  assert.equal(colour, '#000000')
  const one = label(hiketsu, '秘')
  for (const [given, shown] of [
    ['#00b050', '#00B050'],
    ['red;}', '#000000'],
    [null, '#000000'],
  ] as const) {
    const coloured = { ...one, classification: { ...one.classification, colour: given } }
    assert.equal(markPages(coloured, plain).colour, shown)
  }
})

test('what was received bears the provider’s name, both levels and the recipient’s colour', () => {
  const { marking } = received()
  assert.deepEqual(texts(marking.lines), [
    'JAPAN 極秘 / SECRET//REL TO JPN, NZL',
    '日本国 極秘 / SECRET//REL TO JPN, NZL',
    'JAPAN 極秘 RELEASABLE TO JAPAN, NEW ZEALAND',
    '日本国 極秘 提供先：日本、ニュージーランド',
  ])
  assert.equal(marking.colour, '#0000FF')
  assert.ok(texts(marking.front).includes('Provided by the Government of Japan'))
  assert.ok(texts(marking.front).includes('日本国政府から提供'))
  const tokyo = markPages(label(psr, 'SECRET'), {
    ...plain,
    languages: ['ja', 'en'],
    received: {
      provider: newZealand,
      country: 'NZL',
      equivalent: label(hiketsu, '極秘'),
      translatedInto: null,
    },
  })
  assert.deepEqual(texts(tokyo.lines), [
    'ニュージーランド SECRET / 極秘 提供先：ニュージーランド、日本',
    'NEW ZEALAND SECRET / 極秘 RELEASABLE TO NEW ZEALAND, JAPAN',
    'SECRET//REL TO NZL, JPN',
  ])
  // Japan's policy names no colour: that of New Zealand stays.
  assert.equal(tokyo.colour, '#0000FF')
  assert.deepEqual(texts(tokyo.front), [
    'ニュージーランド政府から提供',
    'Provided by the Government of New Zealand',
  ])
})

test('a translation says so in its own language, whatever language the marking is in', () => {
  const front = (translatedInto: 'en' | 'ja' | null): readonly string[] =>
    texts(
      markPages(label(psr, 'SECRET'), {
        ...plain,
        received: {
          provider: newZealand,
          country: 'NZL',
          equivalent: label(hiketsu, '極秘'),
          translatedInto,
        },
      }).front,
    )
  assert.ok(front('ja').includes('この翻訳は、ニュージーランドの秘密情報を含む。'))
  assert.ok(
    front('en').includes('This translation contains classified information of New Zealand.'),
  )
  assert.equal(front(null).length, 1)
})

test('accountable material is not shown without the number of its copy, on either side', () => {
  const control = {
    type: 'RESTRICTIVE' as const,
    tagName: 'Control',
    uri: null,
    values: ['ACCOUNTABLE MATERIAL'],
  }
  const fromJapan: Circumstances = {
    ...plain,
    received: {
      provider: japan,
      country: 'JPN',
      equivalent: label(psr, 'TOP SECRET'),
      translatedInto: null,
    },
  }
  for (const [one, circumstances] of [
    [label(psr, 'TOP SECRET'), plain],
    [label(psr, 'SECRET', [control]), plain],
    [label(hiketsu, '機密'), fromJapan],
  ] as const) {
    for (const copy of [null, '', ' ']) {
      assert.throws(
        () => markPages(one, { ...circumstances, copy }),
        code('marking/no-copy-number'),
      )
    }
    const { front } = markPages(one, { ...circumstances, languages: ['en', 'ja'], copy: '3' })
    assert.deepEqual(texts(front).slice(-2), ['COPY No. 3', '写し番号　3'])
  }
})

test('a designation is framed and named until its last day, and struck after it', () => {
  const secret = label(tokutei, '特定秘密')
  const text = parsePlainText('（特定秘密）艦船の動向。', tokutei)
  const on = (moment: string, more: Partial<Circumstances> = {}): ReturnType<typeof markText> =>
    markText(text, secret, {
      ...plain,
      languages: ['ja', 'en'],
      at: new Date(moment),
      designation: designation('2026-11-26'),
      ...more,
    })
  const current = on('2026-11-26T14:59:59Z')
  assert.equal(current.marking.framed, true)
  assert.equal(current.marking.lines[0]?.text, '日本国 特定秘密 提供先：日本、ニュージーランド')
  assert.equal(current.blocks[0]?.mark, '（特定秘密）')
  assert.deepEqual(texts(current.marking.front), [
    '特定秘密　指定番号　外務－12　外務省　有効期間　令和8年11月26日まで',
    'SPECIALLY DESIGNATED SECRET, No. 外務－12, Ministry of Foreign Affairs, valid until 2026-11-26',
  ])
  const struck = on('2026-11-26T15:00:00Z')
  assert.equal(struck.marking.framed, false)
  assert.equal(struck.blocks[0]?.mark, null)
  assert.deepEqual(texts(struck.marking.lines), ['指定の有効期間満了', 'DESIGNATION EXPIRED'])
  assert.doesNotMatch(JSON.stringify(struck), /特定秘密|DESIGNATED SECRET/i)
  const wellington = on('2026-11-26T15:00:00Z', {
    languages: ['en'],
    received: {
      provider: japan,
      country: 'JPN',
      equivalent: label(psr, 'SECRET'),
      translatedInto: null,
    },
  })
  assert.deepEqual(texts(wellington.marking.lines), [
    'SECRET//REL TO JPN, NZL',
    'DESIGNATION EXPIRED',
  ])
  assert.equal(wellington.marking.colour, '#0000FF')
  assert.doesNotMatch(JSON.stringify(wellington), /特定秘密/)
  assert.throws(
    () => markPages(label(hiketsu, '秘'), { ...plain, designation: designation('2026-11-26') }),
    code('label/bad-designation'),
  )
})

test('the watermark says who, when and which copy, in the reader’s time', () => {
  assert.deepEqual(texts(received().marking.watermark), [
    'Opened by 佐藤 花子 (reader-7), 2026-11-26 13:05 JST (UTC+09:00), copy 3',
    '閲覧者　佐藤 花子（reader-7）　2026-11-26 13:05 JST (UTC+09:00)　写し番号　3',
  ])
  assert.deepEqual(markPages(label(psr, 'SECRET'), plain).watermark, [])
  const nobody = { ...viewing, reader: { id: 'r\u202E1', name: null } }
  assert.deepEqual(texts(received({ viewing: nobody, copy: null }).marking.watermark).slice(0, 1), [
    'Opened by r[U+202E]1, 2026-11-26 13:05 JST (UTC+09:00)',
  ])
})

for (const [moment, zone, expected] of [
  ['2026-11-26T15:30:00Z', 'Asia/Tokyo', '2026-11-27 00:30 JST (UTC+09:00)'],
  ['2026-07-01T12:00:00Z', 'Pacific/Auckland', '2026-07-02 00:00 NZST (UTC+12:00)'],
  ['2026-01-01T12:00:00Z', 'Pacific/Auckland', '2026-01-02 01:00 NZDT (UTC+13:00)'],
  ['2026-01-01T12:00:00Z', 'UTC', '2026-01-01 12:00 UTC'],
] as const) {
  test(`${moment} is ${expected}`, () => {
    assert.equal(formatMoment(new Date(moment), zone), expected)
  })
}

test('a document is never marked lower than its highest paragraph', () => {
  for (const level of ['SECRET', 'TOP SECRET']) {
    const circumstances = { ...plain, copy: '1' }
    markText(parsePlainText(english, psr), label(psr, level), circumstances)
  }
  for (const level of ['UNCLASSIFIED', 'SENSITIVE', 'RESTRICTED', 'CONFIDENTIAL']) {
    assert.throws(() => own(english, level), code('marking/below-paragraph'))
  }
  assert.throws(
    () => markText(parsePlainText(japanese, hiketsu), label(hiketsu, '秘'), plain),
    code('marking/below-paragraph'),
  )
})

test('a paragraph with a label of its own limits the document by more than its level', () => {
  const paragraph = (worth: ReturnType<typeof label>): PlainBlock => ({
    kind: 'paragraph',
    text: 'x',
    worth,
  })
  const text = (worth: ReturnType<typeof label>): Parameters<typeof markText>[0] => ({
    title: null,
    blocks: [paragraph(worth)],
  })
  const orcon = {
    type: 'RESTRICTIVE' as const,
    tagName: 'Dissemination',
    uri: null,
    values: ['ORCON'],
  }
  markText(text(label(psr, 'SECRET')), label(psr, 'SECRET'), plain)
  for (const worth of [
    label(psr, 'SECRET', [], ['NZL']),
    label(psr, 'RESTRICTED', [orcon]),
    label(hiketsu, '秘'),
    { ...label(hiketsu, '秘'), categories: [] },
  ]) {
    assert.throws(
      () => markText(text(worth), label(psr, 'SECRET'), plain),
      code('marking/below-paragraph'),
    )
  }
})

test('marks are read in any case and both brackets, and written as the policy spells them', () => {
  const { blocks } = own('（sen）Staff.\n\n(u)\u3000Public.', 'SENSITIVE')
  assert.deepEqual(
    blocks.map(({ mark, text }) => [mark, text]),
    [
      ['(Sen) ', 'Staff.'],
      ['(U) ', 'Public.'],
    ],
  )
  const ja = markText(
    parsePlainText('(極秘) 動向。\n\n（秘） 評価。', hiketsu),
    label(hiketsu, '極秘'),
    plain,
  )
  assert.deepEqual(
    ja.blocks.map(({ mark }) => mark),
    ['（極秘）', '（秘）'],
  )
})

test('a document has marks on all of its paragraphs or on none; headings have none', () => {
  assert.throws(() => own('(S) One.\n\nTwo.', 'SECRET'), code('marking/unmarked-paragraph'))
  assert.throws(() => own('(S) One.\n\n(a) Two.', 'SECRET'), code('marking/unmarked-paragraph'))
  const { title, blocks } = own('# (S) Title\n\n## (S) Heading\n\n(a) One.', 'SECRET')
  assert.deepEqual(title, { text: '(S) Title', lang: 'en' })
  assert.deepEqual(
    blocks.map(({ mark, text }) => [mark, text]),
    [
      [null, '(S) Heading'],
      [null, '(a) One.'],
    ],
  )
})

test('a text of over 4 MiB is refused', () => {
  assert.throws(() => parsePlainText('x'.repeat(4_194_305), psr), code('marking/too-large'))
})

test('what cannot be seen is shown by its number, and marks are not heaped on a letter', () => {
  const { blocks } = own('a\u200Bb\u202Ec\uFEFF\u00A0d\te\u{E0041}\n\u2066f', 'SECRET')
  assert.equal(blocks[0]?.text, 'a[U+200B]b[U+202E]c[U+FEFF] d e[U+E0041]\n[U+2066]f')
  const heaped = own(`x${'\u0488'.repeat(6)}`, 'SECRET').blocks[0]?.text
  assert.equal(heaped, `x${'\u0488'.repeat(4)}[U+0488][U+0488]`)
  assert.equal(own('Ma\u0304ori', 'SECRET').blocks[0]?.text, 'Māori')
})

test('whatever text it is, lines hold all of it and none is wider than it may be', () => {
  const piece = fc.constantFrom('a', 'Word', ' ', '、', '（', '漢', 'ー', '\u3000', 'Māui', '/')
  const columns = (character: string): number => (isWide(character) ? 2 : 1)
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.integer({ min: 2, max: 20 }),
      (parts, width) => {
        const text = parts.join('')
        const lines = breakLines(text, width, columns)
        const bare = (line: string): string => line.replaceAll(/[ \u3000]/g, '')
        assert.equal(bare(lines.join('')), bare(text))
        for (const line of lines) {
          assert.ok(widthOfLine(line, columns) <= width, line)
        }
      },
    ),
  )
  assert.deepEqual(breakLines('これは「長い」文。', 8, columns), ['これは', '「長い」', '文。'])
  assert.deepEqual(breakLines('two words', 5, columns), ['two', 'words'])
})
