/**
 * The Key Access Service over the link: what it answers to its server, and how that asks. Readers'
 * requests go through as they came, to OpenTDF's own service.
 *
 * @module
 */
import { ConnectError, createClient } from '@connectrpc/connect'
import { connectNodeAdapter, createConnectTransport } from '@connectrpc/connect-node'
import { AccessService } from '@entente/core/kas-rpc'
import { isErrorCode } from '@entente/core/lib'

import type { NodeMount } from '../http/index.ts'
import {
  bodyOfRequest,
  credentialsOf,
  type Kas,
  KasError,
  kasService,
  LinkError,
} from '../kas/index.ts'
import type { Log } from '../telemetry/index.ts'

import type { Link } from './calls.ts'
import {
  grantAsk,
  linkPaths,
  rebindAnswer,
  rebindAsk,
  shareAnswer,
  stateAnswer,
  stateAsk,
} from './forms.ts'
import { type LinkApp, linkApp } from './routes.ts'

/** Where OpenTDF's service stands on a listener. */
export const accessServicePath = '/kas.AccessService'

const limits = { requestMs: 60_000, stateMs: 3000 } as const

/** The service's end. */
export function kasEnd(kas: Kas, log: Log): { readonly app: LinkApp; readonly mount: NodeMount } {
  const app = linkApp(log)
  app.on(linkPaths.rebind, rebindAsk, (rebinding) => kas.rebind(rebinding))
  app.on(linkPaths.grant, grantAsk, ({ statement }) => kas.grantShare(statement))
  app.on(linkPaths.state, stateAsk, async () => ({ code: (await kas.state()) ?? null }))
  const rpc = connectNodeAdapter({
    ...bodyOfRequest,
    routes: kasService(kas, (context) => Promise.resolve(credentialsOf(context))),
  })
  return {
    app,
    mount: { path: accessServicePath, handle: (request, response) => rpc(request, response) },
  }
}

/** The service, as the server reaches it. */
export function remoteKas({ call, url, agent, close }: Link): Kas {
  const client = createClient(
    AccessService,
    createConnectTransport({ baseUrl: url, httpVersion: '1.1', nodeOptions: { agent } }),
  )
  return {
    async publicKey(algorithm) {
      const { kid, publicKey: publicKeyPem } = await named(client.publicKey({ algorithm }))
      return { kid, publicKeyPem }
    },
    rewrap({ signedRequestToken, accessToken, proof }) {
      const headers = { authorization: `DPoP ${accessToken}`, dpop: proof }
      const options = { headers, timeoutMs: limits.requestMs }
      return named(client.rewrap({ signedRequestToken }, options))
    },
    rebind: (rebinding) => call(linkPaths.rebind, rebinding, rebindAnswer),
    grantShare: (statement) => call(linkPaths.grant, { statement }, shareAnswer),
    async state() {
      try {
        const { code } = await call(linkPaths.state, {}, stateAnswer, limits.stateMs)
        return code ?? undefined
      } catch (error) {
        if (error instanceof KasError || error instanceof LinkError) return error.code
        throw error
      }
    },
    close: () => Promise.resolve(close()),
  }
}

/** A refusal of the service has our code as its message; anything else is no answer of it. */
async function named<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof ConnectError && isErrorCode(cause.rawMessage)) {
      throw new LinkError(cause.rawMessage, `the service refused: ${cause.rawMessage}`, { cause })
    }
    throw new KasError('kas/unreachable', 'the service does not answer', { cause })
  }
}
