/**
 * The one composition root: a member's server, made of its parts.
 *
 * @module
 */
import { domainTag, importHybridSigner, sha256 } from '@entente/core/crypto'
import { importNoteSigner } from '@entente/core/ledger'
import { type Bytes, EntenteError, fromBase64Url, toHex, utf8 } from '@entente/core/lib'
import { rules } from '@entente/core/policy'
import { cedarCondition, cedarEngine, xmlParser } from '@entente/host'

import { dataFolder } from './backup/index.ts'
import { type Blobs, openBlobs } from './blobs/index.ts'
import {
  deliverReleased,
  issueReceipts,
  markOverdue,
  onAnswered,
  clearDrafts,
  recordExpiries,
  upgradeReceipts,
} from './documents/index.ts'
import {
  type Announcement,
  createHandlers,
  enqueue,
  type Federation,
  startFederation,
} from './federation/index.ts'
import { type Listener, listen, type TrustedPeer } from './http/index.ts'
import { type Decisions, type Kas, readPolicy, verifyPolicy } from './kas/index.ts'
import { type Keyring, openKeyring, type Secret } from './keys/index.ts'
import { openPolicies, type Policies } from './policies/index.ts'
import { type Ledger, openLedger } from './ledger/index.ts'
import { type MemberConfig, memberFolder, readConfig } from './member/index.ts'
import { openKas } from './open-kas.ts'
import { completeRegister, createPrefilter, type Prefilter } from './register/index.ts'
import { openStanding, type StandingKeeper } from './standing/index.ts'
import { openStore, type Store } from './store/index.ts'
import { type Log, type Metrics, observeRequest } from './telemetry/index.ts'

/** What a server is started with. */
export interface ServerOptions {
  readonly folder: string
  readonly secret: Secret
  readonly log: Log
  readonly now: () => Date
  /** Called once when the record cannot be kept any more; has to end the process (D18). */
  readonly onFatal: (error: unknown) => void
  /** Where what happens is counted; nowhere if left out. */
  readonly metrics?: Metrics
}

