/**
 * The state of a server: read anew each time that somebody looks.
 *
 * @module
 */
import { stat, statfs } from 'node:fs/promises'

import { requireDirectory } from '@entente/core/pact'
import { sql } from 'kysely'

import type { MemberServer } from '../app.ts'
import { dataFolder } from '../backup/index.ts'
import { reasonsAgainst } from '../http/index.ts'
import { memberFolder, readLastBackup } from '../member/index.ts'

import { readinessChecks } from './health.ts'
import { type AppointedKeyState, keysOf } from './keys.ts'
import { type PeerState, peerStates } from './peers.ts'

/** Everything that is shown. Instants are ISO; null is what has not happened. */
export interface SystemState {
  readonly at: string
  readonly member: string
  readonly versions: {
    readonly node: string
    readonly sqlite: string
    /** Form of the store, by its newest migration. */
    readonly store: string
  }
  /** What speaks against its working: `check` and a code. */
  readonly against: readonly { readonly check: string; readonly code: string }[]
  readonly kas: { readonly apart: boolean; readonly url: string | null }
  readonly ledger: {
    readonly origin: string
    readonly entries: number
    readonly signed: number
    readonly cosigned: number
    /** When the oldest entry was made that no witness has cosigned. */
    readonly uncosignedSince: string | null
  }
  readonly peers: readonly PeerState[]
  readonly keys: readonly AppointedKeyState[]
  readonly storage: {
    readonly freeBytes: number
    readonly totalBytes: number
    readonly storeBytes: number
    readonly payloads: number
    readonly payloadBytes: number
  }
  readonly backup: { readonly at: string; readonly entries: number } | null
  /** Something says when the last backup was made, and cannot be read: nobody knows of one. */
  readonly backupUnreadable: boolean
  /** Releases that were decided and stand in no outbox, by the oldest. */
  readonly undelivered: { readonly count: number; readonly since: string } | null
  /** When a member last contradicted what it had signed before. */
  readonly conflicts: readonly { readonly peer: string; readonly at: string }[]
}

/** Reads it. */
export async function readSystem(
  server: Omit<MemberServer, 'close' | 'work'>,
  now: () => Date,
): Promise<SystemState> {
  const { config, folder, store, kas } = server
  const places = memberFolder(folder)
  const standing = server.standing.current()
  const at = now()
  const backup = await backupOf(folder)
  return {
    at: at.toISOString(),
    member: server.self,
    versions: await versionsOf(server),
    against: await reasonsAgainst(readinessChecks({ store, kas }, places.data)),
    kas: { apart: config.kas !== undefined, url: config.kas?.url ?? null },
    ledger: await ledgerOf(server),
    peers: await peerStates(server, at),
    keys: [...standing.directories.keys()]
      .toSorted((one, two) => Number(two === server.self) - Number(one === server.self))
      .flatMap((member) => keysOf(requireDirectory(standing, member), at.toISOString())),
    storage: await storageOf(server, places.data),
    ...backup,
    undelivered: await undeliveredOf(server),
    conflicts: await conflictsOf(server),
  }
}

type Read = Pick<MemberServer, 'store'>

async function backupOf(folder: string): Promise<Pick<SystemState, 'backup' | 'backupUnreadable'>> {
  try {
    const last = await readLastBackup(folder)
    const backup = last ? { at: last.at, entries: last.size } : null
    return { backup, backupUnreadable: false }
  } catch {
    // An alarm of its own; the rest of the state is what its operator needs now.
    return { backup: null, backupUnreadable: true }
  }
}

async function versionsOf({ store: { db } }: Read): Promise<SystemState['versions']> {
  const { rows } = await sql<{ sqlite: string; store: string }>`
    select sqlite_version() as sqlite, (select max(name) from kysely_migration) as store
  `.execute(db)
  const [row] = rows
  return { node: process.versions.node, sqlite: row?.sqlite ?? '', store: row?.store ?? '' }
}

async function ledgerOf({ store: { db } }: Read): Promise<SystemState['ledger']> {
  const head = await db.selectFrom('ledger_head').selectAll().executeTakeFirstOrThrow()
  const oldest = await db
    .selectFrom('ledger_entries')
    .select('at')
    .where('idx', '>=', head.cosigned_size)
    .where('kind', '!=', 'witness-cosigned')
    .orderBy('idx')
    .limit(1)
    .executeTakeFirst()
  return {
    origin: head.origin,
    entries: head.size,
    signed: head.checkpoint_size,
    cosigned: head.cosigned_size,
    uncosignedSince: oldest?.at ?? null,
  }
}

async function storageOf({ store: { db } }: Read, data: string): Promise<SystemState['storage']> {
  const { bavail, blocks, bsize } = await statfs(data)
  const { payloads, bytes } = await db
    .selectFrom('blobs')
    .select((row) => [
      row.fn.countAll<number>().as('payloads'),
      row.fn.sum<number | null>('size').as('bytes'),
    ])
    .where('complete', '=', 1)
    .executeTakeFirstOrThrow()
  return {
    freeBytes: bavail * bsize,
    totalBytes: blocks * bsize,
    storeBytes: (await stat(dataFolder(data).store)).size,
    payloads,
    payloadBytes: bytes ?? 0,
  }
}

async function undeliveredOf({ store: { db } }: Read): Promise<SystemState['undelivered']> {
  const { count, since } = await db
    .selectFrom('releases')
    .select((row) => [
      row.fn.countAll<number>().as('count'),
      row.fn.min<string | null>('created_at').as('since'),
    ])
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
  return since === null ? null : { count, since }
}

function conflictsOf({ store: { db } }: Read): Promise<SystemState['conflicts']> {
  return db
    .selectFrom('conflicts')
    .select((row) => ['peer', row.fn.max('at').as('at')])
    .groupBy('peer')
    .orderBy('peer')
    .execute()
}
