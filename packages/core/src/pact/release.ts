/**
 * Release: the originator's decision that a document may go to named members (D10).
 *
 * @module
 */
import { z } from 'zod'

import {
  type Hash,
  type Statement,
  statementId,
  type StatementType,
  statementValue,
  verifyActs,
} from '../crypto/index.ts'

import { type ActingOfficer, appointed, type Directory, findActingOfficer } from './directory.ts'
import { PactError, type PactErrorCode } from './errors.ts'
import { type NoticeChain, pactState } from './notice.ts'
import type { Pact } from './pact.ts'
import {
  findAuthority,
  findEquivalent,
  findHandling,
  findLevel,
  findMember,
  type Handling,
} from './terms.ts'
import {
  type ActSuite,
  type ChainHead,
  type Custody,
  custody,
  documentId,
  hash,
  heads,
  type Heads,
  id,
  type Instant,
  instant,
  type LevelKey,
  levelKey,
  readAs,
  sameLevel,
} from './vocabulary.ts'

/** What the approvers sign. Wrapped keys are not in it: they travel in the delivery only. */
export interface Release {
  readonly kind: 'release'
  /** Random, used once, ever: 32 hexadecimal digits. */
  readonly release: string
  readonly document: string
  readonly originator: string
  /** Pseudonym of the author, who never approves. */
  readonly author: string
  readonly at: Instant
  readonly notAfter: Instant
  readonly heads: Heads
  readonly pact: { readonly id: Hash; readonly version: number }
  /** As the label has it; the recipient compares. */
  readonly level: LevelKey
  readonly payload: Hash
  readonly commitment: Hash
  /** Digest of the label statement. */
  readonly label: Hash
  /** Digest of the policy bytes in the release manifest (D9). */
  readonly policy: Hash
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
  readonly custody: Custody
  /** The KAS keys that the payload key, or its shares, are wrapped to. */
  readonly kas: readonly { readonly member: string; readonly kid: string }[]
}

/** A release that has been verified, and what its level asks for. */
export interface VerifiedRelease {
  readonly id: Hash
  readonly release: Release
  readonly handling: Handling
  readonly statement: Statement
  /** Whoever has approved, and how; a person who has acted by two keys stands twice. */
  readonly approvals: readonly Approval[]
}

/** One act of an officer on a release. */
export interface Approval {
  readonly person: string
  readonly suite: ActSuite
}

/** What a release is judged by. Directories and notices of every member it concerns. */
export interface ReleaseContext {
  readonly pact: Pact
  readonly directories: readonly Directory[]
  readonly notices: readonly NoticeChain[]
}

/** `typ` of an approver's signature. */
export const releaseType: StatementType = 'entente-release'

const release: z.ZodType<Release> = z.strictObject({
  kind: z.literal('release'),
  release: z.string().regex(/^[0-9a-f]{32}$/),
  document: documentId,
  originator: id,
  author: id,
  at: instant,
  notAfter: instant,
  heads,
  pact: z.strictObject({ id: hash, version: z.int().min(1) }),
  level: levelKey,
  payload: hash,
  commitment: hash,
  label: hash,
  policy: hash,
  recipients: z.array(id).min(1).max(64),
  purposes: z.array(id).min(1).max(256),
  custody,
  kas: z
    .array(z.strictObject({ member: id, kid: z.string().min(1).max(100) }))
    .min(1)
    .max(256),
})

/**
 * Reads what a release says.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseRelease(statement: Statement): Release {
  return readAs('release', release, statementValue(statement))
}

/**
 * Everything that the pact has against a release, before anyone has signed it: none where it may go on.
 * What is held against a release of our own author is held against a peer's in the same way.
 */
export function objectionsTo(
  said: Release,
  { pact, directories, notices }: ReleaseContext,
): readonly PactError[] {
  const { terms } = pact
  const member = said.originator
  const objection = (code: PactErrorCode, reason: string): PactError =>
    new PactError(code, reason, { member })
  if (said.pact.id !== pact.id || said.pact.version !== terms.version) {
    return [objection('pact/other-pact', 'released under another pact')]
  }
  const found: PactError[] = []
  const level = findLevel(terms, said.level)
  const handling = findHandling(terms, said.level)
  if (!level || !handling || level.regime.member !== member) {
    const reason = 'the pact does not let this level of this originator travel'
    found.push(objection('pact/not-released', reason))
  } else if (said.custody !== handling.custody) {
    found.push(objection('pact/inconsistent', 'custody is not that of the level'))
  }
  if (!findAuthority(terms, member, 'releaser')?.levels.some((one) => sameLevel(one, said.level))) {
    found.push(objection('pact/not-authorised', 'the pact lets nobody release this level'))
  }
  const state = pactState(pact, notices, said.at)
  if (level?.level.classified !== false && state !== 'in-force') {
    found.push(objection('pact/not-in-force', `the pact is ${state}`))
  }
  if (said.at >= said.notAfter) found.push(objection('pact/inconsistent', 'ends before it begins'))
  if (!unique(said.recipients) || said.recipients.includes(member)) {
    const reason = 'a recipient stands twice, or is the originator'
    found.push(objection('pact/inconsistent', reason))
  }
  for (const recipient of said.recipients) {
    if (!findMember(terms, recipient)) {
      found.push(objection('pact/not-released', `\`${recipient}\` is a third party`))
    } else if (recipient !== member && !findEquivalent(terms, said.level, recipient)) {
      found.push(objection('pact/no-equivalent', `\`${recipient}\` has no equivalent`))
    }
  }
  const known = terms.purposes.map((purpose) => purpose.id)
  if (!said.purposes.every((purpose) => known.includes(purpose))) {
    found.push(objection('pact/inconsistent', 'a purpose is not in the pact'))
  }
  // Which keys are right follows from the rest.
  return handling && found.length === 0 ? objectionsToKas(said, handling, directories) : found
}

