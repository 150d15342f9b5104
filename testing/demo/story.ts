/**
 * The story: a report goes from Tokyo to Wellington and one comes back, past everybody who may not.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { webSegmentCipher } from '@entente/core/tdf'
import { exportContainer, openDocument } from '@entente/sdk'

import {
  approve,
  bringIntoForce,
  clear,
  delivered,
  type Desks,
  know,
  purpose,
  read,
} from './acts.ts'
import { largeSource, maritimeReport, textSource } from './content.ts'
import { tellOfCustody } from './custody.ts'
import { levels, marked, prepare, type Released, seal, type Story } from './documents.ts'
import { createDesk } from './officers.ts'
import { showLabel, showPages } from './pages.ts'
import { entente } from './proof.ts'
import { openTampered, tellOfRefusals } from './refusals.ts'

/** Plays the story and gives what was released; throws where a step does not end as it has to. */
export async function tellTheStory(story: Story): Promise<readonly Released[]> {
  const { report, tokyo, wellington, pact } = story
  const desks = { tokyo: createDesk('jpn', pact), wellington: createDesk('nzl', pact) }

  report.chapter({ en: '2. From Tokyo to Wellington', ja: '2. 東京からウェリントンへ' })
  await report.done(
    'grants',
    {
      en: 'Security officers clear people and accredit facilities',
      ja: '保全責任者が適性評価・施設認定・名簿を登録する',
    },
    async () => {
      await clear(tokyo, desks.tokyo)
      await clear(wellington, desks.wellington)
    },
  )
  const draft = await report.done(
    'seal',
    {
      en: 'An author in Tokyo seals a maritime report, 極秘',
      ja: '東京の作成者が海上保安情報を「極秘」で封印する',
    },
    () => seal(tokyo, levels.gokuhi, textSource(maritimeReport)),
  )
  await showLabel(story, draft)
  await report.refused(
    'pact-not-in-force',
    { en: 'Release while the pact is not in force', ja: '発効前の提供' },
    'pact/not-in-force',
    () => prepare(story, tokyo, draft, 'nzl'),
  )
  await report.done(
    'in-force',
    {
      en: 'Notices: signed, in force, each acknowledged by the other',
      ja: '署名・発効の通告を交わし、互いに確認する',
    },
    () => bringIntoForce(story, desks),
  )

  await report.refused(
    'third-party',
    { en: 'Release to a third party', ja: '第三者への提供' },
    'pact/not-released',
    () => prepare(story, tokyo, draft, 'aus'),
  )
  const release = await report.done(
    'prepare',
    {
      en: 'The author prepares the release; pre-check finds nothing',
      ja: '作成者が提供を準備する（事前確認に問題なし）',
    },
    () => prepare(story, tokyo, draft, 'nzl'),
  )
  await report.refused(
    'author-approves',
    { en: 'The author approves', ja: '作成者自身による承認' },
    'decision/author-approves',
    () => approve(tokyo, 'author', release),
  )
  await report.done(
    'approve',
    {
      en: 'A releasing officer opens, recomputes, and signs',
      ja: '提供担当官が開封・再計算のうえ署名する',
    },
    () => approve(tokyo, 'releaser', release),
  )
  await report.done(
    'deliver',
    { en: 'Delivered: copy no. 1, receipt with its proof', ja: '送達: 写し第1号、証明付き受領証' },
    () => delivered(tokyo, release),
  )

  report.chapter({ en: '3. Who opens it, and who may not', ja: '3. 開封できる者、できない者' })
  await tellOfRefusals(story, desks, draft)
  const text = await report.done(
    'open',
    { en: 'The cleared analyst in Wellington opens it', ja: 'ウェリントンの有資格者が開封する' },
    async () => {
      const opened = await read(wellington, 'reader', draft, purpose)
      if (opened !== maritimeReport) throw new Error('another text came out')
      return opened
    },
  )
  const marking = await report.done(
    'marking',
    { en: 'Its marking in Wellington', ja: 'ウェリントンでの表示' },
    () =>
      marked(wellington, draft, {
        en: 'JAPAN 極秘 / SECRET//REL TO JPN, NZL',
        ja: '日本国 極秘 / SECRET//REL TO JPN, NZL',
      }),
  )
  report.show(marking[story.lang])
  await showPages(story, draft, text)
  await report.done(
    'inspect',
    {
      en: 'Exported, still sealed: `entente tdf inspect` reads it',
      ja: '封印のまま書き出し、`entente tdf inspect` で読む',
    },
    async () => {
      const file = join(story.root, 'released.tdf')
      const { client } = await wellington.as('reader')
      await writeFile(file, exportContainer(client, draft))
      await entente('tdf', 'verify', file)
      const seen = await entente('tdf', 'inspect', file)
      if (!/極秘/.test(seen)) throw new Error('the label is not shown')
    },
  )
  await report.refused(
    'tampered',
    { en: 'A changed container', ja: '改変された容器' },
    'tdf/segment',
    () => openTampered(wellington, draft),
  )

  report.chapter({
    en: '4. Whose key service must say yes',
    ja: '4. 鍵を渡すことに同意すべき者',
  })
  const custody = await tellOfCustody(story, desks, draft)
  return [
    { originator: tokyo, recipient: wellington, release },
    ...custody,
    { originator: wellington, recipient: tokyo, release: await backFromWellington(story, desks) },
    { originator: tokyo, recipient: wellington, release: await largeFile(story, desks) },
  ]
}

