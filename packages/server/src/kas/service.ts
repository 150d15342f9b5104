/**
 * The service as OpenTDF's clients speak to it: Connect RPC, `kas.AccessService`.
 *
 * @module
 */
import { create } from '@bufbuild/protobuf'
import type { Value } from '@bufbuild/protobuf/wkt'
import { ValueSchema } from '@bufbuild/protobuf/wkt'
import { Code, ConnectError, type ConnectRouter, type HandlerContext } from '@connectrpc/connect'
import { AccessService, RewrapResponseSchema } from '@entente/core/kas-rpc'
import { EntenteError } from '@entente/core/lib'

import { KasError, type KasErrorCode } from './errors.ts'
import { currentKey } from './keys.ts'
import { parseKeyRequest } from './request.ts'
import { type KasDeps, type KeyResult, type Reader, rewrap } from './rewrap.ts'

/** A request whose sender is known: the reader by the enrolment of the device, and the device's key. */
export interface AuthenticatedReader {
  readonly reader: Reader
  readonly deviceKey: CryptoKey
}

/** What the service needs beside {@link KasDeps}. */
export interface KasServiceDeps extends KasDeps {
  /** @throws {EntenteError} if nobody enrolled has signed the request */
  readonly authenticate: (context: HandlerContext) => Promise<AuthenticatedReader>
}

/** Adds the service to a router. */
export function kasService(deps: KasServiceDeps): (router: ConnectRouter) => void {
  return (router) => {
    router.service(AccessService, {
      publicKey: ({ algorithm }) => {
        const { publicKeyPem, kid } = keyFor(deps, algorithm)
        return { publicKey: publicKeyPem, kid }
      },
      legacyPublicKey: ({ algorithm }) => ({ value: keyFor(deps, algorithm).publicKeyPem }),
      async rewrap({ signedRequestToken }, context) {
        try {
          const { reader, deviceKey } = await deps.authenticate(context)
          const request = await parseKeyRequest(signedRequestToken, deviceKey, deps.now())
          const { sessionPublicKey, policies } = await rewrap(request, reader, deps)
          return create(RewrapResponseSchema, {
            sessionPublicKey: sessionPublicKey ?? '',
            responses: policies.map(({ id, results }) => ({
              policyId: id,
              results: results.map(toWire),
            })),
          })
        } catch (error) {
          throw toConnect(error)
        }
      },
    })
  }
}

function keyFor(deps: KasDeps, algorithm: string): ReturnType<typeof currentKey> {
  try {
    return currentKey(deps.keys(), [algorithm === '' ? 'rsa:2048' : algorithm])
  } catch (cause) {
    throw new ConnectError('no such key', Code.NotFound, undefined, undefined, cause)
  }
}

function toWire(result: KeyResult): {
  keyAccessObjectId: string
  status: string
  metadata: Record<string, Value>
  result:
    | { case: 'kasWrappedKey'; value: Uint8Array<ArrayBuffer> }
    | { case: 'error'; value: string }
} {
  const { id: keyAccessObjectId } = result
  if (result.kind === 'permit') {
    const { wrappedKey: value } = result
    return {
      keyAccessObjectId,
      status: 'permit',
      metadata: {},
      result: { case: 'kasWrappedKey', value },
    }
  }
  const reasons = [
    result.code,
    ...result.reasons.map(({ code, article }) => (article === null ? code : `${code} ${article}`)),
  ]
  return {
    keyAccessObjectId,
    status: 'fail',
    // Only our own people reach this listener: they are told exactly why (principle 6).
    metadata: {
      'entente-reasons': create(ValueSchema, {
        kind: { case: 'stringValue', value: reasons.join('\n') },
      }),
    },
    result: { case: 'error', value: clientError(result.code) },
  }
}

/** The two texts that stock clients tell apart: an altered object, and a no. */
function clientError(code: string): string {
  return code.startsWith('tdf/') || code.startsWith('crypto/')
    ? 'invalid_argument: request error\nrpc error: code = InvalidArgument desc = bad request'
    : 'permission_denied: request error\nrpc error: code = PermissionDenied desc = forbidden'
}

const connectCodes: Record<KasErrorCode, Code> = {
  'kas/bad-request': Code.InvalidArgument,
  'kas/bad-request-token': Code.Unauthenticated,
  'kas/denied': Code.PermissionDenied,
  'kas/not-recorded': Code.Unavailable,
  'kas/unknown-key': Code.NotFound,
  'kas/unknown-policy': Code.NotFound,
  'kas/wrong-key': Code.InvalidArgument,
}

function toConnect(error: unknown): ConnectError {
  if (error instanceof KasError) {
    return new ConnectError(error.code, connectCodes[error.code], undefined, undefined, error)
  }
  if (error instanceof EntenteError) {
    return new ConnectError(error.code, Code.Unauthenticated, undefined, undefined, error)
  }
  return new ConnectError('internal', Code.Internal, undefined, undefined, error)
}
