/**
 * What a Key Access Service apart holds of its own member's statements: the memory that a server which
 * was restored from a backup lacks.
 *
 * @module
 */
import type { Account } from '../account/index.ts'
import { KasError } from '../kas/index.ts'
import { openStanding } from '../standing/index.ts'
import { readStore } from '../store/index.ts'

import { kasFolder, readKasConfig } from './config.ts'

/**
 * An account by the service about its member, with the grants that no other member knows. The service may
 * be running.
 *
 * @throws {KasError} `kas/not-founded`, `kas/bad-config`, `kas/no-server`; {StoreError}
 */
export async function makeKasAccount(folder: string, now: () => Date): Promise<Account> {
  const { member, server, trusted } = await readKasConfig(folder)
  if (!server) throw new KasError('kas/no-server', 'no server was handed over')
  const store = await readStore(kasFolder(folder).store)
  try {
    const { appointingKey } = server
    const standing = await openStanding({
      store,
      self: member,
      appointingKey,
      trusted: () => new Set(trusted),
      now,
    })
    const members = [...standing.current().directories.keys()]
    const all = async (kind: 'appointment' | 'notice') =>
      (await Promise.all(members.map((one) => standing.statements(kind, one)))).flat()
    return {
      kind: 'account',
      by: member,
      about: member,
      at: now().toISOString(),
      appointments: await all('appointment'),
      notices: await all('notice'),
      grants: await standing.statements('grant', member),
      checkpoint: null,
      sent: [],
      received: [],
    }
  } finally {
    await store.close()
  }
}
