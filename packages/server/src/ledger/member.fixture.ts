/**
 * A ledger in a temporary folder, for tests.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { importNoteSigner, type LedgerEvent } from '@entente/core/ledger'

import { files } from '../files/index.ts'
import { openStore, type Store } from '../store/index.ts'

import { type Durable, durableIn } from './durable.ts'
import { type Ledger, openLedgerOn } from './ledger.ts'

/** An open ledger with what a test looks at. */
export interface Opened {
  readonly ledger: Ledger
  readonly store: Store
  /** Commits since it was opened. */
  readonly commits: () => number
  /** What `onFatal` was told. */
  readonly fatal: () => readonly unknown[]
}

/** A member's folder, in which a ledger can be opened again and again. */
export interface Member extends AsyncDisposable {
  readonly folder: string
  readonly file: string
  readonly markFile: string
  open(wrap?: (durable: Durable, store: Store) => Durable): Promise<Opened>
  close(): Promise<void>
  reopen(): Promise<Opened>
}

const now = '2026-11-25T01:02:03.004Z'

/** A harmless event that can be told from others. */
export function event(number: number): LedgerEvent {
  return { kind: 'backup-made', at: now, size: number }
}

/** A member named `name` without entries. */
export async function member(name = 'jpn.example'): Promise<Member> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-ledger-'))
  const file = join(folder, 'member.sqlite')
  const markFile = join(folder, 'ledger.mark')
  const signer = await importNoteSigner('note-ed25519', name, new Uint8Array(32).fill(name.length))
  let opened: Opened | undefined

  const close = async (): Promise<void> => {
    await opened?.ledger.close()
    await opened?.store.close()
    opened = undefined
  }
  const open: Member['open'] = async (wrap = (durable) => durable) => {
    const store = await openStore(file)
    const durable = wrap(durableIn(store, files, markFile), store)
    const fatal: unknown[] = []
    let commits = 0
    try {
      const ledger = await openLedgerOn(
        {
          ...durable,
          commit: (tx) => {
            commits += 1
            return durable.commit(tx)
          },
        },
        {
          store,
          signer,
          markFile,
          clock: () => new Date(now),
          random: (length) => crypto.getRandomValues(new Uint8Array(length)),
          onFatal: (error) => fatal.push(error),
        },
      )
      opened = { ledger, store, commits: () => commits, fatal: () => fatal }
      return opened
    } catch (error) {
      await store.close()
      throw error
    }
  }
  return {
    folder,
    file,
    markFile,
    open,
    close,
    async reopen() {
      await close()
      return open()
    },
    async [Symbol.asyncDispose]() {
      await close()
      await rm(folder, { recursive: true })
    },
  }
}
