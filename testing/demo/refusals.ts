/**
 * Everybody who may not open the document, and why.
 *
 * @module
 */
import { bytesSource, openParts, webSegmentCipher } from '@entente/core/tdf'
import { requestKeys } from '@entente/sdk'

import { type Desks, purpose, read } from './acts.ts'
import { manifestOf, rawBytes, type Story } from './documents.ts'
import { needToKnow } from './officers.ts'
import type { RunningMember } from './running.ts'

/** Each is refused before the key service is asked and by the key service itself. */
export async function tellOfRefusals(
  { report, wellington }: Story,
  { wellington: desk }: Desks,
  draft: string,
): Promise<void> {
  const { client, person } = await wellington.as('controller')
  const grant = async (name: string): Promise<void> => {
    const reader = wellington.founded.people[name]
    if (reader) await desk.grant(client, person.signer, needToKnow(reader.person, draft, purpose))
  }
  for (const name of ['reader', 'uncleared', 'expired', 'elsewhere']) await grant(name)
  const cases = [
    [
      'uncleared',
      'uncleared',
      'decision/no-clearance',
      { en: 'An uncleared reader', ja: '適性評価のない者' },
    ],
    [
      'expired-clearance',
      'expired',
      'decision/clearance-expired',
      { en: 'A reader whose clearance has expired', ja: '適性評価の有効期間が過ぎた者' },
    ],
    [
      'facility',
      'elsewhere',
      'decision/facility-not-accredited',
      { en: 'A reader at a facility that is not accredited', ja: '認定されていない施設の者' },
    ],
  ] as const
  for (const [name, who, code, title] of cases) {
    await report.refused(name, title, code, () => read(wellington, who, draft, purpose))
  }
  const factors = [
    [
      'uncleared-key',
      'uncleared',
      purpose,
      'decision/no-clearance',
      { en: 'The same, asking the key service itself', ja: '同じ者が鍵管理サービスに直接請求' },
    ],
    [
      'expired-key',
      'expired',
      purpose,
      'decision/clearance-expired',
      { en: 'Expired clearance, at the key service', ja: '期限切れの適性評価（鍵の請求）' },
    ],
    [
      'facility-key',
      'elsewhere',
      purpose,
      'decision/facility-not-accredited',
      { en: 'Facility not accredited, at the key service', ja: '施設の未認定（鍵の請求）' },
    ],
    [
      'wrong-purpose',
      'reader',
      'economic-security',
      'decision/wrong-purpose',
      { en: 'The right reader, for another purpose', ja: '正当な読者、別の目的' },
    ],
  ] as const
  const manifest = await manifestOf(wellington, 'reader', draft)
  for (const [name, who, why, code, title] of factors) {
    await report.refused(name, title, code, async () =>
      requestKeys((await wellington.as(who)).client, manifest, why),
    )
  }
}

/** What a courier could do: change one byte of the payload on its way. */
export async function openTampered(member: RunningMember, document: string): Promise<void> {
  const { client } = await member.as('reader')
  const manifest = await manifestOf(member, 'reader', document)
  const payload = await rawBytes(member, 'reader', `/api/documents/${document}/payload`)
  payload[20] = (payload[20] ?? 0) ^ 1
  const keys = await requestKeys(client, manifest, purpose)
  const { plaintext } = await openParts(manifest, bytesSource(payload), {
    keys,
    cipher: webSegmentCipher,
  })
  for await (const _ of plaintext) throw new Error('something of it was given')
}