/**
 * Checks what a release says against the pact, and gives what its level asks for.
 *
 * @throws {PactError} the first of {@link objectionsTo}: `pact/other-pact`, `pact/not-released`,
 *   `pact/no-equivalent`, `pact/not-authorised`, `pact/not-in-force`, `pact/inconsistent`,
 *   `pact/key-not-appointed`
 */
export function checkRelease(said: Release, context: ReleaseContext): Handling {
  const [objection] = objectionsTo(said, context)
  if (objection) throw objection
  const handling = findHandling(context.pact.terms, said.level)
  if (!handling) throw new TypeError('a level without handling was let through')
  return handling
}

/**
 * Verifies a release with its approvals: enough officers of the originator, appointed for the level
 * in the chain up to the head it names, none of them the author, each signature good (D2, D3, D10).
 *
 * @throws {PactError} the codes of {@link checkRelease}, and `pact/approval-missing`,
 *   `pact/author-approves`, `pact/key-not-appointed`, `pact/suite-not-admitted`,
 *   `pact/invalid-signature`, `pact/chain-broken`
 */
export async function verifyRelease(
  statement: Statement,
  context: ReleaseContext,
): Promise<VerifiedRelease> {
  const said = parseRelease(statement)
  const member = said.originator
  const handling = checkRelease(said, context)
  const directory = findDirectory(context.directories, member)
  const notices = context.notices.find(
    (chain) => chain.member === member && chain.pact === said.pact.id,
  )
  const complete =
    directory &&
    notices &&
    named(directory.ids, said.heads.appointments) &&
    named(
      notices.entries.map((entry) => entry.id),
      said.heads.notices,
    )
  if (!complete) {
    throw new PactError('pact/chain-broken', 'the chains are not complete up to the heads named', {
      member,
    })
  }
  const approvers = statement.acts.map((act) => {
    const approver = findApprover(directory, act.key, said)
    if (!approver) {
      throw new PactError('pact/key-not-appointed', 'an approver is not appointed for this level', {
        member,
      })
    }
    if (approver.person === said.author) {
      throw new PactError('pact/author-approves', 'the author has approved', { member })
    }
    if (!handling.acts.includes(act.suite)) {
      throw new PactError(
        'pact/suite-not-admitted',
        `\`${act.suite}\` is not admitted at this level`,
        { member },
      )
    }
    return { person: approver.person, key: approver.key, suite: act.suite }
  })
  if (new Set(approvers.map(({ person }) => person)).size < handling.approvals) {
    throw new PactError('pact/approval-missing', `${handling.approvals} approvals are needed`, {
      member,
    })
  }
  try {
    await verifyActs(
      releaseType,
      statement,
      approvers.map(({ key }) => key),
    )
  } catch (cause) {
    throw new PactError('pact/invalid-signature', 'an approval is not signed by its officer', {
      cause,
      member,
    })
  }
  const approvals = approvers.map(({ person, suite }) => ({ person, suite }))
  return { id: statementId(statement), release: said, handling, statement, approvals }
}

/** The officer who may approve `said` under `key`, seen from the head of the chain it names. */
export function findApprover(
  directory: Directory,
  key: Hash,
  said: Release,
): ActingOfficer | undefined {
  const upTo = said.heads.appointments.number
  const asked = { role: 'releaser', level: said.level, at: said.at, upTo } as const
  return findActingOfficer(directory, key, asked)
}

/** Whose KAS keys have to hold a share, by custody. */
export function custodians({
  custody: where,
  originator,
  recipients,
}: Pick<Release, 'custody' | 'originator' | 'recipients'>): readonly string[] {
  const holders: Record<Custody, readonly string[]> = {
    recipient: recipients,
    originator: [originator],
    joint: [originator, ...recipients],
  }
  return holders[where]
}

function objectionsToKas(
  said: Release,
  handling: Handling,
  directories: readonly Directory[],
): readonly PactError[] {
  const wanted = custodians(said)
  const holders = said.kas.map((one) => one.member)
  // Nobody stands twice in `wanted`, so neither does anybody in `holders`.
  if (holders.length !== wanted.length || !wanted.every((one) => holders.includes(one))) {
    const reason = 'the KAS keys are not those of the custody'
    return [new PactError('pact/inconsistent', reason, { member: said.originator })]
  }
  return said.kas.flatMap(({ member, kid }) => {
    const directory = findDirectory(directories, member)
    const kas = directory && appointed(directory, 'kas', said.at).find((one) => one.kid === kid)
    if (kas && handling.suites.includes(kas.suite)) return []
    const reason = `KAS key \`${kid}\` is not appointed or too weak`
    return [new PactError('pact/key-not-appointed', reason, { member })]
  })
}

function findDirectory(directories: readonly Directory[], member: string): Directory | undefined {
  return directories.find((one) => one.member === member)
}

function named(ids: readonly Hash[], { number, id: head }: ChainHead): boolean {
  return number === 0 ? head === null : ids[number - 1] === head
}

function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
