/**
 * The service as OpenTDF's clients speak to it: Connect RPC, `kas.AccessService`.
 *
 * @module
 */
import { Code, ConnectError, type ConnectRouter, type HandlerContext } from '@connectrpc/connect'
import { AccessService } from '@entente/core/kas-rpc'
import { EntenteError } from '@entente/core/lib'

import { findErrorText } from '../http/error-table.ts'
import { findCookie } from '../identity/index.ts'

import type { Kas, KeyAsk } from './port.ts'

/**
 * For the adapter of the service: the body is read before anybody can be asked who sends it, and the library
 * would take four gigabytes, also out of a few that unfold.
 */
export const bodyOfRequest = { readMaxBytes: 1 << 20, acceptCompression: [] }

/**
 * Adds the service to a router. `admit` looks at who sends a request, before the service does, and gives
 * what came with it.
 */
export function kasService(
  kas: Kas,
  admit: (context: HandlerContext) => Promise<Pick<KeyAsk, 'accessToken' | 'proof'>>,
): (router: ConnectRouter) => void {
  return (router) => {
    router.service(AccessService, {
      async publicKey({ algorithm }) {
        const { publicKeyPem, kid } = await keyFor(kas, algorithm)
        return { publicKey: publicKeyPem, kid }
      },
      async legacyPublicKey({ algorithm }) {
        return { value: (await keyFor(kas, algorithm)).publicKeyPem }
      },
      async rewrap({ signedRequestToken }, context) {
        try {
          return await kas.rewrap({ signedRequestToken, ...(await admit(context)) })
        } catch (error) {
          throw toConnect(error)
        }
      },
    })
  }
}

/** What a reader's request brought beside its body. Nothing is checked. */
export function credentialsOf({
  requestHeader,
}: Pick<HandlerContext, 'requestHeader'>): Pick<KeyAsk, 'accessToken' | 'proof'> {
  const [, token] = /^DPoP (\S+)$/i.exec(requestHeader.get('authorization') ?? '') ?? []
  return {
    accessToken: token ?? findCookie(requestHeader) ?? '',
    proof: requestHeader.get('dpop') ?? '',
  }
}

async function keyFor(kas: Kas, algorithm: string): ReturnType<Kas['publicKey']> {
  try {
    return await kas.publicKey(algorithm)
  } catch (error) {
    throw toConnect(error)
  }
}

const connectCodes: ReadonlyMap<number, Code> = new Map([
  [400, Code.InvalidArgument],
  [401, Code.Unauthenticated],
  [403, Code.PermissionDenied],
  [404, Code.NotFound],
  [409, Code.FailedPrecondition],
  [422, Code.InvalidArgument],
  [502, Code.Unavailable],
  [503, Code.Unavailable],
])

/** The message is our code: it says more than the few codes of the protocol. */
function toConnect(error: unknown): ConnectError {
  const text = error instanceof EntenteError ? findErrorText(error.code) : undefined
  if (!text || !(error instanceof EntenteError)) {
    return new ConnectError('internal', Code.Internal, undefined, undefined, error)
  }
  const code = connectCodes.get(text.status) ?? Code.Internal
  return new ConnectError(error.code, code, undefined, undefined, error)
}
