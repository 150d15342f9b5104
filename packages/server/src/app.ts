/**
 * The one composition root: a member's server, made of its parts.
 *
 * @module
 */
import { importHybridSigner } from '@entente/core/crypto'
import { importNoteSigner, parseVerifierKey } from '@entente/core/ledger'
import { type Bytes, fromBase64Url } from '@entente/core/lib'
import { appointed, parseRelease, requireDirectory } from '@entente/core/pact'
import { cedarEngine, xmlParser } from '@entente/host'

import { dataFolder } from './backup/index.ts'
import { type Blobs, openBlobs } from './blobs/index.ts'
import { deliverReleased, issueReceipts } from './documents/index.ts'
import {
  type Announcement,
  createHandlers,
  createInbox,
  enqueue,
  federationRoutes,
  httpsCarrier,
  sendQueued,
} from './federation/index.ts'
import { type Listener, listen, type TrustedPeer } from './http/index.ts'
import { findKnownPolicy, type KasDeps, KasError, rebind } from './kas/index.ts'
import { type Keyring, openKeyring, type Secret } from './keys/index.ts'
import { type Ledger, openLedger } from './ledger/index.ts'
import { type MemberConfig, memberFolder, readConfig } from './member/index.ts'
import { openStanding, type StandingKeeper } from './standing/index.ts'
import { openStore, type Store } from './store/index.ts'
import { type Log } from './telemetry/index.ts'

/** What a server is started with. */
export interface ServerOptions {
  readonly folder: string
  readonly secret: Secret
  readonly log: Log
  readonly now: () => Date
  /** Called once when the record cannot be kept any more; has to end the process (D18). */
  readonly onFatal: (error: unknown) => void
}

