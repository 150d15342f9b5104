/**
 * Release, as the Key Access Service does it: the same payload key bound to the policy of the release
 * and wrapped to those whom the release names. Segments are not touched (D9, D10).
 *
 * @module
 */
import type { Statement } from '@entente/core/crypto'
import {
  appointed,
  findLevel,
  type Instant,
  type Pact,
  parseDocumentPolicy,
  parseRelease,
  PactError,
  type Release,
  releaseContext,
  requireDirectory,
  requirePact,
  type Standing,
  stateOf,
  verifyRelease,
} from '@entente/core/pact'
import {
  grantKey,
  type KeyAccess,
  keyCommitment,
  type KeyRecipient,
  policyHash,
  resolveKey,
} from '@entente/core/tdf'

import { KasError } from './errors.ts'
import { holdsKey, isSuite, type KasKey, unwrapShare } from './keys.ts'

/** What is to be bound anew. All of it comes from a server that is not believed. */
export interface Rebinding {
  /** The release with its approvals. */
  readonly statement: Statement
  readonly homePolicy: string
  readonly homeKeyAccess: readonly KeyAccess[]
  readonly releasePolicy: string
}

/**
 * The key access objects of the release manifest. The service verifies the release itself, and that
 * the key in the home container is the one the approvers have seen.
 *
 * @throws {PactError} whatever a release can be refused for; {KasError} `kas/unknown-policy`,
 *   `kas/wrong-key`, `kas/unknown-key`
 */
export async function rebind(
  { statement, homePolicy, homeKeyAccess, releasePolicy }: Rebinding,
  {
    standing,
    keys,
    now,
  }: { readonly standing: Standing; readonly keys: readonly KasKey[]; readonly now: Date },
): Promise<readonly KeyAccess[]> {
  const pact = requirePact(standing, parseRelease(statement).pact.id)
  const { release } = await verifyRelease(statement, releaseContext(standing, pact))
  requireCurrent(release, pact, standing, now.toISOString())
  const home = parseDocumentPolicy(homePolicy)
  const bound = parseDocumentPolicy(releasePolicy)
  const agrees =
    release.originator === standing.self &&
    home.kind === 'home' &&
    home.document === release.document &&
    bound.kind === 'release' &&
    bound.document === release.document &&
    bound.release === release.release &&
    policyHash(releasePolicy) === release.policy
  if (!agrees) throw new KasError('kas/unknown-policy', 'the policies are not those of the release')

  const payloadKey = await resolveKey(homeKeyAccess, homePolicy, {
    share: async (access, policy) =>
      holdsKey(keys, access) ? unwrapShare(keys, access, policy) : undefined,
  })
  if ((await keyCommitment(payloadKey)) !== release.commitment) {
    throw new KasError('kas/wrong-key', 'the container holds another key than was released')
  }
  return grantKey(payloadKey, releasePolicy, recipientsOf(standing, release))
}

/** A release is carried out while it lasts, and while the pact is in force: it may be older than its delivery. */
function requireCurrent(release: Release, pact: Pact, standing: Standing, at: Instant): void {
  const member = standing.self
  if (at >= release.notAfter) throw new PactError('pact/not-released', 'it has ended', { member })
  const state = stateOf(standing, pact, at)
  if (findLevel(pact.terms, release.level)?.level.classified === false || state === 'in-force')
    return
  throw new PactError('pact/not-in-force', `the pact is ${state}`, { member })
}

/**
 * Whom the payload key, or its shares, are wrapped to. In joint custody the originator holds one
 * share, and every recipient the same other one: they stand in for one another, never for it.
 */
function recipientsOf(standing: Standing, release: Release): readonly KeyRecipient[] {
  return release.kas.map(({ member, kid }) => {
    const kas = appointed(requireDirectory(standing, member), 'kas', release.at).find(
      (one) => one.kid === kid,
    )
    if (!kas || !isSuite(kas.suite)) {
      throw new PactError('pact/key-not-appointed', `KAS key \`${kid}\` is not appointed`, {
        member,
      })
    }
    const sid =
      release.custody === 'joint'
        ? member === release.originator
          ? 'originator'
          : 'recipient'
        : ''
    return { suite: kas.suite, publicKey: kas.publicKey, url: kas.url, kid, sid }
  })
}
