/**
 * What an operator can do who holds every key of the server and none of the service.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { importNoteSigner, type LedgerEvent } from '@entente/core/ledger'

import type { KasHost } from '../packages/server/src/kas/index.ts'
import type { KeyEntries } from '../packages/server/src/keys/index.ts'
import { type Ledger, openLedger } from '../packages/server/src/ledger/index.ts'
import { openStore } from '../packages/server/src/store/index.ts'

/** Another event of the same moment. */
export function deniedInstead({ at }: LedgerEvent): LedgerEvent {
  const nothing = { document: null, release: null, person: null, device: null }
  return { kind: 'key-denied', at, ...nothing, codes: ['kas/denied'] }
}

/** Records in a ledger of its own that nobody else is shown, larger than the one that the service has seen under the name `larger`. */
export async function recordInFork(
  { name: origin, seed }: { readonly name: string; readonly seed: Uint8Array<ArrayBuffer> },
  larger: string,
  cleanUp: (stop: () => Promise<void>) => void,
): Promise<KasHost['record']> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-fork-'))
  const store = await openStore(join(folder, 'fork.sqlite'))
  const ledger: Ledger = await openLedger({
    store,
    signer: await importNoteSigner('note-ed25519', origin, seed),
    markFile: join(folder, 'mark.json'),
    clock: () => new Date(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    onFatal: () => {},
  })
  cleanUp(async () => {
    await ledger.close()
    await store.close()
    await rm(folder, { recursive: true })
  })
  return async (events, seen) => {
    const filler = deniedInstead({ kind: 'backup-made', at: new Date().toISOString(), size: 0 })
    await ledger.record(async (_tx, append) => {
      for (let size = 0; size < (seen[larger] ?? 0); size++) append(filler)
    })
    const { entries } = await ledger.record(async (_tx, append) => {
      for (const event of events) append(event)
    })
    const places = entries.map(({ index }) => index)
    const { checkpoint, proofs } = await ledger.proveSince(places, seen[origin] ?? 0)
    return {
      checkpoint,
      entries: proofs.map((one, at) => ({ salt: entries[at]?.salt ?? new Uint8Array(32), ...one })),
    }
  }
}

/** A call by somebody with this certificate, or with none. */
export function post(
  url: string,
  ca: string,
  client: KeyEntries['tls'] | undefined,
): Promise<{ readonly status: number | undefined }> {
  const shown = client ? { key: client.privateKeyPem, cert: client.certificatePem } : {}
  const headers = { 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, ca, agent: false, ...shown }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode }))
    })
    sent.on('error', reject)
    sent.end('{}')
  })
}
