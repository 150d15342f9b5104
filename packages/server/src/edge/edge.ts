/**
 * The edge: what a member's own people reach, over TLS, signed in at an enrolled device.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'

import { connectNodeAdapter } from '@connectrpc/connect-node'
import type { XmlParser } from '@entente/core/label'
import { fromBase64Url } from '@entente/core/lib'

import type { MemberServer } from '../app.ts'
import {
  type Api,
  createApi,
  createCursors,
  createRateLimit,
  type Cursors,
  idempotency,
  listen,
  type Listener,
  openSessionRoutes,
  openWayInRoutes,
  openWebApp,
  openWebSessionRoutes,
  type RateLimit,
  sessionRoutes,
  streamedRoutes,
  sweepIdempotency,
  wayInRoutes,
  webSessionRoutes,
} from '../http/index.ts'
import {
  createAuthenticator,
  createProvider,
  deriveIdentityKeys,
  findPerson,
  proofSpender,
  providerMount,
  type SessionDeps,
  sweepIdentity,
  sweepWebSessions,
} from '../identity/index.ts'
import {
  bodyOfRequest,
  credentialsOf,
  type Decisions,
  findEnrolment,
  kasService,
} from '../kas/index.ts'
import type { Prefilter } from '../register/index.ts'
import type { Store } from '../store/index.ts'
import { firstStepsOpen } from '../system/index.ts'
import { createMetrics, type Log, type Metrics, type Minutes } from '../telemetry/index.ts'

import { waysIn, webAuthentication, webDomain } from './browsers.ts'
import { acknowledgementRoutes } from './acknowledgement-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { copyRoutes } from './copy-routes.ts'
import { consentRoutes } from './consent-routes.ts'
import { draftRoutes } from './draft-routes.ts'
import { payloadRoutes } from './payload-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { accessRoutes } from './access-routes.ts'
import { approvalRoutes } from './approval-routes.ts'
import { evidenceRoutes } from './evidence-routes.ts'
import { facilityRoutes } from './facility-routes.ts'
import { expiryRoutes } from './expiry-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { draftingRoutes } from './drafting-routes.ts'
import { firstStepsRoutes, openFirstStepsRoutes } from './first-steps-routes.ts'
import { historyRoutes } from './history-routes.ts'
import { sourceRoutes } from './source-routes.ts'
import { ledgerFileRoutes } from './ledger-file-routes.ts'
import { ledgerRoutes } from './ledger-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { pactRoutes } from './pact-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { printRoutes } from './print-routes.ts'
import { refusalRoutes } from './refusal-routes.ts'
import { releaseRoutes } from './release-routes.ts'
import { statementRoutes } from './statement-routes.ts'
import { systemRoutes } from './system-routes.ts'
import { taskRoutes } from './task-routes.ts'

/** What the routes of the edge work on. */
export interface EdgeDeps {
  readonly server: MemberServer
  readonly store: Store
  readonly decisions: Decisions
  readonly prefilter: Prefilter
  readonly xml: XmlParser
  readonly cursors: Cursors
  readonly random: (length: number) => Uint8Array
  /** Requests of the listeners, minute by minute. */
  readonly minutes: Pick<Minutes, 'read' | 'since'>
  /** The code of the link to the first steps. */
  readonly firstStepsCode: string
  /** Something may be waiting now; returns at once. */
  readonly wake: () => void
  readonly now: () => Date
}

/** What the edge is opened with. */
export interface EdgeOptions {
  readonly xml: XmlParser
  readonly log: Log
  readonly now: () => Date
  readonly metrics?: Metrics
  /** How much one person may ask. */
  readonly personRate?: RateLimit
  /** How much may be asked from one address. */
  readonly addressRate?: RateLimit
  /** Folder of the web application, built. Without one, or without a domain, none is served. */
  readonly web?: string
}

/** A running edge. */
export interface Edge extends Listener {
  /** Public URL without a path. */
  readonly origin: string
  /** The same as browsers know it, where the member has a domain. */
  readonly webOrigin?: string
  /** The page of a new member's first steps; undefined where it has none, or has arrived. */
  readonly firstSteps?: string
  readonly api: Api
}

