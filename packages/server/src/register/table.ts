/**
 * The register as a table that is printed or handed over: a row a copy, the columns of the registers of the EU
 * and of Japan.
 *
 * @module
 */

/** What a row says; times are instants, null where nothing has happened. */
export interface TableRow {
  /** When it was received here, or registered where it is our own. */
  readonly registeredAt: string
  readonly document: string
  readonly release: string | null
  readonly copy: number | null
  readonly marking: { readonly en: string; readonly ja: string }
  readonly title: string
  readonly originator: string
  readonly addressee: string | null
  readonly receiptAt: string | null
  readonly destroyedAt: string | null
}

/** A language of a table. */
export type TableLanguage = 'en' | 'ja'

/** Zones in which registers are kept. */
export const tableZones = ['UTC', 'Asia/Tokyo', 'Pacific/Auckland'] as const

/** How a table is written. */
export interface TableForm {
  readonly language: TableLanguage
  readonly zone: (typeof tableZones)[number]
}

/** Head and rows as texts. */
export function tableCells(
  rows: readonly TableRow[],
  { language, zone }: TableForm,
): readonly (readonly string[])[] {
  const moment = (at: string | null): string =>
    at === null ? '' : formatMoment(at, language, zone)
  return [
    heads[language],
    ...rows.map((row) => [
      moment(row.registeredAt),
      row.document,
      row.release ?? '',
      row.copy === null ? '' : String(row.copy),
      row.marking[language],
      row.title,
      row.originator,
      row.addressee ?? '',
      moment(row.receiptAt),
      moment(row.destroyedAt),
    ]),
  ]
}

/**
 * A table as CSV (RFC 4180) with a byte order mark, without which spreadsheets misread Japanese. A cell that a
 * spreadsheet would compute begins with an apostrophe: titles come from others.
 */
export function formatCsv(cells: readonly (readonly string[])[]): string {
  const lines = cells.map((row) => row.map(quoted).join(','))
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`
}

/** A moment with its zone; Japanese registers count years by era (令和8年). */
export function formatMoment(at: string, language: TableLanguage, zone: TableForm['zone']): string {
  const date = new Date(at)
  const era = language === 'ja' && zone === 'Asia/Tokyo'
  const day = era
    ? new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: zone })
    : new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone })
  const time = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'short', timeZone: zone }).format(date)
  return `${day.format(date)} ${time} ${zoneName(date, zone)}`
}

function zoneName(date: Date, zone: TableForm['zone']): string {
  if (zone === 'UTC') return 'UTC'
  const locale = zone === 'Asia/Tokyo' ? 'ja-JP' : 'en-NZ'
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })
  return parts.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? zone
}

function quoted(cell: string): string {
  const inert = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u.test(cell) ? `'${cell}` : cell
  return `"${inert.replaceAll('"', '""')}"`
}

const heads: Readonly<Record<TableLanguage, readonly string[]>> = {
  en: [
    'Date received or registered',
    'Reference',
    'Release',
    'Copy no.',
    'Classification',
    'Title',
    'Originator',
    'Addressee',
    'Date receipt returned',
    'Date returned or destroyed',
  ],
  ja: [
    '受領又は登録年月日',
    '文書番号',
    '提供番号',
    '写し番号',
    '表示',
    '件名',
    '提供者',
    '受領者',
    '受領証受取年月日',
    '返却又は破棄年月日',
  ],
}
