import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { formatCsv, formatMoment, tableCells, type TableRow } from './table.ts'

const row: TableRow = {
  registeredAt: '2026-11-25T16:30:00.000Z',
  document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
  release: '0f0e0d0c0b0a09080706050403020100',
  copy: 2,
  marking: { en: 'SECRET', ja: '極秘' },
  title: '海上保安情報',
  originator: 'jpn',
  addressee: 'nzl',
  receiptAt: null,
  destroyedAt: null,
}

test('a Japanese register counts years by era and days by Japan, with the zone', () => {
  assert.equal(formatMoment(row.registeredAt, 'ja', 'Asia/Tokyo'), '令和8年11月26日 01:30 JST')
  assert.equal(
    formatMoment('2019-04-30T14:59:00.000Z', 'ja', 'Asia/Tokyo'),
    '平成31年4月30日 23:59 JST',
  )
  assert.equal(
    formatMoment('2019-04-30T15:00:00.000Z', 'ja', 'Asia/Tokyo'),
    '令和元年5月1日 00:00 JST',
  )
})

test('other registers count as ISO 8601 does, with the zone of that day', () => {
  assert.equal(formatMoment(row.registeredAt, 'en', 'UTC'), '2026-11-25 16:30 UTC')
  assert.equal(formatMoment(row.registeredAt, 'en', 'Pacific/Auckland'), '2026-11-26 05:30 NZDT')
  assert.equal(
    formatMoment('2026-07-01T00:00:00.000Z', 'en', 'Pacific/Auckland'),
    '2026-07-01 12:00 NZST',
  )
  assert.equal(formatMoment(row.registeredAt, 'ja', 'UTC'), '2026-11-25 16:30 UTC')
})

test('a row has the columns of the register, in both languages', () => {
  for (const [language, marking] of [
    ['en', 'SECRET'],
    ['ja', '極秘'],
  ] as const) {
    const [head = [], cells = []] = tableCells([row], { language, zone: 'Asia/Tokyo' })
    assert.equal(head.length, cells.length)
    assert.equal(new Set(head).size, head.length)
    assert.deepEqual(cells.slice(1), [
      row.document,
      row.release,
      '2',
      marking,
      row.title,
      'jpn',
      'nzl',
      '',
      '',
    ])
  }
})

for (const hostile of [
  '=HYPERLINK("https://example.org")',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1+1',
  '＋1',
  '－1',
  '＠A1',
  '\u0000=1',
  '\u3000=1',
]) {
  test(`a spreadsheet does not compute ${JSON.stringify(hostile)}`, () => {
    assert.equal(formatCsv([[hostile]]), `\uFEFF"'${hostile.replaceAll('"', '""')}"\r\n`)
  })
}

test('whatever is in the cells, a reader of CSV gets as many cells, each as it was', () => {
  const cells = fc.array(fc.string({ unit: 'binary' }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 4 }), (rows) => {
      assert.deepEqual(
        readCsv(formatCsv(rows)).map((some) => some.map((cell) => cell.replace(/^'/, ''))),
        rows.map((some) => some.map((cell) => cell.replace(/^'/, ''))),
      )
    }),
  )
})

/** RFC 4180 by its grammar: every cell is quoted. */
function readCsv(text: string): readonly (readonly string[])[] {
  assert.ok(text.startsWith('\uFEFF'))
  const rows: string[][] = [[]]
  const pattern = /"((?:[^"]|"")*)"(,|\r\n)/gy
  pattern.lastIndex = 1
  for (;;) {
    const found = pattern.exec(text)
    if (!found) break
    rows.at(-1)?.push((found[1] ?? '').replaceAll('""', '"'))
    if (found[2] !== ',') rows.push([])
  }
  assert.deepEqual(rows.pop(), [])
  return rows
}