/** A running server of a member. */
export interface MemberServer {
  readonly self: string
  readonly folder: string
  readonly config: MemberConfig
  readonly store: Store
  readonly ledger: Ledger
  readonly blobs: Blobs
  readonly standing: StandingKeeper
  readonly policies: Policies
  readonly keyring: Keyring
  readonly kas: Kas
  readonly decisions: Decisions
  readonly prefilter: Prefilter
  readonly federation: Federation
  readonly listener: Listener
  readonly labelKey: () => Awaited<ReturnType<typeof importHybridSigner>>
  readonly enqueue: (tx: Parameters<typeof enqueue>[0], announcement: Announcement) => Promise<void>
  /** Does now what waits: deliveries, receipts, messages. Returns when that is done. */
  readonly work: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens a member's folder and serves its peers. */
export async function openServer(options: ServerOptions): Promise<MemberServer> {
  const { folder, secret, log, now, onFatal, metrics } = options
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
  const policies = openPolicies(store, xmlParser)
  // Closed from the start: labels are not judged by a policy that is missing, or that was changed on disk.
  for (const { terms } of standing.current().pacts.values()) await policies.of(terms)
  const message = await importHybridSigner(keyring.get('message'))
  const label = await importHybridSigner(keyring.get('label'))
  const witness = await importNoteSigner(
    'cosignature-ed25519',
    witnessKey.name,
    fromBase64Url(witnessKey.seed),
  )
  const common = { store, ledger, standing, messageKey: () => message, now }
  const announce: MemberServer['enqueue'] = (tx, announcement) => enqueue(tx, announcement, common)

  const decisions: Decisions = {
    standing: () => standing.current(),
    async findPolicy(document, policy) {
      const entry = await readPolicy(store, document, policy)
      return entry && verifyPolicy(entry, standing.current(), document, policy, xmlParser)
    },
    engine: cedarEngine(),
  }
  // What has expired closes, and its line stays: the register says so.
  const shown = rules.filter(({ code }) => code !== 'decision/designation-ended')
  const prefilter = createPrefilter(cedarCondition('open', shown))
  await completeRegister({ store, ledger, self: config.member, xml: xmlParser })
  const pseudonym = pseudonymsUnder(fromBase64Url(keyring.get('token').seed))
  const federation = startFederation({
    ...common,
    blobs,
    witness: () => witness,
    tls: () => {
      const { certificatePem: certificate, privateKeyPem: privateKey } = keyring.get('tls')
      return { certificate, privateKey }
    },
    handlers: createHandlers({
      standing,
      delivery: {
        store,
        policies,
        engine: decisions.engine,
        xml: xmlParser,
        payload: async (payload) => {
          const state = await blobs.state(payload)
          if (!state?.complete) return undefined
          return (await blobs.segments(payload))?.map(({ bytes }) => bytes)
        },
        now,
      },
      receipt: { store, now },
      wake: () => void work(),
    }),
    grantShare: (_request, signed) => kas.grantShare(signed),
    onAnswer: onAnswered,
    onChange: () => listener.trust(trustedBy(federation)),
    log,
    random,
  })
  // What arrives before all parts are there waits.
  const ready = Promise.withResolvers<void>()
  let turn: Promise<void> = ready.promise
  let clearedAt = Number.NEGATIVE_INFINITY
  const clearHourly = async (): Promise<void> => {
    if (now().getTime() - clearedAt < 3_600_000) return
    await clearDrafts(config.draftDays ?? 30, { ...common, blobs })
    clearedAt = now().getTime()
  }
  const doWhatWaits = async (): Promise<void> => {
    const deps = { ...common, enqueue: announce }
    listener.trust(trustedBy(federation))
    await deliverReleased({
      ...deps,
      engine: decisions.engine,
      rebind: (rebinding) => kas.rebind(rebinding),
      onFailure(release, error) {
        metrics?.failures.inc({ work: 'delivery', code: error.code })
        log.error('delivery-failed', { release }, error)
      },
    })
    await issueReceipts(deps)
    await upgradeReceipts(deps)
    await markOverdue(deps)
    await recordExpiries(deps)
    federation.sender.wake()
    // Last: what cannot be cleared keeps nothing from being sent.
    await clearHourly()
  }
  const work = (): Promise<void> => {
    // One after another; what fails is tried again at the next turn.
    const next = turn.then(doWhatWaits)
    turn = next.catch((error: unknown) => {
      const code = error instanceof EntenteError ? error.code : 'failed'
      metrics?.failures.inc({ work: 'work', code })
      log.error('work-failed', {}, error)
    })
    return turn
  }

  const kas = await openKas({
    config,
    keyring,
    store,
    ledger,
    standing,
    decisions,
    askShare: ({ holder, person, ...ask }) =>
      federation.askShare({ peer: holder, reader: pseudonym(person), ...ask }),
    wake: () => void work(),
    log,
    now,
  })
  const listener = await listen({
    name: 'federation',
    host: config.host,
    port: config.ports.federation,
    tls: keyring.get('tls'),
    peers: trustedBy(federation),
    fetch: (request, connection) =>
      measured(request, () => federation.app.fetch(request, connection), { metrics, now }),
    log,
    now,
  })

  ready.resolve()

  return {
    self: config.member,
    folder,
    config,
    store,
    ledger,
    blobs,
    standing,
    policies,
    keyring,
    kas,
    decisions,
    prefilter,
    federation,
    listener,
    labelKey: () => label,
    enqueue: announce,
    work,
    async close() {
      await listener.close(drainMilliseconds)
      await turn
      await federation.close()
      await kas.close()
      await ledger.close()
      await store.close()
    },
  }
}

const drainMilliseconds = 2000

/** Beginnings of the paths that peers ask for: what else they try is one label. */
const federationPaths = [
  '/federation/messages',
  '/federation/shares',
  '/federation/blobs',
  '/federation/heads',
  '/federation/statements',
  '/witness/add-checkpoint',
  '/witness/checkpoint',
  '/ledger',
]

async function measured(
  request: Request,
  answer: () => Response | Promise<Response>,
  { metrics, now }: { readonly metrics: Metrics | undefined; readonly now: () => Date },
): Promise<Response> {
  const started = now().getTime()
  const response = await answer()
  const { pathname } = new URL(request.url)
  const route = federationPaths.find((one) => pathname === one || pathname.startsWith(`${one}/`))
  if (metrics) {
    observeRequest(
      metrics,
      {
        listener: 'federation',
        method: request.method,
        route: route ?? 'other',
        status: response.status,
      },
      now().getTime() - started,
    )
  }
  return response
}

function trustedBy({ certificates }: Federation): readonly TrustedPeer[] {
  return certificates()
}

/** A reader as other members know one: stable, and telling nothing (DESIGN, Custody). */
function pseudonymsUnder(secret: Uint8Array): (person: string) => string {
  return (person) => `r-${toHex(sha256(domainTag('pseudonym'), secret, utf8(person))).slice(0, 32)}`
}
