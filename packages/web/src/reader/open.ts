/**
 * Opening a text: the key is asked for by this browser's device key, and used once.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import './no-eval.ts'

import { parseStatement, statementValue } from '@entente/core/crypto'
import { EntenteError } from '@entente/core/lib'
import { findMember, parseTerms, type Terms } from '@entente/core/pact'
import { decisionTexts } from '@entente/core/policy'
import { webSegmentCipher } from '@entente/core/tdf'
import { ApiError, type Client, openDocument, SessionError } from '@entente/sdk'

import { ask, type Asker, Refusal } from '../api/ask.ts'
import type { RegisterLine } from '../api/gen/api.ts'
import type { Work } from '../layout/work.ts'
import type { Language } from '../text/language.tsx'

/** What a document may be opened for: of a pact with its names, or of our own work. */
export type Purpose =
  | {
      readonly id: string
      readonly name: { readonly en: string; readonly ja: string }
    }
  | { readonly id: 'approval' | 'drafting'; readonly name?: undefined }

/** Why what was opened is not shown. */
export type Unreadable = 'not-genuine' | 'not-text' | 'not-utf8' | 'too-large'

/** What became of opening. */
export type OpenedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly why: Unreadable }

/** Bytes of text that a page shows. */
const longest = 4 << 20

/** The purposes there are for a document. Which of them is permitted is for the service to say. */
export async function readPurposes(
  { asker }: Work,
  { direction }: RegisterLine,
): Promise<readonly Purpose[]> {
  const named = (await readTerms(asker)).flatMap(({ purposes }) => purposes)
  const known = [...new Map(named.map(({ id, name }) => [id, { id, name }])).values()]
  return direction === 'own' ? [{ id: 'drafting' }, { id: 'approval' }, ...known] : known
}

/**
 * Opens a document and reads it as text. Nothing is shown of one that does not verify to its end.
 *
 * @throws {Refusal} with every reason where it is denied
 */
export async function openText(
  work: Work,
  line: RegisterLine,
  purpose: string,
  language: Language,
): Promise<OpenedText> {
  if (!/^text\/plain\b/.test(line.mediaType)) return { kind: 'unreadable', why: 'not-text' }
  if (line.size > longest) return { kind: 'unreadable', why: 'too-large' }
  const parts: Uint8Array[] = []
  try {
    const { plaintext } = await openDocument(
      await clientOf(work),
      line.document,
      purpose,
      webSegmentCipher,
    )
    for await (const part of plaintext) parts.push(part)
  } catch (error) {
    if (error instanceof ApiError) throw refusalOf(error, language)
    // A server that did not answer has sent nothing false.
    if (error instanceof SessionError) throw error
    if (error instanceof EntenteError) return { kind: 'unreadable', why: 'not-genuine' }
    throw error
  }
  return decode(parts)
}

async function decode(parts: readonly Uint8Array[]): Promise<OpenedText> {
  const bytes = await new Blob(parts.map((part) => Uint8Array.from(part))).arrayBuffer()
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { kind: 'unreadable', why: 'not-utf8' }
  }
}

/**
 * The client of this session. The appointing key of our member is the one that the newest pact pins: a page
 * that came from the server cannot know it from anybody else.
 */
async function clientOf({ session, asker }: Work): Promise<Client> {
  const { member } = await ask(asker, 'GET /api/member', {})
  const pins = (await readTerms(asker)).map((terms) => findMember(terms, member)).findLast(Boolean)
  if (!pins) throw new TypeError('our member is party to no pact')
  const { ports, cookie, person } = session
  return { member: pins, ports, session: { accessToken: { cookie }, person } }
}

async function readTerms(asker: Asker): Promise<readonly Terms[]> {
  const { items } = await ask(asker, 'GET /api/statements', { query: { kind: 'pact', limit: 200 } })
  return items.map((item) => parseTerms(statementValue(parseStatement(item))))
}

function refusalOf(error: ApiError, language: Language): Refusal {
  const texts: Readonly<Record<string, { readonly en: string; readonly ja: string }>> =
    decisionTexts
  const reasons = error.reasons.map(({ code, article }) => ({
    code,
    article,
    title: texts[code]?.[language] ?? code,
  }))
  return new Refusal({ code: error.code, status: error.status, title: '', reasons, request: '' })
}
