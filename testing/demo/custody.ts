/**
 * Whose key service must say yes: the originator's, the recipient's, or both; and with the originator gone.
 *
 * @module
 */
import { requestKeys } from '@entente/sdk'

import {
  approve,
  clearAgain,
  delivered,
  designate,
  type Desks,
  know,
  purpose,
  read,
} from './acts.ts'
import { textSource } from './content.ts'
import { levels, manifestOf, prepare, type Released, seal, type Story } from './documents.ts'

/** 特定秘密 and 機密, each approved by two; `openTo` was released in the recipient's custody before. */
export async function tellOfCustody(
  story: Story,
  desks: Desks,
  openTo: string,
): Promise<readonly Released[]> {
  const { report, tokyo, wellington } = story
  const joint = await seal(tokyo, levels.tokutei, textSource('特定秘密 (例示)\n'))
  await know(tokyo, desks.tokyo, joint)
  await report.refused(
    'not-designated',
    { en: '特定秘密 that no organ has designated', ja: '機関の長の指定のない特定秘密' },
    'decision/not-designated',
    () => prepare(story, tokyo, joint, 'nzl'),
  )
  await designate(tokyo, desks.tokyo, joint)
  const manifest = await manifestOf(tokyo, 'author', joint)
  await report.refused(
    'other-organ',
    { en: 'A clearance that another organ granted', ja: '他の機関による適性評価' },
    'decision/clearance-of-other-organ',
    async () => requestKeys((await tokyo.as('second')).client, manifest, purpose),
  )
  await clearAgain(tokyo, desks.tokyo)

  const jointRelease = await report.done(
    'joint',
    {
      en: '特定秘密: two approvals, joint custody, opened with both services',
      ja: '特定秘密: 二名の承認、共同の鍵管理、双方の同意で開封',
    },
    () => release(story, desks, joint),
  )
  const atHome = await seal(tokyo, levels.kimitsu, textSource('機密 (例示)\n'))
  const originatorRelease = await report.done(
    'originator',
    {
      en: '機密: two approvals, custody at the originator, opened by its leave',
      ja: '機密: 二名の承認、提供者の鍵管理、その同意で開封',
    },
    () => release(story, desks, atHome),
  )

  await tokyo.kill()
  await report.done(
    'recipient-alone',
    {
      en: 'Tokyo is cut off: what Wellington holds the key of still opens',
      ja: '東京が応答しない間も、鍵が受領者にある文書は開封できる',
    },
    () => read(wellington, 'reader', openTo, purpose),
  )
  for (const [name, document, title] of [
    [
      'joint-alone',
      joint,
      { en: 'What is in joint custody does not', ja: '共同の鍵管理では開封できない' },
    ],
    [
      'originator-alone',
      atHome,
      { en: 'Nor what is in Tokyo’s own custody', ja: '提供者の鍵管理でも開封できない' },
    ],
  ] as const) {
    await report.refused(name, title, 'federation/unreachable', () =>
      read(wellington, 'reader', document, purpose),
    )
  }
  await report.done(
    'restart',
    {
      en: 'Tokyo starts again, and both open as before',
      ja: '東京が復旧し、いずれも再び開封できる',
    },
    async () => {
      await tokyo.restart()
      await read(wellington, 'reader', joint, purpose)
      await read(wellington, 'reader', atHome, purpose)
    },
  )
  return [jointRelease, originatorRelease].map((id) => ({
    originator: tokyo,
    recipient: wellington,
    release: id,
  }))
}

/** Releases to Wellington by two officers, and lets the reader there open it. */
async function release(story: Story, desks: Desks, document: string): Promise<string> {
  const { tokyo, wellington } = story
  const id = await prepare(story, tokyo, document, 'nzl', desks)
  await approve(tokyo, 'releaser', id)
  await approve(tokyo, 'second', id)
  await delivered(tokyo, id)
  await know(wellington, desks.wellington, document)
  await read(wellington, 'reader', document, purpose)
  return id
}
