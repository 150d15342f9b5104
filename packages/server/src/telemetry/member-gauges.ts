/**
 * What the operator of a member watches: queues, receipts, the ledger and its witnesses, keys that end,
 * the disk. docs/operating.md says what to do about each.
 *
 * Labels are members of our pacts, uses of keys, kinds of events and codes: closed sets, and no ids.
 *
 * @module
 */
import { statfs } from 'node:fs/promises'

import { parseEvent } from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import { requireDirectory, type Standing } from '@entente/core/pact'
import { Counter, type Registry } from 'prom-client'

import type { Store } from '../store/index.ts'

import { addGauge, addValue } from './gauges.ts'

/** What is watched. */
export interface Watched {
  readonly store: Pick<Store, 'db'>
  readonly ledger: { readonly waiting: () => number }
  readonly standing: { readonly current: () => Standing }
  /** The data folder: its file system fills up. */
  readonly folder: string
  readonly now: () => Date
}

/** Adds everything to a registry. */
export function watchMember(registry: Registry, watched: Watched): void {
  watchQueues(registry, watched)
  watchReceipts(registry, watched)
  watchLedger(registry, watched)
  watchKeys(registry, watched)
  countEvents(registry, watched)
  addValue(registry, {
    name: 'entente_disk_free_bytes',
    help: 'Bytes free for this user on the file system of the data folder',
    read: () => freeBytes(watched.folder),
  })
}

/** Bytes that this user may still write where `folder` lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

function watchQueues(registry: Registry, { store: { db }, now }: Watched): void {
  const queued = () =>
    db
      .selectFrom('outbox')
      .select((row) => [
        'peer',
        row.fn.countAll<number>().as('waiting'),
        row.fn.min('created_at').as('oldest'),
        row.fn.max('attempts').as('attempts'),
      ])
      .where('state', '=', 'queued')
      .groupBy('peer')
      .execute()
  addGauge(registry, {
    name: 'entente_queue_messages',
    help: 'Messages that wait to be sent or answered, by peer',
    labels: ['peer'],
    read: async () =>
      (await queued()).map(({ peer, waiting }) => ({ labels: { peer }, value: waiting })),
  })
  addGauge(registry, {
    name: 'entente_queue_oldest_seconds',
    help: 'How long the oldest message to a peer has been waiting',
    labels: ['peer'],
    read: async () =>
      (await queued()).map(({ peer, oldest }) => ({
        labels: { peer },
        value: secondsSince(oldest, now()),
      })),
  })
  addGauge(registry, {
    name: 'entente_queue_attempts',
    help: 'How often the message that was tried most has been tried, by peer',
    labels: ['peer'],
    read: async () =>
      (await queued()).map(({ peer, attempts }) => ({ labels: { peer }, value: attempts })),
  })
}

function watchReceipts(registry: Registry, { store: { db } }: Watched): void {
  addGauge(registry, {
    name: 'entente_deliveries',
    help: 'Deliveries of ours by recipient and state: queued, received, refused, overdue',
    labels: ['peer', 'state'],
    read: async () => {
      const rows = await db
        .selectFrom('deliveries')
        .select((row) => ['recipient', 'state', row.fn.countAll<number>().as('count')])
        .groupBy(['recipient', 'state'])
        .execute()
      return rows.map(({ recipient: peer, state, count }) => ({
        labels: { peer, state },
        value: count,
      }))
    },
  })
  addGauge(registry, {
    name: 'entente_receipts_given',
    help: 'Copies here by originator and state of the receipt: owed, taken, overdue',
    labels: ['peer', 'state'],
    read: async () => {
      const rows = await db
        .selectFrom('copies')
        .innerJoin('documents', 'documents.document', 'copies.document')
        .select((row) => ['originator', 'receipt_state', row.fn.countAll<number>().as('count')])
        .groupBy(['originator', 'receipt_state'])
        .execute()
      return rows.map(({ originator: peer, receipt_state: state, count }) => ({
        labels: { peer, state },
        value: count,
      }))
    },
  })
  addValue(registry, {
    name: 'entente_releases_undelivered',
    help: 'Releases that were decided and stand in no outbox',
    read: async () => {
      const { count } = await db
        .selectFrom('releases')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('state', '=', 'released')
        .where((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('deliveries')
                .select('deliveries.release')
                .whereRef('deliveries.release', '=', 'releases.release'),
            ),
          ),
        )
        .executeTakeFirstOrThrow()
      return count
    },
  })
}

function watchLedger(registry: Registry, { store: { db }, ledger, now }: Watched): void {
  const head = () => db.selectFrom('ledger_head').selectAll().executeTakeFirst()
  addValue(registry, {
    name: 'entente_ledger_entries',
    help: 'Entries of the ledger',
    read: async () => (await head())?.size ?? 0,
  })
  addValue(registry, {
    name: 'entente_ledger_signed_entries',
    help: 'Entries below the newest signed head',
    read: async () => (await head())?.checkpoint_size ?? 0,
  })
  addValue(registry, {
    name: 'entente_ledger_cosigned_entries',
    help: 'Entries below the newest head that a witness has cosigned',
    read: async () => (await head())?.cosigned_size ?? 0,
  })
  addValue(registry, {
    name: 'entente_ledger_uncosigned_seconds',
    help: 'How long the oldest entry has waited for a cosignature; our own cosigning does not count',
    read: async () => {
      const [oldest] = await db
        .selectFrom('ledger_entries')
        .select('at')
        .where('idx', '>=', (await head())?.cosigned_size ?? 0)
        .where('kind', '!=', 'witness-cosigned')
        .orderBy('idx')
        .limit(1)
        .execute()
      return oldest ? secondsSince(oldest.at, now()) : 0
    },
  })
  addValue(registry, {
    name: 'entente_ledger_waiting',
    help: 'Works that wait for their commit',
    read: () => Promise.resolve(ledger.waiting()),
  })
  addValue(registry, {
    name: 'entente_conflicts',
    help: 'Contradictions that members have signed, kept as evidence',
    read: async () => {
      const { count } = await db
        .selectFrom('conflicts')
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
  })
}

const ownUses = ['kas', 'label', 'ledger', 'message', 'tls', 'witness'] as const

/** A use whose last appointment has ended is shown by the time that has passed. */
function watchKeys(registry: Registry, { standing, now }: Watched): void {
  addGauge(registry, {
    name: 'entente_appointment_ends_seconds',
    help: 'Seconds until the last appointment of one of our own keys ends, by use; negative after it',
    labels: ['use'],
    read: () => {
      const current = standing.current()
      const { entries } = requireDirectory(current, current.self)
      return Promise.resolve(
        ownUses.flatMap((use) => {
          const ends = entries
            .filter(({ withdrawn }) => withdrawn === undefined)
            .flatMap(({ appointment: { act } }) =>
              act.kind === use ? [Date.parse(act.until) / 1000] : [],
            )
          if (ends.length === 0) return []
          return [{ labels: { use }, value: Math.max(...ends) - now().getTime() / 1000 }]
        }),
      )
    },
  })
}

