/**
 * Verifying evidence from the id of a pact and nothing else (D1, D3, D21).
 *
 * @module
 */
import { type Hash, statementId, type Statement } from '../crypto/index.ts'
import {
  type Disclosure,
  type EventKind,
  type LedgerEvent,
  verifyDisclosure,
} from '../ledger/index.ts'
import {
  type Approval,
  type Directory,
  emptyDirectory,
  emptyNotices,
  extendDirectory,
  extendNotices,
  type Instant,
  type NoticeChain,
  type Pact,
  PactError,
  parseAcknowledgement,
  parseReceipt,
  type Release,
  type ReleaseContext,
  verifyAcknowledgement,
  verifyPact,
  verifyReceipt,
  verifyRelease,
} from '../pact/index.ts'

import { type Evidence, parseEvidence } from './bundle.ts'
import { EvidenceError } from './errors.ts'
import { cosigners, logKeys, witnessKeys } from './log-keys.ts'

/** One thing that has been shown. */
export type Finding =
  | { readonly kind: 'pact'; readonly id: Hash; readonly members: readonly string[] }
  | {
      readonly kind: 'chains'
      readonly member: string
      readonly appointments: number
      readonly notices: number
    }
  | {
      readonly kind: 'release'
      readonly release: string
      readonly originator: string
      /** Persons who have approved. */
      readonly approvers: number
      /** How many of them by a passkey and no other key: they signed what a page showed them. */
      readonly byPasskey: number
    }
  | {
      readonly kind: 'recorded'
      readonly event: EventKind
      readonly member: string
      readonly index: number
      readonly at: Instant
      /** Members whose witness has cosigned the head above the event. */
      readonly witnesses: readonly string[]
    }
  | { readonly kind: 'receipt'; readonly recipient: string; readonly copy: number }
  | {
      readonly kind: 'opening'
      /** `opened`: by a person of the member. `share-granted`: its KAS gave a share for another's. */
      readonly event: 'opened' | 'share-granted'
      /** Pseudonym of the reader, as the member knows or was told it. */
      readonly reader: string
      readonly purpose: string
      /** Whether the release was made for that purpose. */
      readonly released: boolean
    }
  | {
      readonly kind: 'acknowledgement'
      readonly member: string
      /** Who has signed it. */
      readonly person: string
      /** By the person's own word. */
      readonly at: Instant
      /** By a passkey they have signed what a page showed them. */
      readonly byPasskey: boolean
    }

/** What no record can show; every report of findings says so. */
export const notProven: readonly { readonly en: string; readonly ja: string }[] = [
  {
    en: 'that nothing beside it was left out of a ledger before it was recorded',
    ja: '記録される前に、台帳から何も省かれていないこと',
  },
  {
    en: 'that a member told the truth about its own people',
    ja: '締約者が自らの取扱者について真実を述べたこと',
  },
  {
    en: 'that the chains go no further than the heads the members name: those are their claim',
    ja: '任命と通告の連鎖が、締約者の申告した先頭で終わっていること（先頭は申告による）',
  },
  {
    en: 'that a page showed whoever approved or acknowledged by a passkey what the statement says',
    ja: 'パスキーで承認又は受領確認をした者に、画面が声明の内容どおりに示したこと',
  },
  {
    en: 'any time more exactly than cosignatures bound it',
    ja: '立会署名が限る範囲より正確な時刻',
  },
]

/**
 * Verifies a bundle against the pact id that the verifier was given: a self-signed pact proves nothing.
 *
 * @throws {EvidenceError}, {PactError}, {LedgerError}, {SignatureError} for the first thing that is wrong
 */
export async function verifyEvidence(bytes: Uint8Array, pactId: Hash): Promise<readonly Finding[]> {
  const evidence = parseEvidence(bytes)
  const pact = await verifyPacts(evidence.pacts, pactId)
  const members = pact.terms.members.map(({ id }) => id)
  const context = await verifyChains(pact, evidence)
  const { release, id, approvals } = await verifyRelease(evidence.release, context)
  const findings: Finding[] = [
    { kind: 'pact', id: pact.id, members },
    ...context.directories.map((directory) => ({
      kind: 'chains' as const,
      member: directory.member,
      appointments: directory.head.number,
      notices: context.notices.find(({ member }) => member === directory.member)?.head.number ?? 0,
    })),
    {
      kind: 'release',
      release: release.release,
      originator: release.originator,
      ...countApprovers(approvals),
    },
  ]
  if (evidence.released) {
    const { originator } = release
    findings.push(
      await verifyRecorded('released', evidence.released, { release, id }, originator, context),
    )
  }
  for (const { statement: signed, received } of evidence.receipts) {
    const { recipient, copy } = await verifyReceiptOf(signed, { release, id }, context)
    findings.push({ kind: 'receipt', recipient, copy })
    findings.push(await verifyRecorded('received', received, { release, id }, recipient, context))
  }
  for (const { member, opened } of evidence.openings) {
    findings.push(openingOf(opened.event, member, release))
    findings.push(await placeOf(opened, member, context))
  }
  for (const one of evidence.acknowledgements) {
    findings.push(await acknowledgementOf(one, evidence.release, context))
    findings.push(await placeOf(one.recorded, one.member, context))
  }
  return findings
}

function countApprovers(
  approvals: readonly Approval[],
): Pick<Extract<Finding, { kind: 'release' }>, 'approvers' | 'byPasskey'> {
  const all = new Set(approvals.map(({ person }) => person))
  const hybrid = approvals.filter(({ suite }) => suite === 'jws-hybrid')
  const others = new Set(hybrid.map(({ person }) => person))
  return { approvers: all.size, byPasskey: all.size - others.size }
}

