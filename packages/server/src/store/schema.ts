/**
 * The rows of a member's store, one interface a table.
 *
 * Times are ISO instants in UTC, JSON is text, digests are lower case hexadecimal where a row is
 * found by them and bytes where they are only computed with. Nothing here is plaintext of a document
 * or a private key.
 *
 * @module
 */
import type { AcknowledgementsTable, OpeningsTable } from './acknowledgements-table.ts'
import type { ExpiriesTable, ExpiryNoticesTable } from './expiry-tables.ts'
import type { Generated } from 'kysely'

import type { ConsentsTable } from './consents-table.ts'
import type {
  LedgerEntriesTable,
  LedgerHashesTable,
  LedgerHeadTable,
  WitnessedTable,
} from './ledger-tables.ts'
import type {
  ProviderAccountsTable,
  ProviderRequestsTable,
  WebSessionsTable,
} from './web-tables.ts'

/** Every table. */
export interface Database {
  readonly statements: StatementsTable
  readonly ledger_entries: LedgerEntriesTable
  readonly ledger_hashes: LedgerHashesTable
  readonly ledger_head: LedgerHeadTable
  readonly witnessed: WitnessedTable
  readonly outbox: OutboxTable
  readonly inbox: InboxTable
  readonly former_messages: FormerMessagesTable
  readonly conflicts: ConflictsTable
  readonly documents: DocumentsTable
  readonly register_classes: RegisterClassesTable
  readonly register_lines: RegisterLinesTable
  readonly register_purposes: RegisterPurposesTable
  readonly manifests: ManifestsTable
  readonly sources: SourcesTable
  readonly policies: PoliciesTable
  readonly security_policies: SecurityPoliciesTable
  readonly releases: ReleasesTable
  readonly release_refusals: ReleaseRefusalsTable
  readonly deliveries: DeliveriesTable
  readonly copies: CopiesTable
  readonly consents: ConsentsTable
  readonly openings: OpeningsTable
  readonly acknowledgements: AcknowledgementsTable
  readonly blobs: BlobsTable
  readonly people: PeopleTable
  readonly oidc: OidcTable
  readonly seen_proofs: SeenProofsTable
  readonly idempotency: IdempotencyTable
  readonly settings: SettingsTable
  readonly kas_heads: KasHeadsTable
  readonly kas_recorded: KasRecordedTable
  readonly kas_releases: KasReleasesTable
  readonly web_sessions: WebSessionsTable
  readonly provider_accounts: ProviderAccountsTable
  readonly provider_requests: ProviderRequestsTable
  readonly expiries: ExpiriesTable
  readonly expiry_notices: ExpiryNoticesTable
}

/** Verified statements, in the order in which they were recorded. */
export interface StatementsTable {
  readonly seq: Generated<number>
  readonly type: string
  readonly id: string
  /** Whose statement it is. */
  readonly member: string
  /** JSON of the statement with its acts. */
  readonly body: string
  readonly recorded_at: string
}

/** What leaves, numbered for each peer; written by the work that announces it. */
export interface OutboxTable {
  readonly peer: string
  readonly number: number
  readonly payload: string
  /** Digest of the payload. */
  readonly id: string
  /** Digest of the message before. */
  readonly previous: string | null
  /** Index of the ledger entry that has to lie below a signed head before this is sent. */
  readonly entry: number
  /** The message as signed; it is signed once. */
  readonly signed: string | null
  readonly state: 'queued' | 'answered'
  readonly attempts: Generated<number>
  readonly next_at: string
  readonly last_error: string | null
  /** The peer's signed answer. */
  readonly answer: string | null
  readonly created_at: string
}

/** What has arrived, with the answer it got; an exact duplicate gets that answer again. */
export interface InboxTable {
  readonly peer: string
  /** Origin of the sender's ledger, which names the chain. */
  readonly origin: string
  readonly number: number
  readonly id: string
  readonly body: string
  readonly answer: string
  readonly received_at: string
}

/** Messages of chains that ended when a member took a new origin (D18). */
export interface FormerMessagesTable {
  readonly direction: 'in' | 'out'
  readonly peer: string
  /** Origin of the sender's ledger at that time. */
  readonly origin: string
  readonly number: number
  readonly id: string
  readonly body: string
  readonly answer: string | null
  readonly at: string
  readonly ended_at: string
}

/** Signed things of others that contradict what they signed before. Evidence: never deleted. */
export interface ConflictsTable {
  readonly peer: string
  readonly origin: string
  /** Number of the message, or size of the checkpoint. */
  readonly number: number
  readonly id: string
  readonly body: string
  readonly at: string
}

/** Every document we made or hold. */
export interface DocumentsTable {
  readonly document: string
  readonly originator: string
  readonly direction: 'own' | 'received'
  readonly state: string
  readonly title: string
  readonly author: string
  readonly regime: string
  readonly level: string
  /** 0 or 1. */
  readonly classified: number
  /** Payload digest. */
  readonly payload: string
  /** Key commitment. */
  readonly commitment: string
  /** Id of the label statement. */
  readonly label: string
  /** The exact ADatP-4774 XML. */
  readonly label_xml: string
  readonly media_type: string
  readonly size: number
  readonly case_id: string | null
  readonly created_at: string
  readonly etag: number
  /** JSON `{en, ja}` of the marking of what is our own; null for what came. */
  readonly marking: string | null
}

