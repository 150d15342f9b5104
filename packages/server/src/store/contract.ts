/**
 * What every engine behind {@link Store} has to do, as tests. Each engine runs all of them.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { sql, type SqlBool } from 'kysely'

import type { Store } from './store.ts'

/** A place of its own for one store, which stays after the store is closed. */
export interface StorePlace extends AsyncDisposable {
  open(): Promise<Store>
}

const setting = { name: 'region', value: '太平洋' }
const head = {
  origin: 'example.org/ledger',
  size: 0,
  root: new Uint8Array(32),
  checkpoint: null,
  checkpoint_size: 0,
  cosigned: null,
  cosigned_size: 0,
}

/** Runs the contract against the stores that `place` makes. */
export function storeContract(name: string, place: () => Promise<StorePlace>): void {
  const holds = (what: string, body: (store: Store, place: StorePlace) => Promise<void>): void => {
    void test(what, async () => {
      await using here = await place()
      const store = await here.open()
      try {
        await body(store, here)
      } finally {
        await store.close()
      }
    })
  }

  void describe(`the store on ${name}`, () => {
    holds('keeps what was committed when it is closed and opened again', async ({ db }, here) => {
      await db.insertInto('settings').values(setting).execute()
      const again = await here.open()
      try {
        assert.deepEqual(await again.db.selectFrom('settings').selectAll().execute(), [setting])
      } finally {
        await again.close()
      }
    })

    holds('gives bytes, text and integers back as they were, in ordinary rows', async ({ db }) => {
      const entry = {
        idx: Number.MAX_SAFE_INTEGER,
        leaf: Uint8Array.from({ length: 32 }, (_, at) => at * 8),
        salt: null,
        event: null,
        kind: '点検',
        at: '2026-11-25T00:00:00.000Z',
      }
      await db.insertInto('ledger_entries').values(entry).execute()
      assert.deepEqual(await db.selectFrom('ledger_entries').selectAll().execute(), [entry])
    })

    holds('forgets a transaction that fails', async ({ db }) => {
      const failing = db.transaction().execute(async (tx) => {
        await tx.insertInto('settings').values(setting).execute()
        throw new Error('as planned')
      })
      await assert.rejects(failing, /as planned/)
      assert.deepEqual(await db.selectFrom('settings').selectAll().execute(), [])
    })

    holds('forgets alone what came after a savepoint', async ({ db }) => {
      const tx = await db.startTransaction().execute()
      await tx.insertInto('settings').values(setting).execute()
      const inner = await tx.savepoint('work').execute()
      await inner.insertInto('settings').values({ name: 'b', value: '2' }).execute()
      await inner.rollbackToSavepoint('work').execute()
      await tx.commit().execute()
      assert.deepEqual(await db.selectFrom('settings').selectAll().execute(), [setting])
    })

    holds('runs transactions that read and then write one after another', async ({ db }) => {
      await db.insertInto('settings').values({ name: 'count', value: '0' }).execute()
      const increment = () =>
        db.transaction().execute(async (tx) => {
          const count = tx.selectFrom('settings').select('value').where('name', '=', 'count')
          const value = String(Number((await count.executeTakeFirstOrThrow()).value) + 1)
          await tx.updateTable('settings').set({ value }).where('name', '=', 'count').execute()
        })
      await Promise.all(Array.from({ length: 20 }, increment))
      const { value } = await db.selectFrom('settings').select('value').executeTakeFirstOrThrow()
      assert.equal(value, '20')
    })

    holds('numbers statements by itself, in order', async ({ db }) => {
      const statement = (id: string) => ({
        type: 'entente-notice',
        id,
        member: 'jpn',
        body: '{}',
        recorded_at: '2026-11-25T00:00:00.000Z',
      })
      for (const id of ['a', 'b']) {
        await db.insertInto('statements').values(statement(id)).execute()
      }
      const rows = await db.selectFrom('statements').select(['seq', 'id']).orderBy('seq').execute()
      assert.deepEqual(rows, [
        { seq: 1, id: 'a' },
        { seq: 2, id: 'b' },
      ])
    })

    for (const [why, value] of [
      ['undefined', undefined],
      ['NaN', Number.NaN],
      ['a fraction', 0.5],
      ['an integer that was rounded', 2 ** 53],
      ['a boolean', true],
      ['a date', new Date(0)],
      ['an object', { name: 'a' }],
      ['an array', ['a']],
    ] as const) {
      holds(`refuses to bind ${why}`, async ({ db }) => {
        await assert.rejects(sql`select ${sql.val(value)} as bound`.execute(db), TypeError)
      })
    }

    holds('refuses a value of the wrong type for its column', async ({ db }) => {
      await assert.rejects(
        sql`insert into blobs (payload, size, segments, complete)
            values ('p', 'many', ${new Uint8Array()}, 0)`.execute(db),
      )
    })

    holds('refuses a second head of the ledger', async ({ db }) => {
      await db.insertInto('ledger_head').values(head).execute()
      await assert.rejects(db.insertInto('ledger_head').values(head).execute())
      await assert.rejects(
        db
          .insertInto('ledger_head')
          .values({ ...head, one: 2 })
          .execute(),
      )
    })

    holds('refuses a checkpoint beyond the entries', async ({ db }) => {
      const beyond = { ...head, checkpoint_size: 1 }
      await assert.rejects(db.insertInto('ledger_head').values(beyond).execute())
    })

    holds('finds texts by a part, letter by letter, in Japanese too', async ({ db }) => {
      for (const text of ['海上保安 100%', '海上保安 1000', 'a_b', 'axb', 'か', 'が']) {
        await db.insertInto('settings').values({ name: text, value: '' }).execute()
      }
      const found = async (pattern: string) => {
        const condition = sql<SqlBool>`name like ${pattern} escape '!'`
        const rows = await db.selectFrom('settings').select('name').where(condition).execute()
        return rows.map((row) => row.name).toSorted()
      }
      assert.deepEqual(await found('%保安%'), ['海上保安 100%', '海上保安 1000'])
      assert.deepEqual(await found('%100!%%'), ['海上保安 100%'])
      assert.deepEqual(await found('%a!_b%'), ['a_b'])
      assert.deepEqual(await found('%か%'), ['か'])
    })

    holds('refuses a release of no document', async ({ db }) => {
      const release = {
        release: 'r',
        document: 'none',
        statement: '{}',
        statement_id: 's',
        state: 'prepared',
        created_at: '2026-11-25T00:00:00.000Z',
      } as const
      await assert.rejects(db.insertInto('releases').values(release).execute())
    })
  })
}
