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

import { appointed, type Directory, findOfficer } from './directory.ts'
import { PactError } from './errors.ts'
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
 * Checks what a release says against the pact, before anyone has signed it. What it checks for an
 * officer of the author's own side, it checks for a peer's release in the same way.
 *
 * @throws {PactError} `pact/other-pact`, `pact/not-released`, `pact/not-authorised`, `pact/not-in-force`,
 *   `pact/inconsistent`, `pact/key-not-appointed`
 */
export function checkRelease(
  said: Release,
  { pact, directories, notices }: ReleaseContext,
): Handling {
  const { terms } = pact
  const member = said.originator
  const refuse = (code: 'pact/not-released' | 'pact/inconsistent', reason: string): PactError =>
    new PactError(code, reason, { member })
  if (said.pact.id !== pact.id || said.pact.version !== terms.version) {
    throw new PactError('pact/other-pact', 'released under another pact', { member })
  }
  const level = findLevel(terms, said.level)
  const handling = findHandling(terms, said.level)
  if (!level || !handling || level.regime.member !== member) {
    throw refuse('pact/not-released', 'the pact does not let this level of this originator travel')
  }
  if (!findAuthority(terms, member, 'releaser')?.levels.some((one) => sameLevel(one, said.level))) {
    throw new PactError('pact/not-authorised', 'the pact lets nobody release this level', {
      member,
    })
  }
  const state = pactState(pact, notices, said.at)
  if (level.level.classified && state !== 'in-force') {
    throw new PactError('pact/not-in-force', `the pact is ${state}`, { member })
  }
  if (said.at >= said.notAfter) throw refuse('pact/inconsistent', 'ends before it begins')
  if (said.custody !== handling.custody)
    throw refuse('pact/inconsistent', 'custody is not that of the level')

  if (!unique(said.recipients) || said.recipients.includes(member)) {
    throw refuse('pact/inconsistent', 'a recipient stands twice, or is the originator')
  }
  for (const recipient of said.recipients) {
    if (!findEquivalent(terms, said.level, recipient)) {
      const reason = findMember(terms, recipient) ? 'has no equivalent' : 'is a third party'
      throw refuse('pact/not-released', `\`${recipient}\` ${reason}`)
    }
  }
  const known = terms.purposes.map((purpose) => purpose.id)
  if (!said.purposes.every((purpose) => known.includes(purpose))) {
    throw refuse('pact/inconsistent', 'a purpose is not in the pact')
  }
  requireKas(said, handling, directories)
  return handling
}

/**
 * Verifies a release with its approvals: enough officers of the originator, appointed for the level
 * in the chain up to the head it names, none of them the author, each signature good (D2, D3, D10).
 *
 * @throws {PactError} the codes of {@link checkRelease}, and `pact/approval-missing`,
 *   `pact/author-approves`, `pact/key-not-appointed`, `pact/invalid-signature`, `pact/chain-broken`
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
  const officers = statement.acts.map((act) => {
    const officer = findApprover(directory, act.key, said)
    if (!officer) {
      throw new PactError('pact/key-not-appointed', 'an approver is not appointed for this level', {
        member,
      })
    }
    if (officer.person === said.author) {
      throw new PactError('pact/author-approves', 'the author has approved', { member })
    }
    if (!handling.acts.includes(act.suite)) {
      throw new PactError(
        'pact/invalid-signature',
        `\`${act.suite}\` is not admitted at this level`,
        { member },
      )
    }
    return officer
  })
  if (new Set(officers.map(({ person }) => person)).size < handling.approvals) {
    throw new PactError('pact/approval-missing', `${handling.approvals} approvals are needed`, {
      member,
    })
  }
  try {
    await verifyActs(
      releaseType,
      statement,
      officers.map(({ key }) => key),
    )
  } catch (cause) {
    throw new PactError('pact/invalid-signature', 'an approval is not signed by its officer', {
      cause,
      member,
    })
  }
  return { id: statementId(statement), release: said, handling, statement }
}

/** The officer who may approve `said` under `key`, seen from the head of the chain it names. */
export function findApprover(
  directory: Directory,
  key: Hash,
  said: Release,
): ReturnType<typeof findOfficer> {
  const upTo = said.heads.appointments.number
  return findOfficer(directory, key, { role: 'releaser', level: said.level, at: said.at, upTo })
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

function requireKas(said: Release, handling: Handling, directories: readonly Directory[]): void {
  const member = said.originator
  const wanted = custodians(said)
  const holders = said.kas.map((one) => one.member)
  // Nobody stands twice in `wanted`, so neither does anybody in `holders`.
  if (holders.length !== wanted.length || !wanted.every((one) => holders.includes(one))) {
    throw new PactError('pact/inconsistent', 'the KAS keys are not those of the custody', {
      member,
    })
  }
  for (const { member: holder, kid } of said.kas) {
    const directory = findDirectory(directories, holder)
    const kas = directory && appointed(directory, 'kas', said.at).find((one) => one.kid === kid)
    if (!kas || !handling.suites.includes(kas.suite)) {
      throw new PactError(
        'pact/key-not-appointed',
        `KAS key \`${kid}\` is not appointed or too weak`,
        {
          member: holder,
        },
      )
    }
  }
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
