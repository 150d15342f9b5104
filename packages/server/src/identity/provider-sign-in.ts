/**
 * Signing in at a browser through the member's own OpenID provider. The provider says who somebody is; that
 * a session opens, and what it is for, stays ours: the device has to be enrolled for the same person.
 *
 * @module
 */
import { toBase64Url } from '@entente/core/lib'

import type { Store } from '../store/index.ts'

import { findAccount } from './accounts.ts'
import { spend } from './authenticate.ts'
import { IdentityError } from './errors.ts'
import type { RelyingParty, SignInSecrets } from './relying-party.ts'
import {
  digestOf,
  type OpenedWebSession,
  openSessionAt,
  readBrowser,
  refusedOnRecord,
  type WayInDeps,
} from './way-in.ts'

/** What it rests on. */
export interface ProviderSignInDeps extends WayInDeps {
  readonly store: Store
  readonly party: RelyingParty
}

/** Seconds in which a person has to come back from the provider. */
export const providerSeconds = 600

/**
 * Where the browser is to go. What it has to come back with is kept for its device key alone.
 *
 * @throws {IdentityError} whatever is wrong with request, proof or device; `identity/provider-unreachable`
 */
export async function beginAtProvider(
  request: Request,
  { party, ...deps }: ProviderSignInDeps,
  now: Date,
): Promise<URL> {
  const { proof } = await readBrowser(request, deps, now)
  const secret = (): string => toBase64Url(deps.random(32))
  const secrets: SignInSecrets = { state: secret(), nonce: secret(), verifier: secret() }
  const url = await party.begin(secrets)
  await spend(proof, deps)
  await deps.store.db
    .insertInto('provider_requests')
    .values({
      state: digestOf(secrets.state),
      nonce: secrets.nonce,
      verifier: secrets.verifier,
      jkt: proof.jkt,
      ends_at: Math.floor(now.getTime() / 1000) + providerSeconds,
    })
    .execute()
  return url
}

/**
 * Opens a session for whom the provider names, at the device that was sent there. `answer` is the query of
 * the address that the browser came back to. It is looked at once, whatever comes of it.
 *
 * @throws {IdentityError} whatever is wrong with request, proof, device, answer or person
 */
export async function openByProvider(
  request: Request,
  answer: string,
  { party, ...deps }: ProviderSignInDeps,
  now: Date,
): Promise<OpenedWebSession> {
  const browser = await readBrowser(request, deps, now)
  const secrets = await takeRequest(deps.store, answer, browser.proof.jkt, now)
  const who = { ...browser.device, way: 'provider' } as const
  const person = await refusedOnRecord(who, { ...deps, now }, async () => {
    const subject = await party.finish(answer, secrets)
    const found = await findAccount(deps.store.db, { issuer: party.issuer, subject })
    if (found === undefined) {
      throw new IdentityError('identity/unknown-account', 'the subject is nobody’s here')
    }
    return found
  })
  return openSessionAt(browser, { person, way: 'provider' }, deps, now)
}

/** The secrets of the one sign-in that `answer` ends, which is used up. */
async function takeRequest(
  { db }: Store,
  answer: string,
  jkt: string,
  now: Date,
): Promise<SignInSecrets> {
  const [state, ...more] = new URLSearchParams(answer).getAll('state')
  const row =
    state === undefined || more.length > 0
      ? undefined
      : await db
          .deleteFrom('provider_requests')
          .where('state', '=', digestOf(state))
          .where('jkt', '=', jkt)
          .returning(['nonce', 'verifier', 'ends_at'])
          .executeTakeFirst()
  if (state === undefined || !row || row.ends_at <= now.getTime() / 1000) {
    throw new IdentityError(
      'identity/unknown-sign-in',
      'no such sign-in of this device is under way',
    )
  }
  return { state, nonce: row.nonce, verifier: row.verifier }
}