/** Documents about which rules see the same but for what their lines tell: few, however many lines there are. */
export interface RegisterClassesTable {
  /** Digest of the other columns. */
  readonly class: string
  readonly direction: 'own' | 'received'
  /** Id of the pact of the release; empty for what is our own. */
  readonly pact: string
  /** The originator's. */
  readonly regime: string
  readonly level: string
  /** Canonical JSON of what the label says. */
  readonly label: string
}

/**
 * What the rules see of each document, under the home policy or the newest copy. It follows from the
 * statement it was written with, in the same commit; what is empty does not apply to its direction.
 */
export interface RegisterLinesTable {
  readonly document: string
  /** That of the document. */
  readonly created_at: string
  readonly class: string
  readonly author: string
  readonly case_id: string
  readonly release: string
  /** 0 or 1: whether we are among the recipients. */
  readonly released: number
  /** 0 or 1. */
  readonly recalled: number
  readonly not_after: string
  /** What the line is searched by, folded; empty until it is. */
  readonly search: Generated<string>
}

/** What a received document was released for. */
export interface RegisterPurposesTable {
  readonly document: string
  readonly purpose: string
}

/** What documents of ours were made from, whoever's that is. */
export interface SourcesTable {
  readonly document: string
  readonly source: string
  readonly use: 'extract' | 'translate'
  /** Of a translation its language and what it says of its source; empty for what is none. */
  readonly language: string
  readonly statement: string
}

/** Manifests by the digest of their bytes; no release is the home manifest. */
export interface ManifestsTable {
  readonly id: string
  readonly document: string
  readonly release: string | null
  readonly body: Uint8Array
}

/** Policies as the KAS looks them up: document and digest of the bytes (D9). */
export interface PoliciesTable {
  readonly document: string
  readonly id: string
  readonly release: string | null
  readonly body: string
}

/** Open XML SPIF by the digest that a pact pins. */
export interface SecurityPoliciesTable {
  readonly id: string
  readonly body: Uint8Array
}

/** Our own releases. */
export interface ReleasesTable {
  readonly release: string
  readonly document: string
  /** JSON of the statement with the acts so far. */
  readonly statement: string
  readonly statement_id: string
  readonly state: 'prepared' | 'approved' | 'released' | 'withdrawn'
  readonly created_at: string
}

/** Releases that an officer has refused, and why. */
export interface ReleaseRefusalsTable {
  readonly release: string
  /** Pseudonym of the officer. */
  readonly officer: string
  readonly reason: string
  readonly refused_at: string
}

/** Where each release stands with each recipient. */
export interface DeliveriesTable {
  readonly release: string
  readonly recipient: string
  readonly copy: number
  readonly state: 'queued' | 'received' | 'refused' | 'overdue'
  readonly due_at: string
  readonly receipt: string | null
  readonly receipt_proof: string | null
  /** The recipient's refusal. */
  readonly code: string | null
  readonly updated_at: string
}

/** The register of what we received. */
export interface CopiesTable {
  readonly release: string
  readonly document: string
  readonly copy: number
  /** JSON, bilingual. */
  readonly marking: string
  readonly alternative_label: string
  readonly received_at: string
  /** Index of the event `received`. */
  readonly entry: number
  /** Id of the release statement. */
  readonly statement: string
  /** Id of the receipt; null until it is issued. */
  readonly receipt: string | null
  /** Whether the originator has taken the receipt; overdue once the pact's time has passed without. */
  readonly receipt_state: Generated<'overdue' | 'owed' | 'taken'>
  readonly receipt_due_at: string
  /** 0 or 1: whether the originator has been sent a cosigned proof. */
  readonly cosigned: Generated<number>
}

/** Payloads known, whole or not. */
export interface BlobsTable {
  readonly payload: string
  readonly size: number
  /** SHA-256 of each segment, one after another. */
  readonly segments: Uint8Array
  /** 0 or 1. */
  readonly complete: number
}

/** People as the sign-in knows them; what they may do is in statements, not here. */
export interface PeopleTable {
  readonly person: string
  readonly name_en: string
  readonly name_ja: string
  readonly subject: string
  /** Argon2id, in its encoded form. */
  readonly password: string | null
  readonly created_at: string
}

/** What the OpenID provider keeps. Times are seconds since 1970. */
export interface OidcTable {
  readonly model: string
  readonly id: string
  readonly payload: string
  readonly grant_id: string | null
  readonly user_code: string | null
  readonly uid: string | null
  readonly expires_at: number
  readonly consumed_at: number | null
}

/** Proofs of possession already used. */
export interface SeenProofsTable {
  readonly jti: string
  readonly expires_at: number
}

/** Answers to commands, by the key that the caller chose. */
export interface IdempotencyTable {
  readonly key: string
  readonly person: string
  readonly route: string
  /** Digest of the request. */
  readonly request: string
  readonly status: number
  readonly body: string
  readonly created_at: string
}

/** Settings that are no files. */
export interface SettingsTable {
  readonly name: string
  readonly value: string
}

/** The last signed head that a KAS apart has seen of its server's ledger, by origin. */
export interface KasHeadsTable {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** Places of the ledger that were proved to a KAS apart: each serves for one event, once. */
export interface KasRecordedTable {
  readonly origin: string
  readonly idx: number
  /** Canonical JSON of the event: what custodians can hold against the server's record. */
  readonly event: string
}

/** Releases that a KAS apart has verified. */
export interface KasReleasesTable {
  readonly release: string
  readonly document: string
  /** Digest of the policy. */
  readonly policy: string
  /** The policy as manifests carry it. */
  readonly body: string
  /** JSON of the statement with its approvals. */
  readonly statement: string
}
