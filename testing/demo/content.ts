/**
 * What the demo sends: a maritime report, a large file, and the labels they get.
 *
 * @module
 */
import { formatLabel, type Label, parseInstant } from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import type { LevelKey } from '@entente/core/pact'
import { type ByteSource, bytesSource } from '@entente/core/tdf'
import type { GivenLabel } from '@entente/sdk'

/** A maritime report in both languages. All of it is made up. */
export const maritimeReport = `# 海上保安情報 第12号（例示） / Maritime report no. 12 (illustrative)

（極秘）東シナ海において、船舶自動識別装置を停止した船舶三隻が瀬取りを行った疑いがある。

（極秘）Three vessels with their AIS switched off are suspected of ship-to-ship transfers in the East China Sea.

（秘）位置 / Position: 30°14′N 126°03′E   時刻 / Time: 2026-11-24 03:20 JST (UTC+09:00)
`

/** Policies as they call themselves. */
const policyNames: Readonly<Record<string, string>> = {
  'urn:entente:regime:jpn:hiketsu': '省秘',
  'urn:entente:regime:jpn:tokutei-himitsu': '特定秘密',
  'urn:entente:regime:nzl:psr': 'NZ PSR',
}

/** A label of a member for its own level, releasable to both members. */
export function labelFor({ regime, level }: LevelKey, now: Date): GivenLabel {
  const review = new Date(now.getTime() + 5 * 365 * 86_400_000)
  const said: Label = {
    kind: 'originator',
    policy: { uri: regime, name: policyNames[regime] ?? 'none' },
    classification: level,
    privacyMark: null,
    categories: [
      { type: 'PERMISSIVE', tagName: 'Releasable To', uri: null, values: ['JPN', 'NZL'] },
    ],
    originator: null,
    created: parseInstant(now.toISOString()),
    review: parseInstant(review.toISOString()),
    succession: null,
  }
  return { xml: fromUtf8(formatLabel(said)), said }
}

/** The bytes of a text. */
export function textSource(text: string): ByteSource {
  return bytesSource(utf8(text))
}

/** `bytes` bytes that compress badly and are made fast, the same each time they are read. */
export function largeSource(bytes: number): ByteSource {
  const block = crypto.getRandomValues(new Uint8Array(65_521))
  return {
    size: bytes,
    async read(offset, length) {
      const piece = new Uint8Array(Math.min(length, bytes - offset))
      for (let at = 0; at < piece.length;) {
        const part = block.subarray((offset + at) % block.length)
        piece.set(part.subarray(0, piece.length - at), at)
        at += part.length
      }
      return piece
    },
  }
}
