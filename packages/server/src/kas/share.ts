/**
 * A share of a payload key, for a reader of another member whose own service has said yes
 * (DESIGN, Custody): pact, release and recall are for us to check, its people are not.
 *
 * @module
 */
import { type Hash, wrapForSession, type WrapSuite } from '@entente/core/crypto'
import { EntenteError } from '@entente/core/lib'
import {
  appointed,
  findHandling,
  requireDirectory,
  type Standing,
  stateOf,
} from '@entente/core/pact'
import type { KeyAccess } from '@entente/core/tdf'
import { encloseShare, type EnclosedShare, type ShareContext } from '@entente/core/wire'

import { isSuite, unwrapShare } from './keys.ts'
import { type KasDeps, type KnownPolicy, releaseOf } from './rewrap.ts'

/** What another member's service asks. */
export interface AskedShare {
  readonly from: string
  readonly release: string
  readonly document: string
  readonly policy: Hash
  readonly purpose: string
  /** Pseudonym of the reader. */
  readonly reader: string
  readonly session: string
  readonly keyAccess: KeyAccess
  /** Where the other side's own yes stands. */
  readonly decision: ShareContext['decision']
}

/**
 * Gives the share, recorded before it leaves; undefined is a no, recorded with its reason here and
 * told to nobody.
 */
export async function grantShare(
  asked: AskedShare,
  { request, replayed }: { readonly request: Hash; readonly replayed: boolean },
  deps: KasDeps,
): Promise<EnclosedShare | undefined> {
  const at = deps.now().toISOString()
  const { document, release, purpose, from: member, reader: pseudonym } = asked
  const code = replayed ? 'kas/replayed-request' : await refusalOf(asked, deps, at)
  if (code !== undefined) {
    const nobody = { person: null, device: null }
    await deps.record({ kind: 'key-denied', at, document, release, ...nobody, codes: [code] })
    return undefined
  }
  const known = await deps.findPolicy(document, asked.policy)
  const service = known && serviceOf(asked.from, known, deps.standing(), at)
  if (!known || !service) return undefined
  const share = await unwrapShare(deps.keys(), asked.keyAccess, known.body)
  await deps.record({
    kind: 'share-granted',
    at,
    document,
    release,
    member,
    pseudonym,
    purpose,
    decision: request,
  })
  const { kasWrappedKey, sessionPublicKey } = await wrapForSession(asked.session, share)
  return encloseShare({ key: kasWrappedKey, sessionPublicKey }, service, asked)
}

/**
 * The key of the asking member's service, of the first suite that the level admits: what it answers to is
 * the enclosure, and a server in between cannot open that.
 */
function serviceOf(
  member: string,
  { subject, pact }: KnownPolicy,
  standing: Standing,
  at: string,
): { readonly kid: string; readonly suite: WrapSuite; readonly publicKey: string } | undefined {
  if (subject.kind !== 'received' || !pact) return undefined
  const suites = findHandling(pact.terms, subject.release.level)?.suites ?? []
  const keys = appointed(requireDirectory(standing, member), 'kas', at)
  const [key] = suites.flatMap((suite) => keys.filter((one) => one.suite === suite))
  if (!key || !isSuite(key.suite)) return undefined
  return { kid: key.kid, suite: key.suite, publicKey: key.publicKey }
}

async function refusalOf(
  asked: AskedShare,
  deps: KasDeps,
  at: string,
): Promise<string | undefined> {
  const standing = deps.standing()
  const known = await deps.findPolicy(asked.document, asked.policy)
  if (known?.subject.kind !== 'received' || !known.pact) return 'kas/unknown-policy'
  const { release, recalled } = known.subject
  if (release.originator !== standing.self || releaseOf(known.subject) !== asked.release) {
    return 'kas/unknown-policy'
  }
  if (!release.recipients.includes(asked.from)) return 'decision/not-released'
  if (!serviceOf(asked.from, known, standing, at)) return 'kas/unknown-key'
  if (stateOf(standing, known.pact, at) !== 'in-force') return 'decision/pact-not-in-force'
  if (recalled) return 'decision/recalled'
  if (at >= release.notAfter) return 'decision/release-ended'
  if (!release.purposes.includes(asked.purpose)) return 'decision/wrong-purpose'
  try {
    await unwrapShare(deps.keys(), asked.keyAccess, known.body)
    return undefined
  } catch (error) {
    if (error instanceof EntenteError) return error.code
    throw error
  }
}
