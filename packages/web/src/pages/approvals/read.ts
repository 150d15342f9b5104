/**
 * What a release says, for the person who is to approve it, and whether they may here. Runs in a worker.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- what has to be said before zod is used
import '../../reader/no-eval.ts'

import { passkeyId, statementBytes, statementId } from '@entente/core/crypto'
import { fromUtf8 } from '@entente/core/lib'
import {
  appointed,
  type Directory,
  findApprover,
  findClauseOfRule,
  findEquivalent,
  findHandling,
  findLevel,
  type OfficerPasskey,
  type Pact,
  parseRelease,
  type Release,
} from '@entente/core/pact'
import { type Client, readDirectory, readPacts, type ShownRelease, showRelease } from '@entente/sdk'

import type { Asker } from '../../api/ask.ts'

import { type Both, both, levelName, memberName, purposeName } from '../../signing/names.ts'
import { readPrevious } from './previous.ts'
import type { Hindrance, Shown } from './protocol.ts'

/** A release that was read, and what it is judged by. */
export interface ReadRelease {
  readonly release: ShownRelease
  readonly said: Release
  /** The passkeys by which this person may approve it from this page. */
  readonly passkeys: readonly OfficerPasskey[]
  readonly shown: Shown
}

/** Rules by which a release is approved. */
const approvalRules = ['approve.appointed', 'approve.author']

/**
 * Reads a release. Pact and chain are verified from the appointing key that the client has; the draft is
 * not opened yet.
 *
 * @throws {ApiError}, {Refusal}, {PactError}
 */
export async function readRelease(
  client: Client,
  asker: Asker,
  id: string,
  origin: string,
): Promise<ReadRelease> {
  const release = await showRelease(client, id)
  const said = parseRelease(release.statement)
  const pacts = await readPacts(client)
  const pact = pacts.find((one) => one.id === said.pact.id)
  if (!pact) throw new TypeError('the release is under a pact that the server does not show')
  const directory = await readDirectory(client, client.member.id, pacts)
  const { person } = client.session
  const own = passkeysOf(directory, said, person)
  const passkeys = own.filter((one) => one.origin === origin)
  const approvers = approversOf(directory, release, said)
  const hindrance = hindranceOf({ release, said, pact, person, own, passkeys, approvers })
  return {
    release,
    said,
    passkeys,
    shown: {
      ...formShown({ said, pact, approvers, hindrance }),
      previous: await readPrevious(client, asker, said, pacts),
      bytes: fromUtf8(statementBytes(release.statement)),
      digest: statementId(release.statement),
    },
  }
}

/** Those that the statement can count: appointed up to the head that it names. */
function passkeysOf(
  directory: Directory,
  said: Release,
  person: string,
): readonly OfficerPasskey[] {
  const upTo = said.heads.appointments.number
  return appointed(directory, 'officer-passkey', said.at, upTo).filter(
    (one) =>
      one.person === person && findApprover(directory, passkeyId(one.key), said)?.person === person,
  )
}

function approversOf(
  directory: Directory,
  { statement }: ShownRelease,
  said: Release,
): readonly string[] {
  const persons = statement.acts.map(({ key }) => findApprover(directory, key, said)?.person ?? '')
  return [...new Set(persons)]
}

function hindranceOf({
  release,
  said,
  pact,
  person,
  own,
  passkeys,
  approvers,
}: {
  readonly release: ShownRelease
  readonly said: Release
  readonly pact: Pact
  readonly person: string
  readonly own: readonly OfficerPasskey[]
  readonly passkeys: readonly OfficerPasskey[]
  readonly approvers: readonly string[]
}): Hindrance | null {
  if (said.author === person) return 'author'
  if (approvers.includes(person)) return 'given'
  if (release.state !== 'prepared') return 'closed'
  if (findHandling(pact.terms, said.level)?.acts.includes('webauthn') !== true)
    return 'not-admitted'
  if (own.length === 0) return 'no-passkey'
  return passkeys.length === 0 ? 'other-page' : null
}

function formShown({
  said,
  pact: { terms },
  approvers,
  hindrance,
}: {
  readonly said: Release
  readonly pact: Pact
  readonly approvers: readonly string[]
  readonly hindrance: Hindrance | null
}): Omit<Shown, 'bytes' | 'digest' | 'previous'> {
  const level = findLevel(terms, said.level)
  const protectedAs = (member: string): Both | null => {
    const equivalent = findEquivalent(terms, said.level, member)
    return equivalent ? levelName(terms, equivalent) : null
  }
  const articles = approvalRules.flatMap((rule) => {
    const clause = findClauseOfRule(terms, rule)
    return clause ? [{ article: clause.article, title: clause.title }] : []
  })
  return {
    release: said.release,
    document: said.document,
    author: said.author,
    at: said.at,
    notAfter: said.notAfter,
    level: {
      name: levelName(terms, said.level),
      code: said.level.level,
      regime: level?.regime.name ?? both(said.level.regime),
    },
    recipients: said.recipients.map((one) => ({
      name: memberName(terms, one),
      as: protectedAs(one),
    })),
    purposes: said.purposes.map((one) => purposeName(terms, one)),
    custody: said.custody,
    pact: { name: terms.name, version: terms.version, illustrative: terms.illustrative },
    articles,
    needed: findHandling(terms, said.level)?.approvals ?? 2,
    approvers,
    hindrance,
  }
}
