/**
 * The Key Access Service of a member, in this process or over the link to another: one port, and one
 * service behind it.
 *
 * @module
 */
import { type Hash, isHash } from '@entente/core/crypto'

import { listen } from './http/index.ts'
import { proofSpender } from './identity/index.ts'
import {
  createKas,
  type Decisions,
  type HostDeps,
  type Kas,
  kasHost,
  recordEvents,
} from './kas/index.ts'
import type { Keyring } from './keys/index.ts'
import { hostEnd, openLink, remoteKas } from './link/index.ts'
import type { KasApart, MemberConfig } from './member/index.ts'
import type { Log } from './telemetry/index.ts'

/** What a service is opened with. */
export interface OpenKasDeps extends HostDeps {
  readonly config: MemberConfig
  readonly keyring: Keyring
  readonly decisions: Decisions
  /** Called when a service apart has started: deliveries may have waited for it. Returns at once. */
  readonly wake: () => void
  readonly log: Log
  readonly now: () => Date
}

const drainMilliseconds = 2000

/** Opens the service that `member.json` names: without one, it is part of this process. */
export function openKas(deps: OpenKasDeps): Promise<Kas> {
  const { kas } = deps.config
  return kas ? apart(kas, deps) : Promise.resolve(inProcess(deps))
}

/** Server and service are one process with one keyring: neither has anything to prove to the other. */
function inProcess({ config, keyring, store, ledger, decisions, askShare, now }: OpenKasDeps): Kas {
  return createKas({
    ...decisions,
    keys: () => keyring.get('kas'),
    async record(event) {
      const { entries } = await recordEvents(ledger, [event])
      const [entry] = entries
      if (!entry) throw new TypeError('what was recorded has a place')
      return { origin: ledger.key.name, index: entry.index, leaf: digest(entry.leaf) }
    },
    relay: askShare,
    origin: () => `https://${config.host}:${config.ports.edge}`,
    refresh: () => Promise.resolve(),
    spend: proofSpender(store),
    now,
  })
}

/** The service over its link, and our listener for what it asks. */
async function apart(service: KasApart, deps: OpenKasDeps): Promise<Kas> {
  const { config, keyring, wake, log, now } = deps
  const tls = keyring.get('link')
  const own = { certificate: tls.certificatePem, privateKey: tls.privateKeyPem }
  const listener = await listen({
    name: 'link',
    host: config.host,
    port: service.port,
    tls,
    peers: [{ member: config.member, certificatePem: service.certificate }],
    fetch: hostEnd(kasHost(deps), wake, log).fetch,
    log,
    now,
  })
  const kas = remoteKas(openLink(service, own))
  return {
    ...kas,
    async close() {
      await kas.close()
      await listener.close(drainMilliseconds)
    },
  }
}

function digest(text: string): Hash {
  if (!isHash(text)) throw new TypeError('the ledger gave a leaf that is no digest')
  return text
}
