/**
 * Documents as a register holds them, without the statements behind them.
 *
 * @module
 */
import { formatDocumentPolicy, type LevelKey, type Release } from '@entente/core/pact'
import type { Subject } from '@entente/core/policy'
import type { Transaction } from 'kysely'

import { noon } from '../../../core/test/pact-world.ts'
import type { Database, Store } from '../store/index.ts'

import type { SharedLabel } from './classes.ts'
import { writeOwnLine, writeReceivedLine } from './index.ts'

/** A document with its label. */
export type HeldSubject = Subject & { readonly label: SharedLabel }

/** Puts documents in the place of those of the store, as the use cases do. */
export async function writeRows({ db }: Store, all: readonly HeldSubject[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of [
      'register_purposes',
      'register_lines',
      'register_classes',
      'releases',
      'copies',
      'documents',
    ] as const) {
      await tx.deleteFrom(table).execute()
    }
    for (const subject of all) {
      const isOwn = subject.kind === 'own'
      const { document, level }: { document: string; level: LevelKey } = isOwn
        ? subject
        : subject.release
      await tx
        .insertInto('documents')
        .values({
          document,
          originator: isOwn ? 'jpn' : 'nzl',
          direction: isOwn ? 'own' : 'received',
          state: 'draft',
          title: '',
          author: '',
          ...level,
          classified: 1,
          payload: '',
          commitment: '',
          label: '',
          label_xml: '',
          media_type: '',
          size: 0,
          case_id: null,
          created_at: noon,
          etag: 1,
        })
        .execute()
      if (isOwn) {
        const { author, case: inCase, awaitsApproval } = subject
        const home = {
          kind: 'home',
          document,
          member: 'jpn',
          author,
          level,
          case: inCase,
          label: null,
        } as const
        await writeOwnLine(tx, {
          policy: formatDocumentPolicy(home),
          label: subject.label,
          createdAt: noon,
        })
        const state = awaitsApproval ? 'prepared' : 'released'
        await tx
          .insertInto('releases')
          .values({
            release: document,
            document,
            statement: '',
            statement_id: '',
            state,
            created_at: noon,
          })
          .execute()
        continue
      }
      // An older copy, under a release that lets nobody open, comes before or after.
      const older = { ...subject.release, release: `f${subject.release.release.slice(1)}` }
      const copies = [
        [2, subject.release] as const,
        [1, { ...older, recipients: ['aus'] }] as const,
      ]
      for (const [copy, one] of document.endsWith('7') ? copies : copies.toReversed()) {
        await writeCopy(tx, one, copy)
        await writeReceivedLine(tx, { release: one, label: subject.label, self: 'jpn' })
      }
      await tx
        .updateTable('register_lines')
        .set({ recalled: subject.recalled ? 1 : 0 })
        .where('document', '=', document)
        .execute()
    }
  })
}

async function writeCopy(tx: Transaction<Database>, said: Release, copy: number): Promise<void> {
  await tx
    .insertInto('copies')
    .values({
      release: said.release,
      document: said.document,
      copy,
      marking: '',
      alternative_label: '',
      received_at: noon,
      entry: 0,
      statement: '',
      receipt: null,
      receipt_due_at: noon,
    })
    .execute()
}