async function backFromWellington(story: Story, desks: Desks): Promise<string> {
  const { report, tokyo, wellington } = story
  report.chapter({ en: '5. Back to Tokyo, and large files', ja: '5. 東京への返信と大きなファイル' })
  const draft = await report.done(
    'seal-back',
    {
      en: 'Wellington seals an assessment, SECRET',
      ja: 'ウェリントンが評価文書を SECRET で封印する',
    },
    () => seal(wellington, levels.secret, textSource('Assessment / 評価\n')),
  )
  const release = await prepare(story, wellington, draft, 'jpn', desks)
  await report.done(
    'release-back',
    { en: 'It is approved and delivered to Tokyo', ja: '承認され、東京に送達される' },
    async () => {
      await approve(wellington, 'releaser', release)
      await delivered(wellington, release)
    },
  )
  await know(tokyo, desks.tokyo, draft)
  const marking = await report.done(
    'marking-back',
    { en: 'Its marking in Tokyo', ja: '東京での表示' },
    () =>
      marked(tokyo, draft, {
        en: 'NEW ZEALAND SECRET / 極秘 RELEASABLE TO NEW ZEALAND, JAPAN',
        ja: 'ニュージーランド SECRET / 極秘 提供先：ニュージーランド、日本',
      }),
  )
  report.show(marking[story.lang])
  return release
}

async function largeFile(story: Story, desks: Desks): Promise<string> {
  const { report, tokyo, wellington, megabytes } = story
  const draft = await report.done(
    'seal-large',
    { en: `A file of ${megabytes} MiB is sealed`, ja: `${megabytes} MiB のファイルを封印する` },
    () => seal(tokyo, levels.gokuhi, largeSource(megabytes << 20)),
  )
  const release = await prepare(story, tokyo, draft, 'nzl', desks)
  await report.done(
    'release-large',
    { en: 'It is approved and delivered', ja: '承認され、送達される' },
    async () => {
      await approve(tokyo, 'releaser', release)
      await delivered(tokyo, release)
    },
  )
  await know(wellington, desks.wellington, draft)
  await report.done(
    'open-large',
    { en: 'It is opened, streamed', ja: '逐次復号して開封する' },
    async () => {
      const { client } = await wellington.as('reader')
      const { plaintext } = await openDocument(client, draft, purpose, webSegmentCipher)
      let size = 0
      for await (const piece of plaintext) size += piece.length
      if (size !== megabytes << 20) throw new Error('another size came out')
    },
  )
  return release
}
