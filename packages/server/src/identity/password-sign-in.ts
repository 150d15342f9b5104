/**
 * Signing in at a browser with a password, where the member has configured it: the weaker way. The device
 * has to be enrolled for the same person all the same, so a password alone opens nothing.
 *
 * @module
 */
import type { Store } from '../store/index.ts'

import { IdentityError } from './errors.ts'
import { signIn } from './sign-in.ts'
import {
  type OpenedWebSession,
  openSessionAt,
  readBrowser,
  refusedOnRecord,
  type WayInDeps,
} from './way-in.ts'

/** What it rests on. */
export interface PasswordSignInDeps extends WayInDeps {
  readonly store: Store
}

/**
 * Opens a session for the person of the device, if name and password are theirs. A wrong name, a wrong
 * password and the right one of somebody else are one answer, in the same time.
 *
 * @throws {IdentityError} whatever is wrong with request, proof or device; `identity/wrong-password`,
 * `identity/too-many-attempts`
 */
export async function openByPassword(
  request: Request,
  typed: { readonly subject: string; readonly password: string },
  deps: PasswordSignInDeps,
  now: Date,
): Promise<OpenedWebSession> {
  const browser = await readBrowser(request, deps, now)
  const { person } = browser.device
  const result = await signIn(deps.store, { ...typed, person }, now)
  if (result.kind === 'wait') {
    throw new IdentityError('identity/too-many-attempts', `${result.seconds} seconds to wait`)
  }
  await refusedOnRecord({ ...browser.device, way: 'password' }, { ...deps, now }, async () => {
    if (result.kind === 'signed-in') return
    throw new IdentityError('identity/wrong-password', 'name or password is wrong')
  })
  return openSessionAt(browser, { person, way: 'password' }, deps, now)
}
