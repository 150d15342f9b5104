/**
 * What people of the demo do with one document, each at their own machine.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'

import type { Hash } from '@entente/core/crypto'
import type { LevelKey } from '@entente/core/pact'
import { type ByteSource, type Manifest, parseManifest } from '@entente/core/tdf'
import { createDraft, fetchBytes, listDocuments, prepareRelease } from '@entente/sdk'

import { type Desks, know, purpose, type Sides } from './acts.ts'
import { labelFor } from './content.ts'
import type { Language, Reporter } from './report.ts'
import type { RunningMember } from './running.ts'

/** Who and what takes part. */
export interface Story extends Sides {
  readonly report: Reporter
  readonly pact: Hash
  readonly lang: Language
  readonly root: string
  /** Where the pages go that people look at. */
  readonly pages: string
  readonly megabytes: number
}

/** A release that was decided: by whom, and who received it. */
export interface Released {
  readonly originator: RunningMember
  readonly recipient: RunningMember
  readonly release: string
}

/** Levels that the documents of the demo have. */
export const levels = {
  hi: { regime: 'urn:entente:regime:jpn:hiketsu', level: '秘' },
  gokuhi: { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' },
  kimitsu: { regime: 'urn:entente:regime:jpn:hiketsu', level: '機密' },
  tokutei: { regime: 'urn:entente:regime:jpn:tokutei-himitsu', level: '特定秘密' },
  secret: { regime: 'urn:entente:regime:nzl:psr', level: 'SECRET' },
} as const satisfies Record<string, LevelKey>

/** An author seals a draft and registers it. */
export async function seal(
  member: RunningMember,
  level: LevelKey,
  content: ByteSource,
): Promise<string> {
  const { client } = await member.as('author')
  const document = randomUUID()
  const draft = {
    document,
    title: '海上保安情報 / Maritime report',
    case: null,
    label: labelFor(level, new Date()),
    mimeType: 'text/plain',
    content,
  }
  await createDraft(client, draft)
  return document
}

/** An author prepares a release, once those who approve and read need to know. */
export async function prepare(
  { pact }: Pick<Story, 'pact'>,
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

/** The marking that the register shows, and that has to be this one. */
export async function marked(
  member: RunningMember,
  document: string,
  marking: Record<Language, string>,
): Promise<Record<Language, string>> {
  const { client } = await member.as('reader')
  for await (const line of listDocuments(client)) {
    if (line.document !== document) continue
    if (line.marking.en === marking.en && line.marking.ja === marking.ja) return line.marking
    throw new Error(`the marking is ${JSON.stringify(line.marking)}`)
  }
  throw new Error('the register does not show the document')
}

/** The manifest as a person gets it. */
export async function manifestOf(
  member: RunningMember,
  who: string,
  document: string,
): Promise<Manifest> {
  const bytes = await rawBytes(member, who, `/api/documents/${document}/manifest`)
  return parseManifest(bytes)
}

/** The bytes at a path as a person gets them. */
export async function rawBytes(
  member: RunningMember,
  who: string,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { client } = await member.as(who)
  return new Uint8Array(await (await fetchBytes(client, path)).arrayBuffer())
}