/** A running server of a member. */
export interface MemberServer {
  readonly self: string
  readonly config: MemberConfig
  readonly store: Store
  readonly ledger: Ledger
  readonly blobs: Blobs
  readonly standing: StandingKeeper
  readonly keyring: Keyring
  readonly kas: KasDeps
  readonly federation: Listener
  readonly labelKey: () => Awaited<ReturnType<typeof importHybridSigner>>
  readonly enqueue: (tx: Parameters<typeof enqueue>[0], announcement: Announcement) => Promise<void>
  /** Does now what waits: deliveries, receipts, messages, witnessing. Returns when that is done. */
  readonly work: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens a member's folder and serves its peers. */
export async function openServer(options: ServerOptions): Promise<MemberServer> {
  const { folder, secret, log, now, onFatal } = options
  const config = await readConfig(folder)
  const places = memberFolder(folder)
  const data = dataFolder(places.data)
  const keyring = await openKeyring(data.keys, secret)
  const store = await openStore(data.store)
  const blobs = await openBlobs(data.blobs)
  const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length))
  const ledgerKey = keyring.get('ledger')
  const witnessKey = keyring.get('witness')
  const ledger = await openLedger({
    store,
    signer: await importNoteSigner('note-ed25519', ledgerKey.name, fromBase64Url(ledgerKey.seed)),
    markFile: places.mark,
    clock: now,
    random,
    onFatal,
  })
  const standing = await openStanding({
    store,
    self: config.member,
    appointingKey: config.appointingKey,
    trusted: () => new Set(config.trusted),
    now,
  })
  const message = await importHybridSigner(keyring.get('message'))
  const label = await importHybridSigner(keyring.get('label'))
  const witness = await importNoteSigner(
    'cosignature-ed25519',
    witnessKey.name,
    fromBase64Url(witnessKey.seed),
  )
  const common = { store, ledger, standing, messageKey: () => message, now }
  const announce: MemberServer['enqueue'] = (tx, announcement) => enqueue(tx, announcement, common)

  const kas: KasDeps = {
    keys: () => keyring.get('kas'),
    standing: () => standing.current(),
    findPolicy: (document, policy) => findKnownPolicy(store, standing.current(), document, policy),
    engine: cedarEngine(),
    async record(event) {
      try {
        await ledger.record(async (_tx, append) => {
          append(event)
        })
      } catch (cause) {
        throw new KasError('kas/not-recorded', 'the ledger did not take the event', { cause })
      }
    },
    relay: () => Promise.resolve(undefined),
    now,
  }

  const takeMessage = createInbox({
    ...common,
    handlers: createHandlers({
      standing,
      delivery: {
        store,
        xml: xmlParser,
        payload: async (digest) => {
          const state = await blobs.state(digest)
          if (!state?.complete) return undefined
          return (await blobs.segments(digest))?.map(({ bytes }) => bytes)
        },
        now,
      },
      receipt: { store, now },
      wake: () => void work(),
      now,
    }),
  })
  const routes = federationRoutes({
    ledger,
    blobs,
    takeMessage,
    takeShareRequest: () => Promise.reject(new KasError('kas/unknown-policy', 'no such share')),
    addCheckpoint: (body, peer) => {
      const ledgers = ledgersOf(standing, peer, now())
      return ledger.witness.addCheckpoint(body, { ledgers, signer: witness })
    },
  })
  const federation = await listen({
    name: 'federation',
    host: config.host,
    port: config.ports.federation,
    tls: keyring.get('tls'),
    peers: peersOf(standing, now()),
    fetch: (request, connection) => routes.fetch(request, connection),
    log,
    now,
  })

  const carrier = httpsCarrier({
    blobs,
    standing,
    tls: () => {
      const { certificatePem: certificate, privateKeyPem: privateKey } = keyring.get('tls')
      return { certificate, privateKey }
    },
    now,
  })
  let turn: Promise<void> = Promise.resolve()
  const work = (): Promise<void> => {
    turn = turn.then(async () => {
      federation.trust(peersOf(standing, now()))
      await deliverReleased({
        ...common,
        rebind: (rebinding) =>
          rebind(rebinding, { standing: standing.current(), keys: keyring.get('kas') }),
        enqueue: announce,
      })
      await issueReceipts({ ...common, enqueue: announce })
      for (const peer of peerNames(standing)) await sendQueued(peer, carrier, onAnswer, common)
    })
    turn = turn.catch((error: unknown) => {
      log.error('work-failed', {}, error)
    })
    return turn
  }

  return {
    self: config.member,
    config,
    store,
    ledger,
    blobs,
    standing,
    keyring,
    kas,
    federation,
    labelKey: () => label,
    enqueue: announce,
    work,
    async close() {
      await federation.close(2000)
      await turn
      await ledger.close()
      await store.close()
    },
  }
}

/** A refused delivery is shown as such: the originator has to act. */
const onAnswer: Parameters<typeof sendQueued>[2] = async (tx, { body, to }, { at, result }) => {
  if (body.kind !== 'delivery' || result.kind === 'accepted') return
  const { release } = parseRelease(body.statement)
  await tx
    .updateTable('deliveries')
    .set({ state: 'refused', code: result.code, updated_at: at })
    .where('release', '=', release)
    .where('recipient', '=', to)
    .execute()
}

function peerNames(standing: StandingKeeper): readonly string[] {
  const { self, directories } = standing.current()
  return [...directories.keys()].filter((member) => member !== self)
}

function peersOf(standing: StandingKeeper, at: Date): readonly TrustedPeer[] {
  return peerNames(standing).flatMap((member) =>
    appointed(requireDirectory(standing.current(), member), 'tls', at.toISOString()).map(
      ({ certificate }) => ({ member, certificatePem: certificate }),
    ),
  )
}

function ledgersOf(
  standing: StandingKeeper,
  member: string,
  at: Date,
): readonly { readonly member: string; readonly key: ReturnType<typeof parseVerifierKey> }[] {
  return appointed(requireDirectory(standing.current(), member), 'ledger', at.toISOString())
    .filter(({ kind }) => kind === 'ledger')
    .map(({ verifierKey }) => ({ member, key: parseVerifierKey(verifierKey) }))
}
