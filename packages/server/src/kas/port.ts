/**
 * What a member's server and its Key Access Service need of each other, whether they run in one process
 * or in two with different people in charge.
 *
 * @module
 */
import type { Hash, Statement } from '@entente/core/crypto'
import type { RewrapResponse } from '@entente/core/kas-rpc'
import type { LedgerEvent, TreeHash } from '@entente/core/ledger'
import type { Bytes } from '@entente/core/lib'
import type { KeyAccess } from '@entente/core/tdf'
import type { EnclosedShare } from '@entente/core/wire'

import type { Change, StandingPage } from '../standing/index.ts'

import type { Rebinding } from './rebind.ts'
import type { ShareAsk } from './rewrap.ts'

/** A reader's request for keys as it came in: everything in it is the device's own word. */
export interface KeyAsk {
  readonly signedRequestToken: string
  /** Text of the access token, which the proof is bound to; the service believes nothing that it says. */
  readonly accessToken: string
  /** DPoP proof by the device key, made for this request. */
  readonly proof: string
}

/** The Key Access Service, as the server that stands before it sees it. */
export interface Kas {
  /** The public key for an algorithm by its OpenTDF name; the empty name is OpenTDF's default. */
  readonly publicKey: (
    algorithm: string,
  ) => Promise<{ readonly kid: string; readonly publicKeyPem: string }>
  readonly rewrap: (ask: KeyAsk) => Promise<RewrapResponse>
  readonly rebind: (rebinding: Rebinding) => Promise<readonly KeyAccess[]>
  /** Another member's share request, as that member signed it; undefined is a no. */
  readonly grantShare: (signed: Statement) => Promise<EnclosedShare | undefined>
  /** Undefined if it can work, otherwise the code of what is wrong. */
  readonly state: () => Promise<string | undefined>
  readonly close: () => Promise<void>
}

/** A label text and the statement of whoever made it (D8). */
export interface SignedLabel {
  readonly xml: string
  readonly statement: Statement
}

/** What the server holds of a document's policy. All of it is verified by who reads it. */
export interface PolicyEntry {
  /** The policy as manifests carry it, base64. */
  readonly body: string
  /** The release that the policy is of, with its approvals; null for the home policy. */
  readonly release: Statement | null
  /** The label that came with it, as its originator's server signed it; null where it is not here. */
  readonly label: SignedLabel | null
  /** Whether a release waits for approval: a row and no statement, see SECURITY.md. */
  readonly awaitsApproval: boolean
}

/** Where an event stands, for one who knows the event and the signed head. */
export interface ProvenPlace {
  readonly salt: Bytes
  readonly index: number
  readonly hashes: readonly TreeHash[]
}

/** Events just recorded, under a signed head that is shown to continue the one seen before. */
export interface RecordProof {
  /** Body of a C2SP `add-checkpoint`: the size seen before, the consistency proof, the signed head. */
  readonly checkpoint: string
  /** One an event, in the order in which they were asked for. */
  readonly entries: readonly ProvenPlace[]
}

/** The member's server, as its Key Access Service sees it. Nothing that it says is believed. */
export interface KasHost {
  readonly statements: (after: number) => Promise<StandingPage>
  /** Statements that the server lacks after a restore; it verifies them like anybody's. */
  readonly giveBack: (changes: readonly Change[]) => Promise<void>
  readonly policy: (document: string, policy: Hash) => Promise<PolicyEntry | undefined>
  /** `seen` is the size of the last head that the service has seen, by the origin of the ledger. */
  readonly record: (
    events: readonly LedgerEvent[],
    seen: Readonly<Record<string, number>>,
  ) => Promise<RecordProof>
  /** Asks another member's service, after our own yes; undefined is its no. */
  readonly askShare: (ask: ShareAsk) => Promise<EnclosedShare | undefined>
}
