/**
 * The tables of the first version.
 *
 * @module
 */
import type { Spelling } from './spelling.ts'

/**
 * One statement a string. A foreign key is checked at its row, never at the commit: what a commit
 * refuses ends the process.
 */
export function first({ integer, serial, bytes, end }: Spelling): readonly string[] {
  return [
    `create table statements (
      seq ${serial},
      type text not null,
      id text not null unique,
      member text not null,
      body text not null,
      recorded_at text not null
    )${end}`,
    `create index statements_by_type on statements (type, member, seq)`,

    `create table ledger_entries (
      idx ${integer} primary key check (idx >= 0),
      leaf ${bytes} not null check (length(leaf) = 32),
      salt ${bytes} check (length(salt) = 32),
      event text,
      kind text not null,
      at text not null,
      check ((salt is null) = (event is null))
    )${end}`,
    `create index ledger_entries_by_kind on ledger_entries (kind, idx)`,

    `create table ledger_hashes (
      level ${integer} not null,
      idx ${integer} not null,
      hash ${bytes} not null check (length(hash) = 32),
      primary key (level, idx)
    )${end}`,

    `create table ledger_head (
      one ${integer} primary key default 1 check (one = 1),
      origin text not null,
      size ${integer} not null check (size >= 0),
      root ${bytes} not null check (length(root) = 32),
      checkpoint text,
      checkpoint_size ${integer} not null check (checkpoint_size <= size),
      cosigned text,
      cosigned_size ${integer} not null check (cosigned_size <= checkpoint_size)
    )${end}`,

    `create table witnessed (
      origin text primary key,
      size ${integer} not null,
      root ${bytes} not null check (length(root) = 32),
      checkpoint text not null
    )${end}`,

    `create table outbox (
      peer text not null,
      number ${integer} not null check (number >= 1),
      payload text not null,
      id text not null,
      previous text,
      entry ${integer} not null,
      signed text,
      state text not null check (state in ('queued', 'answered')),
      attempts ${integer} not null default 0,
      next_at text not null,
      last_error text,
      answer text,
      created_at text not null,
      primary key (peer, number),
      check ((number = 1) = (previous is null)),
      check ((state = 'answered') = (answer is not null))
    )${end}`,
    `create index outbox_queued on outbox (next_at) where state = 'queued'`,

    `create table inbox (
      peer text not null,
      origin text not null,
      number ${integer} not null check (number >= 1),
      id text not null,
      body text not null,
      answer text not null,
      received_at text not null,
      primary key (peer, origin, number)
    )${end}`,

    `create table former_messages (
      direction text not null check (direction in ('in', 'out')),
      peer text not null,
      origin text not null,
      number ${integer} not null,
      id text not null,
      body text not null,
      answer text,
      at text not null,
      ended_at text not null,
      primary key (direction, peer, origin, number, id)
    )${end}`,

    `create table conflicts (
      peer text not null,
      origin text not null,
      number ${integer} not null,
      id text not null,
      body text not null,
      at text not null,
      primary key (peer, origin, number, id)
    )${end}`,

    `create table documents (
      document text primary key,
      originator text not null,
      direction text not null check (direction in ('own', 'received')),
      state text not null,
      title text not null,
      author text not null,
      regime text not null,
      level text not null,
      classified ${integer} not null check (classified in (0, 1)),
      payload text not null,
      commitment text not null,
      label text not null,
      label_xml text not null,
      media_type text not null,
      size ${integer} not null check (size >= 0),
      case_id text,
      created_at text not null,
      etag ${integer} not null
    )${end}`,
    `create index documents_by_time on documents (created_at, document)`,
    `create index documents_by_payload on documents (payload)`,

    `create table manifests (
      id text primary key,
      document text not null,
      release text,
      body ${bytes} not null
    )${end}`,
    `create index manifests_by_document on manifests (document)`,

    `create table policies (
      document text not null,
      id text not null,
      release text,
      body text not null,
      primary key (document, id)
    )${end}`,

    `create table releases (
      release text primary key,
      document text not null references documents (document),
      statement text not null,
      statement_id text not null,
      state text not null check (state in ('prepared', 'approved', 'released', 'withdrawn')),
      created_at text not null
    )${end}`,
    `create index releases_by_document on releases (document)`,

    `create table deliveries (
      release text not null references releases (release),
      recipient text not null,
      copy ${integer} not null check (copy >= 1),
      state text not null check (state in ('queued', 'received', 'refused', 'overdue')),
      due_at text not null,
      receipt text,
      receipt_proof text,
      code text,
      updated_at text not null,
      primary key (release, recipient)
    )${end}`,
    `create index deliveries_due on deliveries (state, due_at)`,

    `create table copies (
      release text primary key,
      document text not null references documents (document),
      copy ${integer} not null check (copy >= 1),
      marking text not null,
      alternative_label text not null,
      received_at text not null,
      entry ${integer} not null check (entry >= 0),
      statement text not null,
      receipt text,
      receipt_state text not null default 'owed' check (receipt_state in ('owed', 'taken', 'overdue')),
      receipt_due_at text not null,
      cosigned ${integer} not null default 0 check (cosigned in (0, 1))
    )${end}`,
    `create index copies_by_document on copies (document)`,
    `create index copies_due on copies (receipt_state, receipt_due_at)`,

    `create table blobs (
      payload text primary key,
      size ${integer} not null check (size >= 0),
      segments ${bytes} not null check (length(segments) % 32 = 0),
      complete ${integer} not null check (complete in (0, 1))
    )${end}`,

    `create table people (
      person text primary key,
      name_en text not null,
      name_ja text not null,
      subject text not null unique,
      password text,
      created_at text not null
    )${end}`,

    `create table oidc (
      model text not null,
      id text not null,
      payload text not null,
      grant_id text,
      user_code text,
      uid text,
      expires_at ${integer} not null,
      consumed_at ${integer},
      primary key (model, id)
    )${end}`,
    `create index oidc_by_grant on oidc (grant_id)`,
    `create index oidc_by_user_code on oidc (user_code)`,
    `create index oidc_by_uid on oidc (uid)`,
    `create index oidc_by_expiry on oidc (expires_at)`,

    `create table seen_proofs (
      jti text primary key,
      expires_at ${integer} not null
    )${end}`,
    `create index seen_proofs_by_expiry on seen_proofs (expires_at)`,

    `create table idempotency (
      key text not null,
      person text not null,
      route text not null,
      request text not null,
      status ${integer} not null,
      body text not null,
      created_at text not null,
      primary key (key, person)
    )${end}`,

    `create table settings (
      name text primary key,
      value text not null
    )${end}`,
  ]
}
