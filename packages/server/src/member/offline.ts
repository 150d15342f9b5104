/**
 * A member's folder while its server is stopped: what an operator changes in it, on record like all else.
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'
import { importNoteSigner } from '@entente/core/ledger'
import { fromBase64Url } from '@entente/core/lib'

import { dataFolder } from '../backup/index.ts'
import { openKeyring, type Secret } from '../keys/index.ts'
import { type Ledger, openLedger } from '../ledger/index.ts'
import { openStanding, type StandingKeeper } from '../standing/index.ts'
import { openStore, type Store } from '../store/index.ts'

import { type MemberConfig, memberFolder, readConfig } from './config.ts'
import { requireStopped } from './running.ts'

/** What opening a stopped member takes. */
export interface OfflineOptions {
  readonly folder: string
  readonly secret: Secret
  /** Pact ids trusted besides those of `member.json`. */
  readonly trusted?: readonly Hash[]
  readonly now: () => Date
}

/** A stopped member, open for its operator. */
export interface OfflineMember extends AsyncDisposable {
  readonly config: MemberConfig
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
}

/**
 * Opens the folder of a member whose server is stopped.
 *
 * @throws {MemberError} `member/running` and others, {KeysError} `keys/wrong-secret`, {StoreError}, {ServerLedgerError}
 */
export async function openOffline({ folder, ...options }: OfflineOptions): Promise<OfflineMember> {
  const config = await readConfig(folder)
  await requireStopped(config)
  return openFolder({ folder, config, ...options })
}

/** {@link openOffline}, where the folder does not say yet who the member is. */
export async function openFolder({
  folder,
  config,
  secret,
  trusted = [],
  now,
}: OfflineOptions & { readonly config: MemberConfig }): Promise<OfflineMember> {
  const places = memberFolder(folder)
  const data = dataFolder(places.data)
  const { name, seed } = (await openKeyring(data.keys, secret)).get('ledger')
  const signer = await importNoteSigner('note-ed25519', name, fromBase64Url(seed))
  const store = await openStore(data.store)
  try {
    const ledger = await openLedger({
      store,
      signer,
      markFile: places.mark,
      clock: now,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      // The call that failed says so itself; nobody else waits on this process.
      onFatal: () => {},
    })
    const standing = await openStanding({
      store,
      self: config.member,
      appointingKey: config.appointingKey,
      trusted: () => new Set([...config.trusted, ...trusted]),
      now,
    })
    return {
      config,
      store,
      ledger,
      standing,
      async [Symbol.asyncDispose]() {
        await ledger.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
