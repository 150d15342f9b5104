/**
 * A member's server with all its listeners, as one process runs it.
 *
 * @module
 */
import { createServer } from 'node:http'
import { setTimeout } from 'node:timers/promises'

import { getRequestListener } from '@hono/node-server'
import { EntenteError } from '@entente/core/lib'
import { xmlParser } from '@entente/host'

import { openServer, type ServerOptions } from './app.ts'
import { openEdge } from './edge/index.ts'
import { adminRoutes, takePort } from './http/index.ts'
import { ServerLedgerError } from './ledger/index.ts'
import { memberFolder, readConfig, requireStopped } from './member/index.ts'
import { readinessChecks } from './system/index.ts'
import { createMetrics, watchMember } from './telemetry/index.ts'

/** What a member is run with. */
export interface RunOptions extends ServerOptions {
  /** Seconds between two rounds of asking the peers for cosignatures (D19). */
  readonly witnessSeconds: number
  /** Folder of the web application, built; without one none is served. */
  readonly web?: string
}

/** A member that runs. */
export interface RunningMember {
  readonly member: string
  readonly urls: {
    readonly edge: string
    /** Where browsers find the web application. */
    readonly web?: string
    /** Where whoever sets a new member up follows its first steps. */
    readonly start?: string
    readonly federation: string
    readonly admin: string
  }
  /** Writes the ledger as static files into a folder: what anybody can verify without the server. */
  readonly exportLedger: (folder: string) => Promise<void>
  /** Takes no more requests, finishes those there are, and leaves a signed head on disk. */
  readonly close: () => Promise<void>
}

const drainMilliseconds = 5000
const firstRoundMilliseconds = 5000

/**
 * Starts a member: federation, edge, the operator's listener, and what happens on a schedule.
 *
 * @throws {MemberError} `member/running`; whatever {@link openServer} throws
 */
export async function runMember({
  witnessSeconds,
  web,
  ...options
}: RunOptions): Promise<RunningMember> {
  const { log, now } = options
  await requireStopped(await readConfig(options.folder))
  await using opened = new AsyncDisposableStack()
  const metrics = createMetrics(now)
  const server = await openServer({ ...options, metrics })
  opened.defer(server.close)
  const { config, federation } = server
  const round = async (): Promise<void> => {
    try {
      const answers = await federation.witnessRound()
      for (const [peer, result] of answers) metrics.witnessing.inc({ peer, result })
    } catch (error) {
      metrics.failures.inc({ work: 'round', code: codeOf(error) })
      log.error('witness-failed', {}, error)
      if (error instanceof ServerLedgerError) throw error
    }
  }
  // Before anybody is served: a witness may hold more of our ledger than we do, and then this is an older
  // state put back, which must not go on (D18). A peer that does not answer keeps nobody waiting for long.
  await Promise.race([round(), setTimeout(firstRoundMilliseconds, undefined, { ref: false })])
  const { data } = memberFolder(options.folder)
  watchMember(metrics.registry, { ...server, folder: data, now })
  const edge = await openEdge(server, { xml: xmlParser, log, now, metrics, ...(web && { web }) })
  opened.defer(() => edge.close(drainMilliseconds))
  const admin = await openAdmin(
    config.ports.admin,
    adminRoutes(readinessChecks(server, data), metrics).fetch,
  )
  opened.defer(admin.close)
  const timer = setInterval(() => {
    // What ends the ledger has told `onFatal` already.
    round().catch(() => undefined)
    // What the last stop interrupted waits for somebody to look.
    void server.work()
  }, witnessSeconds * 1000)
  opened.defer(() => clearInterval(timer))
  void server.work()
  const running = opened.move()
  return {
    member: config.member,
    urls: {
      edge: `https://${config.host}:${edge.port}`,
      ...(web !== undefined && edge.webOrigin !== undefined ? { web: edge.webOrigin } : {}),
      ...(edge.firstSteps === undefined ? {} : { start: edge.firstSteps }),
      federation: `https://${config.host}:${server.listener.port}`,
      admin: `http://127.0.0.1:${admin.port}`,
    },
    exportLedger: (folder) => server.ledger.exportStatic(folder),
    close: () => running.disposeAsync(),
  }
}

function codeOf(error: unknown): string {
  return error instanceof EntenteError ? error.code : 'failed'
}

/** On this machine only and without TLS: it tells no secret, and whoever is on the machine may ask. */
async function openAdmin(
  port: number,
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer(getRequestListener((request) => fetch(request)))
  await takePort(server, { host: '127.0.0.1', port })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('not a network address')
  return {
    port: address.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
