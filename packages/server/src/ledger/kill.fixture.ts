/**
 * Records without end and tells its parent what was acknowledged, until it is killed.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import { importNoteSigner } from '@entente/core/ledger'

import { openStore } from '../store/index.ts'

import { openLedger } from './index.ts'

const folder = process.argv[2] ?? ''
const ledger = await openLedger({
  store: await openStore(join(folder, 'member.sqlite')),
  signer: await importNoteSigner('note-ed25519', 'jpn.example', new Uint8Array(32)),
  markFile: join(folder, 'ledger.mark'),
  clock: () => new Date(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  onFatal: (error) => {
    throw error
  },
})

await Promise.all([1, 2, 3].map(recordForEver))

async function recordForEver(): Promise<never> {
  for (;;) {
    const name = randomUUID()
    const { result } = await ledger.record(async (tx, append) => {
      await tx.insertInto('settings').values({ name, value: '' }).execute()
      return append({ kind: 'backup-made', at: new Date().toISOString(), size: 0 })
    })
    process.send?.({ index: result.index, leaf: result.leaf, name })
  }
}
