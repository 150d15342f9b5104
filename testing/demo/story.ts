/**
 * The story: a report goes from Tokyo to Wellington and one comes back, past everybody who may not.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import type { Hash } from '@entente/core/crypto'
import type { LevelKey } from '@entente/core/pact'
import { bytesSource, openParts, parseManifest, webSegmentCipher } from '@entente/core/tdf'
import {
  createDraft,
  fetchBytes,
  listDocuments,
  openDocument,
  prepareRelease,
  requestKeys,
} from '@entente/sdk'

import {
  approve,
  bringIntoForce,
  clear,
  clearAgain,
  delivered,
  type Desks,
  know,
  purpose,
  read,
  sealing,
  type Sides,
} from './acts.ts'
import { labelFor, largeStream, maritimeReport, textStream } from './content.ts'
import { createDesk, needToKnow } from './officers.ts'
import type { Reporter } from './report.ts'
import type { RunningMember } from './running.ts'

/** Who and what takes part. */
export interface Story extends Sides {
  readonly report: Reporter
  readonly pact: Hash
  readonly root: string
  readonly megabytes: number
}

const gokuhi: LevelKey = { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }
const tokutei: LevelKey = { regime: 'urn:entente:regime:jpn:tokutei-himitsu', level: '特定秘密' }
const secret: LevelKey = { regime: 'urn:entente:regime:nzl:psr', level: 'SECRET' }

/** A release that was decided, and whose it is. */
export interface ReleasedBy {
  readonly member: RunningMember
  readonly release: string
}

/** Plays the story and gives what was released; throws where a step does not end as it has to. */
export async function tellTheStory(story: Story): Promise<readonly ReleasedBy[]> {
  const { report, tokyo, wellington, pact } = story
  const desks = { tokyo: createDesk('jpn', pact), wellington: createDesk('nzl', pact) }

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
    () => seal(story, tokyo, gokuhi, () => textStream(maritimeReport)),
  )
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

  await refusals(story, desks, draft)
  await report.done(
    'open',
    { en: 'The cleared analyst in Wellington opens it', ja: 'ウェリントンの有資格者が開封する' },
    async () => {
      const text = await read(wellington, 'reader', draft, purpose)
      if (text !== maritimeReport) throw new Error('another text came out')
    },
  )
  await report.done(
    'marking',
    { en: 'Its marking there: JAPAN 極秘 / SECRET', ja: '現地での表示: JAPAN 極秘 / SECRET' },
    () => marked(wellington, draft, 'JAPAN 極秘 / SECRET'),
  )
  await report.refused(
    'tampered',
    { en: 'A changed container', ja: '改変された容器' },
    'tdf/segment',
    () => openTampered(wellington, draft),
  )

  return [
    { member: tokyo, release },
    { member: wellington, release: await backFromWellington(story, desks) },
    { member: tokyo, release: await jointCustody(story, desks) },
    { member: tokyo, release: await largeFile(story, desks) },
  ]
}

async function refusals(
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

async function backFromWellington(story: Story, desks: Desks): Promise<string> {
  const { report, tokyo, wellington } = story
  const draft = await report.done(
    'seal-back',
    {
      en: 'Wellington seals an assessment, SECRET',
      ja: 'ウェリントンが評価文書を SECRET で封印する',
    },
    () => seal(story, wellington, secret, () => textStream('Assessment / 評価\n')),
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
  await report.done(
    'marking-back',
    {
      en: 'Its marking there: NEW ZEALAND SECRET / 極秘',
      ja: '東京での表示: NEW ZEALAND SECRET / 極秘',
    },
    () => marked(tokyo, draft, 'NEW ZEALAND SECRET / 極秘'),
  )
  return release
}

async function jointCustody(story: Story, desks: Desks): Promise<string> {
  const { report, tokyo, wellington } = story
  const draft = await seal(story, tokyo, tokutei, () => textStream('特定秘密 (例示)\n'))
  await know(tokyo, desks.tokyo, draft)
  const manifest = await manifestOf(tokyo, 'author', draft)
  await report.refused(
    'other-organ',
    { en: 'A clearance that another organ granted', ja: '他の機関による適性評価' },
    'decision/clearance-of-other-organ',
    async () => requestKeys((await tokyo.as('second')).client, manifest, purpose),
  )
  const release = await prepare(story, tokyo, draft, 'nzl', desks)
  await report.done(
    'joint',
    {
      en: '特定秘密: two approvals, joint custody, opened with both services',
      ja: '特定秘密: 二名の承認、共同の鍵管理、双方の同意で開封',
    },
    async () => {
      await clearAgain(tokyo, desks.tokyo)
      await approve(tokyo, 'releaser', release)
      await approve(tokyo, 'second', release)
      await delivered(tokyo, release)
      await know(wellington, desks.wellington, draft)
      await read(wellington, 'reader', draft, purpose)
    },
  )
  return release
}

async function largeFile(story: Story, desks: Desks): Promise<string> {
  const { report, tokyo, wellington, megabytes } = story
  const draft = await report.done(
    'seal-large',
    { en: `A file of ${megabytes} MiB is sealed`, ja: `${megabytes} MiB のファイルを封印する` },
    () => seal(story, tokyo, gokuhi, () => largeStream(megabytes << 20)),
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

async function seal(
  { root }: Story,
  member: RunningMember,
  level: LevelKey,
  plaintext: () => AsyncIterable<Uint8Array>,
): Promise<string> {
  const { client } = await member.as('author')
  const document = randomUUID()
  const file = join(root, `${document}.sealed`)
  const out = createWriteStream(file)
  const draft = {
    document,
    title: '海上保安情報 / Maritime report',
    case: null,
    labelXml: labelFor(level, new Date()),
    mimeType: 'text/plain',
    plaintext: plaintext(),
  }
  await createDraft(client, draft, {
    ...sealing,
    async write(stored) {
      if (!out.write(stored)) await once(out, 'drain')
    },
    stored() {
      out.end()
      return Readable.toWeb(createReadStream(file, { highWaterMark: 1 << 20 }))
    },
  })
  await rm(file)
  return document
}

async function prepare(
  { pact }: Story,
  member: RunningMember,
  document: string,
  recipient: string,
  desks?: Desks,
): Promise<string> {
  const { client } = await member.as('author')
  if (desks)
    await know(member, member.founded.id === 'jpn' ? desks.tokyo : desks.wellington, document)
  const notAfter = new Date(Date.now() + 86_400_000).toISOString()
  return prepareRelease(client, document, {
    pact,
    recipients: [recipient],
    purposes: [purpose],
    notAfter,
  })
}

async function marked(member: RunningMember, document: string, marking: string): Promise<void> {
  const { client } = await member.as('reader')
  for await (const line of listDocuments(client)) {
    if (line.document === document && line.marking.en === marking) return
  }
  throw new Error(`no document with the marking ${marking}`)
}

async function manifestOf(member: RunningMember, who: string, document: string) {
  const bytes = await rawBytes(member, who, `/api/documents/${document}/manifest`)
  return parseManifest(bytes)
}

/** What a courier could do: change one byte of the payload on its way. */
async function openTampered(member: RunningMember, document: string): Promise<void> {
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

async function rawBytes(
  member: RunningMember,
  who: string,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { client } = await member.as(who)
  return new Uint8Array(await (await fetchBytes(client, path)).arrayBuffer())
}
