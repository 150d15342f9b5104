/**
 * The service as OpenTDF's clients speak to it: Connect RPC, `kas.AccessService`.
 *
 * @module
 */
import { Code, ConnectError, type ConnectRouter, type HandlerContext } from '@connectrpc/connect'
import { AccessService } from '@entente/core/kas-rpc'
import { EntenteError } from '@entente/core/lib'

import { KasError, type KasErrorCode } from './errors.ts'
import type { Kas, KeyAsk } from './port.ts'

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
  const [, accessToken = ''] = /^DPoP (\S+)$/i.exec(requestHeader.get('authorization') ?? '') ?? []
  return { accessToken, proof: requestHeader.get('dpop') ?? '' }
}

async function keyFor(kas: Kas, algorithm: string): ReturnType<Kas['publicKey']> {
  try {
    return await kas.publicKey(algorithm)
  } catch (error) {
    throw toConnect(error)
  }
}

const connectCodes: Record<KasErrorCode, Code> = {
  'kas/bad-request': Code.InvalidArgument,
  'kas/bad-request-token': Code.Unauthenticated,
  'kas/denied': Code.PermissionDenied,
  'kas/not-recorded': Code.Unavailable,
  'kas/replayed-request': Code.Unauthenticated,
  'kas/unknown-key': Code.NotFound,
  'kas/unknown-policy': Code.NotFound,
  'kas/wrong-key': Code.InvalidArgument,
}

function toConnect(error: unknown): ConnectError {
  // Of a service that runs elsewhere, its own words.
  if (error instanceof ConnectError) return error
  if (error instanceof KasError) {
    return new ConnectError(error.code, connectCodes[error.code], undefined, undefined, error)
  }
  if (error instanceof EntenteError) {
    return new ConnectError(error.code, Code.Unauthenticated, undefined, undefined, error)
  }
  return new ConnectError('internal', Code.Internal, undefined, undefined, error)
}
