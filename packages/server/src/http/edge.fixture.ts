/**
 * An edge of a member with people and devices, over real TLS on loopback.
 *
 * @module
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import {
  createAuthenticator,
  createProvider,
  deriveIdentityKeys,
  type EnrolledDevice,
  findPerson,
  type IdentityKeys,
  insertPerson,
  preparePassword,
  proofSpender,
  type SessionDeps,
} from '../identity/index.ts'
import { createTlsIdentity } from '../keys/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { createMetrics, silentLog } from '../telemetry/index.ts'

import {
  type Api,
  type ApiDeps,
  createApi,
  createRateLimit,
  idempotency,
  listen,
  openSessionRoutes,
  sessionRoutes,
} from './index.ts'

/** Password of everybody. */
export const password = 'correct horse battery staple'

/** A running edge. */
export interface Edge extends AsyncDisposable {
  readonly origin: string
  readonly api: Api
  readonly apiDeps: ApiDeps
  readonly store: Store
  readonly keys: IdentityKeys
  readonly sessions: SessionDeps
  /** Enrolments by device key; tests change them as a registrar would. */
  readonly devices: Map<string, EnrolledDevice>
}

/** Opens an edge with two people, `mori` and `sato`; `add` puts routes on it. */
export async function openEdge(add: (api: Api) => void = () => {}): Promise<Edge> {
  const now = () => new Date()
  const folder = await mkdtemp(join(tmpdir(), 'entente-edge-'))
  const store = await openStore(join(folder, 'entente.db'))
  for (const person of ['mori', 'sato']) {
    await insertPerson(store.db, { person, subject: person, nameEn: 'A', nameJa: 'あ' }, now())
    const write = await preparePassword(person, password, randomBytes)
    await write(store.db)
  }

  const tls = await createTlsIdentity({ member: 'nzl', hosts: ['localhost'], now: now(), days: 1 })
  setDefaultCACertificates([...getCACertificates('default'), tls.certificatePem])
  const listener = await listen({
    name: 'edge',
    host: '127.0.0.1',
    port: 0,
    tls,
    fetch: (request, connection) => api.fetch(request, connection),
    mounts: [{ path: '/auth', handle: (request, response) => provider.handle(request, response) }],
    log: silentLog,
    now,
  })

  const origin = `https://localhost:${listener.port}`
  const keys = await deriveIdentityKeys(randomBytes(32))
  const devices = new Map<string, EnrolledDevice>()
  const failures: unknown[] = []
  const onFailure = (error: unknown) => void failures.push(error)
  const provider = createProvider({ store, keys, origin, now, onFailure })
  const sessions: SessionDeps = {
    realm: { issuer: origin, audience: `${origin}/api` },
    origin,
    key: keys.token,
    findDevice: (key) => Promise.resolve(devices.get(key)),
    spendProof: proofSpender(store),
    getSignIn: (token) => provider.getSignIn(token),
    findPerson: (subject) => findPerson(store.db, subject),
    randomId: randomUUID,
  }
  const apiDeps: ApiDeps = {
    listener: 'edge',
    info: { title: 'Entente', version: '1', description: 'A member' },
    authenticate: createAuthenticator(sessions, [keys.token.publicJwk]),
    open: openSessionRoutes,
    addressRate: createRateLimit({ burst: 1000, perSecond: 1000 }),
    personRate: createRateLimit({ burst: 1000, perSecond: 1000 }),
    around: [idempotency(store, now)],
    log: silentLog,
    metrics: createMetrics(() => new Date()),
    now,
  }
  const api = createApi(apiDeps)
  api.route('/', sessionRoutes(sessions, now))
  add(api)

  return {
    origin,
    api,
    apiDeps,
    store,
    keys,
    sessions,
    devices,
    async [Symbol.asyncDispose]() {
      await listener.close(100)
      await store.close()
      await rm(folder, { recursive: true })
      if (failures.length > 0) throw new AggregateError(failures, 'the provider failed')
    },
  }
}