/** A person of a party opened it, or the originator gave its share to a recipient's service. */
function openingOf(event: LedgerEvent, member: string, release: Release): Finding {
  const { originator, recipients, purposes } = release
  const opened = event.kind === 'opened' && [originator, ...recipients].includes(member)
  const granted =
    event.kind === 'share-granted' && member === originator && recipients.includes(event.member)
  if (!(opened || granted) || !concerns(event, release)) {
    throw new EvidenceError('evidence/other-event', 'the proof is not of an opening')
  }
  return {
    kind: 'opening',
    event: event.kind,
    reader: event.kind === 'opened' ? event.person : event.pseudonym,
    purpose: event.purpose,
    released: purposes.includes(event.purpose),
  }
}

/** A person of a recipient has signed it, and the ledger of the recipient or the originator holds that. */
async function acknowledgementOf(
  { statement, member, recorded }: Evidence['acknowledgements'][number],
  release: Statement,
  { pact, directories }: ReleaseContext,
): Promise<Finding> {
  const said = parseAcknowledgement(statement)
  const directory = directories.find((one) => one.member === said.member)
  if (!directory) {
    throw new PactError('pact/key-not-appointed', 'no such member', { member: said.member })
  }
  const { terms } = pact
  const { id, suite } = await verifyAcknowledgement(statement, { release, directory, terms })
  const { event } = recorded
  const isIts =
    (event.kind === 'acknowledged' && member === said.member) ||
    (event.kind === 'acknowledgement-received' &&
      member === said.originator &&
      event.member === said.member)
  const fits =
    isIts &&
    event.release === said.release &&
    event.document === said.document &&
    event.person === said.person &&
    event.statement === id
  if (!fits) throw new EvidenceError('evidence/other-event', 'the proof is not of this one')
  const { person, at } = said
  return {
    kind: 'acknowledgement',
    member: said.member,
    person,
    at,
    byPasskey: suite === 'webauthn',
  }
}

function concerns(
  event: { readonly document: string; readonly release: string | null },
  { document, release }: Release,
): boolean {
  return event.document === document && event.release === release
}

async function verifyPacts(statements: readonly Statement[], id: Hash): Promise<Pact> {
  let pact: Pact | undefined
  for (const [at, statement] of statements.entries()) {
    const last = at === statements.length - 1
    pact = await verifyPact(statement, last ? id : statementId(statement), pact)
  }
  if (!pact) throw new EvidenceError('evidence/malformed', 'there is no pact')
  return pact
}

async function verifyChains(pact: Pact, { members }: Evidence): Promise<ReleaseContext> {
  const directories: Directory[] = []
  const notices: NoticeChain[] = []
  for (const member of pact.terms.members) {
    const chains = members.find((one) => one.member === member.id)
    let directory = emptyDirectory(member)
    for (const statement of chains?.appointments ?? []) {
      directory = await extendDirectory(directory, statement)
    }
    let chain = emptyNotices(pact.id, member.id)
    for (const statement of chains?.notices ?? []) {
      chain = await extendNotices(chain, statement, directory)
    }
    directories.push(directory)
    notices.push(chain)
  }
  return { pact, directories, notices }
}

interface Released {
  readonly release: Release
  readonly id: Hash
}

async function verifyReceiptOf(
  signed: Statement,
  { release, id }: Released,
  { directories }: ReleaseContext,
): Promise<{ readonly recipient: string; readonly copy: number }> {
  const { recipient } = parseReceipt(signed)
  const directory = directories.find(({ member }) => member === recipient)
  if (!directory)
    throw new PactError('pact/key-not-appointed', 'no such member', { member: recipient })
  const { receipt } = await verifyReceipt(signed, directory)
  const named = receipt.heads.appointments
  const fits =
    receipt.release === release.release &&
    receipt.statement === id &&
    receipt.document === release.document &&
    release.recipients.includes(recipient) &&
    directory.ids[named.number - 1] === named.id
  if (!fits) throw new EvidenceError('evidence/other-release', 'the receipt is for another release')
  return { recipient, copy: receipt.copy }
}

/** The event stands in the ledger of `member`, under a key appointed for it at that time. */
async function verifyRecorded(
  kind: 'received' | 'released',
  disclosure: Disclosure,
  { release, id }: Released,
  member: string,
  context: ReleaseContext,
): Promise<Finding> {
  const { event } = disclosure
  const fits = event.kind === kind && concerns(event, release) && event.statement === id
  if (!fits) throw new EvidenceError('evidence/other-event', `the proof is not of \`${kind}\``)
  return placeOf(disclosure, member, context)
}

/** Where the event stands, under a key that `member` has appointed for its ledger. */
async function placeOf(
  disclosure: Disclosure,
  member: string,
  { directories }: ReleaseContext,
): Promise<Finding> {
  const { event, proof } = disclosure
  const ledger = directories
    .filter((one) => one.member === member)
    .flatMap((one) => logKeys(one, 'ledger'))
    // A ledger that takes over from one that was lost proves events from before its own time.
    .filter(({ until }) => event.at < until)
    .find(({ key }) => proof.signed.startsWith(`${key.name}\n`))
  if (!ledger) {
    throw new PactError('pact/key-not-appointed', 'the ledger of the proof is not appointed', {
      member,
    })
  }
  const others = directories.filter((one) => one.member !== member)
  const { key } = ledger
  // Whoever holds a withdrawn key can sign, but finds no witness who follows it any more.
  const quorum = ledger.withdrawn ? 1 : 0
  const witnesses = witnessKeys(others)
  const proven = await verifyDisclosure(disclosure, { ledger: key, witnesses, quorum })
  return {
    kind: 'recorded',
    event: event.kind,
    member,
    index: proven.index,
    at: event.at,
    witnesses: cosigners(proven, others),
  }
}