/** Opens the edge of a server that runs. */
export async function openEdge(
  server: MemberServer,
  {
    xml,
    log,
    now,
    metrics = createMetrics(now),
    personRate = createRateLimit({ burst: 200, perSecond: 50 }),
    addressRate = createRateLimit({ burst: 500, perSecond: 200 }),
    web,
  }: EdgeOptions,
): Promise<Edge> {
  const { config, store, keyring, kas, decisions, prefilter } = server
  const origin = `https://${config.host}:${config.ports.edge}`
  const keys = await deriveIdentityKeys(fromBase64Url(keyring.get('token').seed))
  const provider = createProvider({
    store,
    keys,
    origin,
    now,
    onFailure: (error) => log.error('provider-failed', {}, error),
  })
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const domain = webDomain(config)
  const webOrigin = domain === undefined ? undefined : `https://${domain}:${config.ports.edge}`
  const sessions: SessionDeps = {
    realm: { issuer: origin, audience: `${origin}/api` },
    origin,
    key: keys.token,
    findDevice: (key, at) => Promise.resolve(findEnrolment(server.standing.current(), key, at)),
    spendProof: proofSpender(store),
    getSignIn: (token) => provider.getSignIn(token),
    findPerson: (subject) => findPerson(store.db, subject),
    randomId: randomUUID,
    ...(webOrigin === undefined ? {} : { web: webAuthentication(server, webOrigin) }),
  }
  const authenticate = createAuthenticator(sessions, [keys.token.publicJwk])
  const deps: EdgeDeps = {
    server,
    store,
    decisions,
    prefilter,
    xml,
    cursors: createCursors(keys.cursor),
    random,
    minutes: metrics.minutes,
    firstStepsCode: keys.firstSteps,
    wake: () => void server.work(),
    now,
  }
  const api = createApi({
    listener: 'edge',
    info: { title: 'Entente', version: '1', description: `The server of ${config.member}` },
    authenticate,
    open: [
      ...openSessionRoutes,
      ...openWebSessionRoutes,
      ...openWayInRoutes,
      ...openFirstStepsRoutes,
    ],
    bodyLimits,
    addressRate,
    personRate,
    around: [idempotency(store, now, streamedRoutes({ bodyLimits }))],
    log,
    metrics,
    now,
  })
  api.route('/', sessionRoutes(sessions, now))
  if (domain !== undefined && webOrigin !== undefined) {
    const browsers = { origin: webOrigin, domain, challengeKey: keys.challenge, random }
    const ways = waysIn(server, sessions, browsers, now)
    api.route('/', webSessionRoutes(ways, now))
    api.route('/', wayInRoutes(ways, now))
  }
  for (const routes of allRoutes) {
    api.route('/', routes(deps))
  }
  const rpc = connectNodeAdapter({
    ...bodyOfRequest,
    routes: kasService(kas, admitting(authenticate, now)),
  })
  const app =
    web === undefined || webOrigin === undefined
      ? undefined
      : await openWebApp(web, webOrigin, random)
  const listener = await listen({
    name: 'edge',
    host: config.host,
    port: config.ports.edge,
    tls: keyring.get('tls'),
    fetch: (request, connection) => app?.(request) ?? api.fetch(request, connection),
    mounts: [
      { path: providerMount, handle: provider.handle, rate: addressRate },
      {
        path: '/kas.AccessService',
        handle: (request, response) => rpc(request, response),
        rate: createRateLimit({ burst: 500, perSecond: 200 }),
      },
    ],
    log,
    now,
  })
  const sweeping = setInterval(() => {
    Promise.all([
      sweepIdentity(store, now()),
      sweepWebSessions(store, now()),
      sweepIdempotency(store, now()),
    ]).catch((error: unknown) => log.error('sweep-failed', {}, error))
  }, sweepMilliseconds)
  return {
    ...listener,
    origin,
    ...(webOrigin === undefined ? {} : { webOrigin }),
    ...(app && firstStepsOpen(server.standing.current(), now())
      ? { firstSteps: `${webOrigin}/#/start?code=${keys.firstSteps}` }
      : {}),
    api,
    async close(graceMilliseconds) {
      clearInterval(sweeping)
      await listener.close(graceMilliseconds)
    },
  }
}

const allRoutes = [
  memberRoutes,
  pactRoutes,
  draftingRoutes,
  registerRoutes,
  draftRoutes,
  payloadRoutes,
  copyRoutes,
  acknowledgementRoutes,
  consentRoutes,
  exportRoutes,
  refusalRoutes,
  releaseRoutes,
  approvalRoutes,
  evidenceRoutes,
  statementRoutes,
  facilityRoutes,
  peopleRoutes,
  accessRoutes,
  expiryRoutes,
  ledgerRoutes,
  ledgerFileRoutes,
  historyRoutes,
  printRoutes,
  sourceRoutes,
  taskRoutes,
  systemRoutes,
  firstStepsRoutes,
  changeRoutes,
]

/** How often what has expired of sign-in and answers is deleted. */
const sweepMilliseconds = 3_600_000

const bodyLimits = [
  ['PUT /api/payloads/*/segments/*', 'streamed'],
  ['PUT /api/payloads/*', 16 << 20],
  ['PUT /api/documents/*/manifest', 16 << 20],
] as const

/** The edge knows who asks before the service looks itself: a stranger does not get that far. */
function admitting(
  authenticate: ReturnType<typeof createAuthenticator>,
  now: () => Date,
): Parameters<typeof kasService>[1] {
  return async (context) => {
    const { requestHeader: headers, requestMethod: method, url } = context
    await authenticate(new Request(url, { method, headers }), now())
    return credentialsOf(context)
  }
}
