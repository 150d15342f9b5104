/**
 * Labels, circumstances and documents that the tests of markings share. The policies are those shipped.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import {
  type Designation,
  type LabelCategory,
  parseSpif,
  resolveLabel,
  type ResolvedLabel,
  type Spif,
} from '@entente/core/label'
import {
  type Circumstances,
  type MarkedText,
  markText,
  parsePlainText,
} from '@entente/core/marking'

import { xmlParser } from '../xml/parser.ts'

/** The moment of all tests. */
export const at = new Date('2026-11-26T04:05:00Z')

/** New Zealand's policy. */
export const psr = policy('nzl/psr')
/** Japan's policy of 省秘. */
export const hiketsu = policy('jpn/hiketsu')
/** Japan's policy of 特定秘密. */
export const tokutei = policy('jpn/tokutei-himitsu')
/** A provider. */
export const japan = { en: 'Japan', ja: '日本国' }
/** The other provider. */
export const newZealand = { en: 'New Zealand', ja: 'ニュージーランド' }

/** A policy among those shipped. */
function policy(name: string): Spif {
  const file = join(import.meta.dirname, `../../../../profiles/${name}.spif.xml`)
  return parseSpif(readFileSync(file), xmlParser)
}

/** A label that is releasable to both members, with more categories if asked for. */
export function label(
  spif: Spif,
  classification: string,
  more: readonly LabelCategory[] = [],
  countries: readonly string[] = ['JPN', 'NZL'],
): ResolvedLabel {
  const releasable = { type: 'PERMISSIVE' as const, tagName: 'Releasable To', uri: null }
  const content = {
    policy: { uri: spif.uris.at(-1) ?? '', name: spif.name },
    classification,
    privacyMark: null,
    categories: [{ ...releasable, values: countries }, ...more],
    originator: null,
    created: at.toISOString(),
    succession: null,
  }
  return resolveLabel(content, spif, at.toISOString())
}

/** A designation that ends on a day. */
export function designation(validUntil: string): Designation {
  return {
    regime: 'tokutei-himitsu',
    number: '外務－12',
    organ: { en: 'Ministry of Foreign Affairs', ja: '外務省' },
    designatedOn: '2024-01-10',
    validUntil,
    extensions: 0,
    cabinetApproval: null,
  }
}

/** Nothing special, in English. */
export const plain: Circumstances = {
  languages: ['en'],
  at,
  received: null,
  designation: null,
  copy: null,
  viewing: null,
}

/** A reader in Tokyo. */
export const viewing: NonNullable<Circumstances['viewing']> = {
  reader: { id: 'reader-7', name: '佐藤 花子' },
  at,
  zone: 'Asia/Tokyo',
}

/** A document of New Zealand. */
export const english = `# Survey vessels

(S) Two vessels crossed the line. Patrol Māui reported each crossing.

## Outlook

(R) No change is expected before the meeting.
`
/** A document of Japan. */
export const japanese = `# 調査船の動向

（極秘）11月3日から17日までの間、調査船2隻が計4回にわたり中間線を越えて航行した。

## 評価

（秘）昨年と同様の傾向である。
`

/** What Wellington reads of a Japanese document, in both languages. */
export function received(circumstances: Partial<Circumstances> = {}): MarkedText {
  return markText(parsePlainText(japanese, hiketsu), label(hiketsu, '極秘'), {
    ...plain,
    languages: ['en', 'ja'],
    received: {
      provider: japan,
      country: 'JPN',
      equivalent: label(psr, 'SECRET'),
      translatedInto: 'en',
    },
    copy: '3',
    viewing,
    ...circumstances,
  })
}

/** A document of New Zealand under a level. */
export function own(text: string, level: string): MarkedText {
  return markText(parsePlainText(text, psr), label(psr, level), plain)
}
