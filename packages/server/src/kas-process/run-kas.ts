/**
 * A Key Access Service as one process runs it, for a server that is another: own folder, own keys, own
 * custodians.
 *
 * @module
 */
import { appointed, requireDirectory, type Standing } from '@entente/core/pact'
import { cedarEngine, xmlParser } from '@entente/host'

import { listen } from '../http/index.ts'
import { proofSpender, sweepIdentity } from '../identity/index.ts'
import { createKas, type Kas, KasError, type KasKey } from '../kas/index.ts'
import { openKeyring, type Secret } from '../keys/index.ts'
import { kasEnd, openLink, remoteHost } from '../link/index.ts'
import { answersAt } from '../member/index.ts'
import { openStanding } from '../standing/index.ts'
import { openStore } from '../store/index.ts'
import type { Log } from '../telemetry/index.ts'

import { kasFolder, readKasConfig } from './config.ts'
import { durablyIn } from './durable.ts'
import { followStatements } from './follow.ts'
import { createRecorder } from './recorder.ts'
import { keptReleases } from './releases.ts'

/** What a service is run with. */
export interface KasOptions {
  readonly folder: string
  readonly secret: Secret
  readonly log: Log
  readonly now: () => Date
  /** Called when the service's own disk fails it; has to end the process. */
  readonly onFatal: (error: unknown) => void
}

/** A service that runs. */
export interface RunningKas {
  readonly member: string
  readonly url: string
  /** Finishes what it has begun, and stops. */
  readonly close: () => Promise<void>
}

const sweepMilliseconds = 600_000
const drainMilliseconds = 5000

/**
 * Starts a service. Its server need not be there yet: it is looked for at each request.
 *
 * @throws {KasError} `kas/not-founded`, `kas/bad-config`, `kas/no-server`, `kas/running`; {KeysError}
 *   `keys/wrong-secret`; {PactError} if its own store holds a statement that does not verify
 */
export async function runKas(options: KasOptions): Promise<RunningKas> {
  const { folder, secret, log, now, onFatal } = options
  const { member, host, port, server, trusted } = await readKasConfig(folder)
  if (!server) throw new KasError('kas/no-server', 'no server was handed over')
  if (await answersAt(host, port)) throw new KasError('kas/running', `port ${port} answers`)
  const places = kasFolder(folder)
  await using opened = new AsyncDisposableStack()
  const keyring = await openKeyring(places.keys, secret)
  const tls = keyring.get('link')
  const store = await openStore(places.store)
  opened.defer(() => store.close())
  const standing = await openStanding({
    store,
    self: member,
    appointingKey: server.appointingKey,
    trusted: () => new Set(trusted),
    now,
  })
  const own = { certificate: tls.certificatePem, privateKey: tls.privateKeyPem }
  const link = openLink(server, own)
  opened.defer(() => link.close())
  const common = {
    host: remoteHost(link),
    store,
    durably: durablyIn(store, onFatal),
    standing: () => standing.current(),
    now,
  }
  const follow = followStatements({ ...common, standing })
  const releases = keptReleases({ ...common, xml: xmlParser })
  const keys = (): readonly KasKey[] => keyring.get('kas')
  const service = createKas({
    keys,
    standing: common.standing,
    findPolicy: releases.findPolicy,
    engine: cedarEngine(),
    record: createRecorder(common),
    relay: common.host.askShare,
    origin: () => originOf(common.standing(), keys(), now()),
    refresh: follow,
    spend: proofSpender(store),
    now,
  })
  const kas: Kas = {
    ...service,
    async rebind(rebinding) {
      const bound = await service.rebind(rebinding)
      await releases.keep(rebinding.statement, rebinding.releasePolicy)
      return bound
    },
  }
  const { app, mount } = kasEnd(kas, log)
  const listener = await listen({
    name: 'kas',
    host,
    port,
    tls,
    peers: [{ member, certificatePem: server.certificate }],
    fetch: app.fetch,
    mounts: [mount],
    log,
    now,
  })
  opened.defer(() => listener.close(drainMilliseconds))
  const timer = setInterval(
    () => void sweepIdentity(store, now()).catch(onFatal),
    sweepMilliseconds,
  )
  opened.defer(() => clearInterval(timer))
  // A server that waits for us learns that we are here; one that is not there yet is looked for later.
  void follow().catch((error: unknown) => log.warn('server-not-followed', codeIn(error)))
  const running = opened.move()
  return {
    member,
    url: `https://${host}:${listener.port}`,
    close: () => running.disposeAsync(),
  }
}

/**
 * Where readers reach the service, by the appointment of its own keys: a server cannot have proofs that
 * were made for another place count here.
 */
function originOf(standing: Standing, keys: readonly KasKey[], at: Date): string {
  const directory = requireDirectory(standing, standing.self)
  const own = appointed(directory, 'kas', at.toISOString()).find(({ kid }) =>
    keys.some((key) => key.kid === kid),
  )
  if (!own) throw new KasError('kas/unknown-key', 'none of the keys here is appointed')
  return new URL(own.url).origin
}

function codeIn(error: unknown): { readonly code?: string } {
  return error instanceof KasError ? { code: error.code } : {}
}
