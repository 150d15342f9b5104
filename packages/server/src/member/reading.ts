/**
 * A member's folder as it is read beside a running server, without its secret: nothing can be changed.
 *
 * @module
 */
import { LedgerError, parseVerifierKey, type VerifierKey } from '@entente/core/ledger'
import { requireDirectory, type Standing } from '@entente/core/pact'

import { dataFolder } from '../backup/index.ts'
import { files } from '../files/index.ts'
import { type LedgerReader, type Mark, readHead, readLedger, readMark } from '../ledger/index.ts'
import { openStanding, type StandingKeeper } from '../standing/index.ts'
import { readStore, type Store } from '../store/index.ts'

import { type MemberConfig, memberFolder, readConfig } from './config.ts'

/** A member as its files tell. */
export interface MemberReader extends AsyncDisposable {
  readonly config: MemberConfig
  readonly store: Store
  readonly standing: StandingKeeper
  readonly ledger: LedgerReader
  /** How far the ledger may have been signed; read before its head, so never ahead of a sound one. */
  readonly mark: Mark | undefined
}

/**
 * Opens the folder of a member to read it, while its server runs or not. Which key its ledger has is
 * said by its appointments, verified from the appointing key in `member.json`.
 *
 * @throws {MemberError} `member/not-founded`, `member/bad-config`; {StoreError}
 * @throws {LedgerError} `ledger/other-origin` if no appointment names the ledger in the store
 */
export async function readMember(folder: string, now: () => Date): Promise<MemberReader> {
  const config = await readConfig(folder)
  const places = memberFolder(folder)
  const mark = await readMark(files, places.mark)
  const store = await readStore(dataFolder(places.data).store)
  try {
    const head = await readHead(store.db)
    if (!head) throw new LedgerError('ledger/corrupt', 'the store holds no ledger')
    const standing = await openStanding({
      store,
      self: config.member,
      appointingKey: config.appointingKey,
      trusted: () => new Set(config.trusted),
      now,
    })
    const key = ownLedgerKey(standing.current(), head.origin)
    return {
      config,
      store,
      standing,
      ledger: readLedger(store.db, head, key),
      mark,
      [Symbol.asyncDispose]: () => store.close(),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** A key that was withdrawn since still signed what it signed. */
function ownLedgerKey(standing: Standing, origin: string): VerifierKey {
  const { entries } = requireDirectory(standing, standing.self)
  const [key] = entries
    .flatMap(({ appointment: { act } }) => (act.kind === 'ledger' ? [act.verifierKey] : []))
    .map(parseVerifierKey)
    .filter(({ name }) => name === origin)
  if (!key) throw new LedgerError('ledger/other-origin', `nobody has appointed \`${origin}\``)
  return key
}
