/**
 * Answers in the form of OpenTDF's `kas.AccessService`.
 *
 * @module
 */
import { create } from '@bufbuild/protobuf'
import type { Value } from '@bufbuild/protobuf/wkt'
import { ValueSchema } from '@bufbuild/protobuf/wkt'
import { type RewrapResponse, RewrapResponseSchema } from '@entente/core/kas-rpc'

import type { KeyResult, RewrapAnswer } from './rewrap.ts'

/** What a request came to, as the message that readers get. */
export function toRewrapResponse({ sessionPublicKey, policies }: RewrapAnswer): RewrapResponse {
  return create(RewrapResponseSchema, {
    sessionPublicKey: sessionPublicKey ?? '',
    responses: policies.map(({ id, results }) => ({
      policyId: id,
      results: results.map(toWire),
    })),
  })
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
    const { wrappedKey: value, articles } = result
    return {
      keyAccessObjectId,
      status: 'permit',
      metadata: { 'entente-articles': textValue(articles.join('\n')) },
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
      'entente-reasons': textValue(reasons.join('\n')),
    },
    result: { case: 'error', value: clientError(result.code) },
  }
}

function textValue(value: string): Value {
  return create(ValueSchema, { kind: { case: 'stringValue', value } })
}

/** The two texts that stock clients tell apart: an altered object, and a no. */
function clientError(code: string): string {
  return code.startsWith('tdf/') || code.startsWith('crypto/')
    ? 'invalid_argument: request error\nrpc error: code = InvalidArgument desc = bad request'
    : 'permission_denied: request error\nrpc error: code = PermissionDenied desc = forbidden'
}
