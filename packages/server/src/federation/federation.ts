/**
 * A member's federation, put together: what it answers on its listener, and what it says to peers.
 *
 * @module
 */
import type { HybridSigner, Statement } from '@entente/core/crypto'
import type { NoteSigner } from '@entente/core/ledger'
import type { Bytes } from '@entente/core/lib'
import { parseRelease } from '@entente/core/pact'
import { type EnclosedShare, WireError } from '@entente/core/wire'
import type { Hono } from 'hono'

import type { Blobs } from '../blobs/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { StandingKeeper } from '../standing/index.ts'
import type { Store } from '../store/index.ts'
import type { Log } from '../telemetry/index.ts'

import { type BodyLimits, bodyLimits } from './bodies.ts'
import { askOver, httpsCarrier } from './carrier.ts'
import { changeHandlers } from './changes.ts'
import type { OwnTls } from './client.ts'
import { createInbox, type Handlers } from './inbox.ts'
import { type Links, watchLinks } from './links.ts'
import type { OnAnswer } from './outbox.ts'
import {
  hasHadLedger,
  isAppointedNow,
  ledgersOf,
  peerCertificates,
  type PeerCertificate,
} from './peers.ts'
import { refusalOf } from './refusals.ts'
import { closedRoutes, federationRoutes, nothingHere, type PeerEnv } from './routes.ts'
import { type Sender, startSender } from './sender.ts'
import { createShareDesk, type GrantShare, shareAsker, type ShareQuestion } from './shares.ts'
import { standingRoutes } from './standing-routes.ts'
import { witnessClient, type WitnessRound } from './witness-client.ts'

/** What a federation is made of. */
export interface FederationOptions {
  readonly store: Store
  readonly ledger: Ledger
  readonly standing: StandingKeeper
  readonly blobs: Blobs
  readonly messageKey: () => HybridSigner
  readonly witness: () => NoteSigner
  readonly tls: () => OwnTls
  /** What messages about documents cause; changes of standing are taken here. */
  readonly handlers: Omit<Handlers, 'appointments' | 'notice'>
  readonly grantShare: GrantShare
  /** What an answer to a message of ours causes. */
  readonly onAnswer: OnAnswer
  /** Called when a peer has changed what is in force; returns at once. */
  readonly onChange: () => void
  readonly log: Log
  readonly now: () => Date
  readonly random: (length: number) => Bytes
  /** Default: {@link bodyLimits}. */
  readonly limits?: BodyLimits
}

/** A running federation. */
export interface Federation {
  /** For the federation listener. */
  readonly app: Hono<PeerEnv>
  readonly takeMessage: (signed: Statement, peer: string) => Promise<Statement>
  readonly sender: Sender
  /** Asks every peer to cosign our checkpoint; to be called on a schedule. */
  readonly witnessRound: () => Promise<WitnessRound>
  readonly askShare: (question: ShareQuestion) => Promise<EnclosedShare | undefined>
  /** The certificates that the listener lets in now; to be told to it on every change and in between. */
  readonly certificates: () => readonly PeerCertificate[]
  /** What has been seen of the connections to the peers since the start. */
  readonly links: Pick<Links, 'minutes' | 'stateOf'>
  readonly close: () => Promise<void>
}

/** Starts a federation. */
export function startFederation(options: FederationOptions): Federation {
  const { standing, ledger, blobs, now, witness, limits = bodyLimits } = options
  const links = watchLinks(now)
  const ask = links.watched(askOver(options))
  const takeMessage = createInbox({ ...options, handlers: handlersOf(options) })
  const takeShareRequest = createShareDesk({ ...options, grant: options.grantShare })

  const app = closedRoutes()
  app.use(async (c, next) => {
    // The listener may not have heard yet of an appointment that has ended.
    const { peer } = c.env
    if (!peer || !isAppointedNow(standing.current(), peer, now())) {
      return refusalOf(nothingHere())
    }
    links.heard(peer.member)
    sender.heard(peer.member)
    return next()
  })
  app.route(
    '/',
    federationRoutes({
      ledger,
      blobs,
      takeMessage,
      takeShareRequest,
      addCheckpoint(body, peer) {
        const ledgers = ledgersOf(standing.current(), peer, now())
        return ledger.witness.addCheckpoint(body, { ledgers, signer: witness() })
      },
      async lastCheckpoint(origin, peer) {
        if (!hasHadLedger(standing.current(), peer, origin)) return undefined
        return ledger.witness.lastSeen(origin)
      },
      limits,
    }),
  )
  app.route('/', standingRoutes({ standing, ledger, now, wake: options.onChange, limits }))

  const random = (): number => new DataView(options.random(4).buffer).getUint32(0) / 2 ** 32
  const sender = startSender({
    ...options,
    random,
    carrier: httpsCarrier({ blobs, standing, ask }),
  })
  return {
    app,
    takeMessage,
    sender,
    witnessRound: witnessClient({ ...options, ask }),
    askShare: shareAsker({ ...options, ask }),
    links,
    certificates: () => peerCertificates(standing.current(), now()),
    close: () => sender.close(),
  }
}

function handlersOf({ handlers, blobs, onChange, ...deps }: FederationOptions): Handlers {
  const changes = changeHandlers(deps)
  return {
    ...handlers,
    async appointments(body, message, keep) {
      await changes.appointments(body, message, keep)
      onChange()
    },
    async notice(body, message, keep) {
      await changes.notice(body, message, keep)
      onChange()
    },
    async delivery(body, message, keep) {
      const state = await blobs.state(parseRelease(body.statement).payload)
      if (!state?.complete) throw new WireError('wire/payload-missing', 'the payload is not here')
      await handlers.delivery(body, message, keep)
    },
  }
}
