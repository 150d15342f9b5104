/** After a restore the server gets back from its service, apart, what the backup did not hold. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { importNoteSigner } from '@entente/core/ledger'
import { fromBase64Url } from '@entente/core/lib'
import type { GrantAct } from '@entente/core/pact'
import { openKeyring, readConfig } from '@entente/server'

import { backup, dataFolder, restore } from '../packages/server/src/backup/index.ts'
import { kasHost, type KasHost } from '../packages/server/src/kas/index.ts'
import { durablyIn } from '../packages/server/src/kas-process/durable.ts'
import { followStatements } from '../packages/server/src/kas-process/follow.ts'
import { openLedger } from '../packages/server/src/ledger/index.ts'
import {
  headsIn,
  openStanding,
  type StandingKeeper,
} from '../packages/server/src/standing/index.ts'
import { openStore } from '../packages/server/src/store/index.ts'

import { clear } from './documents.ts'
import { federation, type Federation, term } from './federation.ts'
import { secret } from './members.ts'

const now = (): Date => new Date()
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
let net: Federation
let root = ''
const stops: (() => Promise<void>)[] = []

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-kas-restore-'))
  net = await federation({ apart: ['nzl'] })
})
after(async () => {
  for (const stop of stops.toReversed()) await stop()
  await net[Symbol.asyncDispose]()
  await rm(root, { recursive: true, force: true })
})

test('what was withdrawn since the backup is withdrawn again', async () => {
  const { wellington } = net
  const { server } = wellington
  await clear(wellington)
  const clearance = clearanceOf(wellington.people['second']?.person ?? '')
  await wellington.grant('security', clearance)
  const { grants } = server.standing.current()
  const given = grants.entries.at(-1)?.id
  assert.ok(given)

  const [source, target, markFile] = ['backup', 'restored', 'mark.json'].map((one) =>
    join(root, one),
  )
  assert.ok(source && target && markFile)
  await backup(join(wellington.folder, 'data'), source, now())
  await wellington.grant('security', { kind: 'withdrawal', grant: given })
  assert.equal(await server.kas.state(), undefined, 'the service has heard of it')
  await wellington.kas?.stop()

  const newOrigin = 'nzl.ledger.entente.invalid/restored'
  await restore({ source, target, newOrigin, secret, markFile, clock: now, random })
  const restored = await openRestored(target, markFile)
  assert.notDeepEqual(headsIn(restored.standing.current()), headsIn(server.standing.current()))

  const service = await openService()
  const follow = (host: KasHost) => followStatements({ host, ...service })()
  const refusing = { ...restored.host, giveBack: () => Promise.resolve() }
  await assert.rejects(follow(refusing), { code: 'kas/older-statements' })
  await follow(restored.host)
  assert.deepEqual(headsIn(restored.standing.current()), headsIn(server.standing.current()))
  const entry = restored.standing.current().grants.entries.find(({ id }) => id === given)
  assert.ok(entry?.withdrawn)
})

async function openRestored(
  target: string,
  markFile: string,
): Promise<{ readonly host: KasHost; readonly standing: StandingKeeper }> {
  const data = dataFolder(target)
  const { name, seed } = (await openKeyring(data.keys, secret)).get('ledger')
  const store = await openStore(data.store)
  const signer = await importNoteSigner('note-ed25519', name, fromBase64Url(seed))
  const onFatal = (): void => {}
  const ledger = await openLedger({ store, signer, markFile, clock: now, random, onFatal })
  const config = await readConfig(net.wellington.folder)
  const standing = await openStanding({
    store,
    self: config.member,
    appointingKey: config.appointingKey,
    trusted: () => new Set(config.trusted),
    now,
  })
  stops.push(
    () => store.close(),
    () => ledger.close(),
  )
  const askShare = () => Promise.resolve(undefined)
  return { standing, host: kasHost({ store, ledger, standing, askShare, now }) }
}

/** What the service has on its own disk. */
async function openService(): Promise<
  Pick<Parameters<typeof followStatements>[0], 'durably' | 'standing'>
> {
  const folder = net.wellington.kas?.folder
  assert.ok(folder)
  const store = await openStore(join(folder, 'data', 'kas.sqlite'))
  stops.push(() => store.close())
  const config = await readConfig(net.wellington.folder)
  const standing = await openStanding({
    store,
    self: config.member,
    appointingKey: config.appointingKey,
    trusted: () => new Set(config.trusted),
    now,
  })
  return { standing, durably: durablyIn(store, () => assert.fail()) }
}

function clearanceOf(person: string): GrantAct {
  const level = { regime: 'urn:entente:regime:nzl:psr', level: 'SECRET' }
  return { kind: 'clearance', person, ...level, organ: 'nzl-ministry', ...term }
}