/** At most this many entries are read at one scrape; the rest is counted at the next. */
const entriesAtOnce = 10_000

/** Counts what the ledger records from now on; a counter starts anew with the process. */
function countEvents(registry: Registry, { store: { db } }: Watched): void {
  const denials = new Counter({
    name: 'entente_denials_total',
    help: 'Reasons for which a key was denied since the start, by code',
    labelNames: ['code'],
    registers: [registry],
  })
  let next: number | undefined
  const events = new Counter({
    name: 'entente_events_total',
    help: 'Entries of the ledger since the start, by kind; opened and key-denied are openings',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const size = (await db.selectFrom('ledger_head').select('size').executeTakeFirst())?.size ?? 0
      next ??= size
      const first = next
      const end = Math.min(size, first + entriesAtOnce)
      // Taken before anything is awaited: two scrapes at once count an entry once.
      next = end
      const rows = await db
        .selectFrom('ledger_entries')
        .select(['kind', 'event'])
        .where('idx', '>=', first)
        .where('idx', '<', end)
        .execute()
      for (const { kind, event } of rows) {
        events.inc({ kind })
        if (kind !== 'key-denied' || event === null) continue
        const denied = parseEvent(parseJson(event))
        if (denied.kind !== 'key-denied') continue
        for (const code of denied.codes) denials.inc({ code })
      }
    },
  })
}

function secondsSince(instant: string, now: Date): number {
  return Math.max(0, (now.getTime() - Date.parse(instant)) / 1000)
}
