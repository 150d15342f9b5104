/**
 * What the demo sends: a maritime report, a large file, and the labels they get.
 *
 * @module
 */
import { formatLabel, parseInstant } from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import type { LevelKey } from '@entente/core/pact'

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
export function labelFor({ regime, level }: LevelKey, now: Date): string {
  const review = new Date(now.getTime() + 5 * 365 * 86_400_000)
  return fromUtf8(
    formatLabel({
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
    }),
  )
}

/** The bytes of a text as a stream. */
export async function* textStream(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text)
}

/** `bytes` bytes that compress badly and are made fast. */
export async function* largeStream(bytes: number): AsyncGenerator<Uint8Array> {
  const piece = crypto.getRandomValues(new Uint8Array(65_536))
  const block = new Uint8Array(1 << 20)
  for (let at = 0; at < block.length; at += piece.length) block.set(piece, at)
  for (let left = bytes; left > 0; left -= block.length) {
    yield left < block.length ? block.subarray(0, left) : block
  }
}
