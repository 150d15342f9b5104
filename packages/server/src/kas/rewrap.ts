/**
 * A reader asks for the keys of a document: decided, recorded, and only then handed out.
 *
 * @module
 */
import { type Hash, hashOf, type Session, startSession } from '@entente/core/crypto'
import { EntenteError } from '@entente/core/lib'
import { type Bytes, canonicalJson } from '@entente/core/lib'
import type { LedgerEvent } from '@entente/core/ledger'
import type { Label } from '@entente/core/label'
import type { Pact, Source, Standing } from '@entente/core/pact'
import {
  decide,
  type Decision,
  factsOf,
  findEmergency,
  type PolicyEngine,
  type Reason,
  type Subject,
} from '@entente/core/policy'
import { type KeyAccess, parsePolicy, policyHash } from '@entente/core/tdf'
import { type EnclosedShare, openEnclosure, type SessionShare } from '@entente/core/wire'

import { KasError } from './errors.ts'
import { holdsKey, type KasKey, unwrapShare } from './keys.ts'
import type { AskedKey, AskedPolicy, KeyRequest } from './request.ts'

/** Whom the enrolment of the device names; its key has signed the request. */
export interface Reader {
  readonly person: string
  readonly facility: string
  /** Digest of the device's key. */
  readonly device: Hash
}

/** A document as the service knows it, by the digest of the policy its key is bound to (D9). */
export interface KnownPolicy {
  /** The policy as manifests carry it, base64. */
  readonly body: string
  readonly subject: Subject
  readonly pact: Pact | undefined
  /** The label, and what the document is made from; null where no signed one is known. */
  readonly signed: { readonly label: Label; readonly sources: readonly Source[] } | null
}

/** Where the ledger holds an event. */
export interface RecordedAt {
  readonly origin: string
  readonly index: number
  readonly leaf: Hash
}

/** What the service needs of its surroundings. */
export interface KasDeps {
  readonly keys: () => readonly KasKey[]
  readonly standing: () => Standing
  readonly findPolicy: (document: string, policy: Hash) => Promise<KnownPolicy | undefined>
  readonly engine: PolicyEngine
  /** Returns when the event is durable below a signed head; throws `kas/not-recorded` otherwise. */
  readonly record: (event: LedgerEvent) => Promise<RecordedAt>
  /** Asks the KAS of another member for its share, after our own yes; undefined is its no. */
  readonly relay: (ask: ShareAsk) => Promise<EnclosedShare | undefined>
  readonly now: () => Date
}

/** What a server decides its register by: the same facts and rules, and no keys. */
export type Decisions = Pick<KasDeps, 'engine' | 'findPolicy' | 'standing'>

/** A share that only another member's service can give. */
export interface ShareAsk {
  readonly holder: string
  readonly pact: Hash
  readonly release: string
  readonly document: string
  readonly policy: Hash
  readonly purpose: string
  /** Our reader, whom the other side is told under a pseudonym. */
  readonly person: string
  /** Public key of the reader's session, PEM. */
  readonly session: string
  readonly keyAccess: KeyAccess
  /** Where our own yes stands. */
  readonly decision: RecordedAt
}

/** What becomes of one key access object. */
export type KeyResult =
  | {
      readonly kind: 'permit'
      readonly id: string
      readonly wrappedKey: Bytes
      /** Those that were looked at. */
      readonly articles: readonly string[]
    }
  | {
      readonly kind: 'deny'
      readonly id: string
      readonly code: string
      readonly reasons: readonly Reason[]
    }

/** The results under one policy. */
export interface PolicyResult {
  readonly id: string
  readonly results: readonly KeyResult[]
}

/** What a request comes to. An answer has room for one session key, so all shares are under it. */
export interface RewrapAnswer {
  readonly sessionPublicKey: string | undefined
  readonly policies: readonly PolicyResult[]
}

/**
 * Answers a request, policy by policy. Each decision stands on the ledger before its key leaves.
 *
 * @throws {CryptoError} `crypto/bad-key`, `crypto/unsupported` for the client's session key
 */
export async function rewrap(
  request: KeyRequest,
  reader: Reader,
  deps: KasDeps,
): Promise<RewrapAnswer> {
  const session = await startSession(request.clientPublicKey)
  const policies: PolicyResult[] = []
  for (const asked of request.policies) {
    policies.push({ id: asked.id, results: await rewrapOne(asked, request, session, reader, deps) })
  }
  return { sessionPublicKey: session.sessionPublicKey, policies }
}

