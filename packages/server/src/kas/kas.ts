/**
 * The service itself: each request is proved, spent, decided and recorded, in this order.
 *
 * @module
 */
import { EntenteError } from '@entente/core/lib'
import { parseShareRequest, verifyShareRequest, freshMilliseconds } from '@entente/core/wire'

import type { SpendProof } from '../identity/index.ts'

import { KasError } from './errors.ts'
import { currentKey } from './keys.ts'
import type { Kas } from './port.ts'
import { proveReader } from './reader.ts'
import { rebind } from './rebind.ts'
import { parseKeyRequest } from './request.ts'
import { type KasDeps, rewrap } from './rewrap.ts'
import { grantShare } from './share.ts'
import { toRewrapResponse } from './wire-answer.ts'

/** What the service needs of its surroundings, beside what each decision needs. */
export interface ServiceDeps extends KasDeps {
  /** Where readers reach the service: what their proofs are made for. */
  readonly origin: () => string
  /** Takes up what has come to stand since the last request; throws if that cannot be believed. */
  readonly refresh: () => Promise<void>
  /** Remembers the id of a request until it would be too old, durably; false if it was known. */
  readonly spend: SpendProof
}

const defaultAlgorithm = 'rsa:2048'

/** The service over its surroundings. */
export function createKas(deps: ServiceDeps): Kas {
  const { now, spend, refresh } = deps
  const spendOnce = async (id: string, until: Date): Promise<void> => {
    if (await spend(id, until)) return
    throw new KasError('kas/replayed-request', 'the request was answered before')
  }
  return {
    async publicKey(algorithm) {
      return currentKey(deps.keys(), [algorithm === '' ? defaultAlgorithm : algorithm])
    },
    async rewrap(ask) {
      await refresh()
      const at = now()
      const proving = { standing: deps.standing(), origin: deps.origin(), now: at }
      const { reader, deviceKey, proof } = await proveReader(ask, proving)
      const request = await parseKeyRequest(ask.signedRequestToken, deviceKey, at)
      await spendOnce(`key-proof.${proof.id}`, proof.until)
      if (request.id !== null) {
        await spendOnce(`key-request.${reader.device}.${request.id}`, request.until)
      }
      return toRewrapResponse(await rewrap(request, reader, deps))
    },
    async rebind(rebinding) {
      await refresh()
      return rebind(rebinding, { standing: deps.standing(), keys: deps.keys(), now: now() })
    },
    async grantShare(signed) {
      await refresh()
      const reception = { peer: parseShareRequest(signed).from, standing: deps.standing() }
      const { id, request } = await verifyShareRequest(signed, reception, now())
      const until = new Date(now().getTime() + 2 * freshMilliseconds)
      const replayed = !(await spend(`share-request.${id}`, until))
      return grantShare(request, { request: id, replayed }, deps)
    },
    async state() {
      try {
        await refresh()
        return undefined
      } catch (error) {
        if (error instanceof EntenteError) return error.code
        throw error
      }
    },
    close: () => Promise.resolve(),
  }
}