async function rewrapOne(
  asked: AskedPolicy,
  { clientPublicKey, purpose }: KeyRequest,
  session: Session,
  reader: Reader,
  deps: KasDeps,
): Promise<readonly KeyResult[]> {
  const at = deps.now().toISOString()
  const { person, device, facility } = reader
  const refuse = async (
    code: string,
    ids: { document: string | null; release: string | null },
    reasons: readonly Reason[] = [],
  ): Promise<readonly KeyResult[]> => {
    const codes = reasons.length > 0 ? reasons.map((reason) => reason.code) : [code]
    await deps.record({ kind: 'key-denied', at, ...ids, person, device, codes })
    return asked.keys.map(({ id }) => ({ kind: 'deny', id, code, reasons }))
  }

  const named = namesOf(asked.policy)
  const known = named && (await deps.findPolicy(named.document, named.policy))
  if (!named || !known) return refuse('kas/unknown-policy', { document: null, release: null })
  const ids = { document: named.document, release: releaseOf(known.subject) }
  const shares = await unwrapOwn(asked, deps.keys())
  if (shares.kind === 'refused') return refuse(shares.code, ids)

  const question = { action: 'open', person, facility, purpose: purpose ?? '', at } as const
  const facts = factsOf(deps.standing(), known.pact, known.subject, question)
  const decision = decide(facts, deps.engine, known.pact?.terms)
  if (decision.kind === 'deny') return refuse('kas/denied', ids, decision.reasons)

  const { articles } = decision
  const reading = {
    ...ids,
    person,
    device,
    purpose: question.purpose,
    decision: decisionId(decision),
  }
  const foreign = asked.keys.filter(({ access }) => !holdsKey(deps.keys(), access))
  const relayed = await relayAll(foreign, { asked, known, clientPublicKey, reading, at }, deps)
  // Nothing is opened without every share; which side said no is not for the reader to learn from us.
  if (relayed === undefined) return refuse('kas/unknown-key', ids)
  const emergency = findEmergency(deps.standing(), facts, { person, at })
  if (emergency) await deps.record({ kind: 'emergency-used', at, ...ids, person, grant: emergency })
  await deps.record({ kind: 'opened', at, ...reading, facility })
  return Promise.all(
    asked.keys.map(async ({ id }): Promise<KeyResult> => {
      const share = shares.byId.get(id)
      if (share) {
        return { kind: 'permit', id, wrappedKey: await session.wrap(share), articles }
      }
      const other = relayed.get(id)
      if (other) return { kind: 'permit', id, wrappedKey: other.key, articles }
      // An alternative for another service: its share is among those given.
      return { kind: 'deny', id, code: 'kas/unknown-key', reasons: [] }
    }),
  )
}

/**
 * Asks for the shares that others hold. Of entries with one `sid` one is enough, and none is asked
 * for where we hold one ourselves; undefined if a share is missing in the end.
 */
async function relayAll(
  foreign: readonly AskedKey[],
  {
    asked,
    known,
    clientPublicKey,
    reading,
    at,
  }: {
    asked: AskedPolicy
    known: KnownPolicy
    clientPublicKey: string
    reading: Omit<LedgerEvent<'key-granted'>, 'at' | 'kind'>
    at: string
  },
  deps: KasDeps,
): Promise<ReadonlyMap<string, SessionShare> | undefined> {
  const held = new Set(
    asked.keys
      .filter(({ access }) => holdsKey(deps.keys(), access))
      .map(({ access }) => access.sid),
  )
  const wanted = foreign.filter(({ access }) => !held.has(access.sid))
  const shares = new Map<string, SessionShare>()
  if (wanted.length === 0) return shares
  // Our own decision first, on record: the other side sees where it stands (D20).
  const decision = await deps.record({ kind: 'key-granted', at, ...reading })
  for (const [, alternatives] of Map.groupBy(wanted, ({ access }) => access.sid)) {
    const [key] = alternatives
    if (!key) return undefined
    const ask = shareAsk(known, key, { ...reading, session: clientPublicKey, decision })
    const enclosed = ask && (await deps.relay(ask))
    const share = enclosed && (await openAnswer(enclosed, ask, deps.keys()))
    // Another service's ephemeral key has no room in the answer: such clients cannot have two shares.
    if (!share || share.sessionPublicKey !== undefined) return undefined
    shares.set(key.id, share)
  }
  return shares
}

/**
 * What another service gave for this request. One that was made for another, a session of somebody else
 * above all, does not open.
 *
 * @throws {KasError} `kas/wrong-share`
 */
async function openAnswer(
  enclosed: EnclosedShare,
  ask: ShareAsk,
  keys: readonly KasKey[],
): Promise<SessionShare> {
  const key = keys.find(({ kid }) => kid === enclosed.kid)
  if (!key) throw new KasError('kas/wrong-share', 'enclosed for another service')
  try {
    return await openEnclosure(enclosed, key.privateKeyPem, ask)
  } catch (cause) {
    if (!(cause instanceof EntenteError)) throw cause
    throw new KasError('kas/wrong-share', 'the share answers another request', { cause })
  }
}

/** What another member is asked, undefined where none is named as holder: a release of ours needs nobody else. */
function shareAsk(
  { subject }: KnownPolicy,
  { access: keyAccess }: AskedKey,
  {
    person,
    purpose,
    session,
    decision,
  }: Pick<ShareAsk, 'decision' | 'person' | 'purpose' | 'session'>,
): ShareAsk | undefined {
  if (subject.kind !== 'received') return undefined
  const { release, document, policy, pact, kas } = subject.release
  const holder = kas.find(({ kid }) => kid === keyAccess.kid)?.member
  if (holder === undefined) return undefined
  const about = { pact: pact.id, release, document, policy }
  return { holder, ...about, purpose, person, session, keyAccess, decision }
}

/** The digest by which a decision stands on the ledger. */
export function decisionId(decision: Decision): Hash {
  return hashOf(canonicalJson(decision))
}

/** The id of the release that a subject came by. */
export function releaseOf(subject: Subject): string | null {
  return subject.kind === 'own' ? null : subject.release.release
}

function namesOf(policy: string): { document: string; policy: Hash } | undefined {
  try {
    return { document: parsePolicy(policy).uuid, policy: policyHash(policy) }
  } catch (error) {
    if (error instanceof EntenteError) return undefined
    throw error
  }
}

/** Binding before decision: an altered object is refused whoever asks. */
async function unwrapOwn(
  { keys, policy }: AskedPolicy,
  own: readonly KasKey[],
): Promise<
  | { readonly kind: 'shares'; readonly byId: ReadonlyMap<string, Bytes> }
  | { readonly kind: 'refused'; readonly code: string }
> {
  const byId = new Map<string, Bytes>()
  try {
    for (const { id, access } of keys) {
      if (holdsKey(own, access)) byId.set(id, await unwrapShare(own, access, policy))
    }
  } catch (error) {
    if (error instanceof EntenteError) return { kind: 'refused', code: error.code }
    throw error
  }
  return { kind: 'shares', byId }
}
