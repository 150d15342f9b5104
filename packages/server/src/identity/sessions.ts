/**
 * From a sign-in to a token of our own.
 *
 * @module
 */
import { signAccessToken, tokenLifetime } from './access-token.ts'
import { type AuthenticationDeps, enrolledDevice, provenToken, spend } from './authenticate.ts'
import { IdentityError } from './errors.ts'
import type { TokenKey } from './keys.ts'
import type { SignIn } from './provider.ts'

/** What opening a session rests on, besides authentication. */
export interface SessionDeps extends AuthenticationDeps {
  readonly key: TokenKey
  readonly getSignIn: (token: string) => Promise<SignIn>
  readonly findPerson: (subject: string) => Promise<{ readonly person: string } | undefined>
  /** A new random id. */
  readonly randomId: () => string
}

/** A token, and whom and where it is for. */
export interface Session {
  readonly accessToken: string
  readonly expiresIn: number
  readonly person: string
  readonly facility: string
  readonly device: string
}

/**
 * Issues an access token for a sign-in token sent with a proof by the device key it is bound to, if
 * that key is enrolled for the very person who signed in.
 *
 * @throws {IdentityError} whatever is wrong with token, proof, device or person
 */
export async function openSession(
  request: Request,
  deps: SessionDeps,
  now: Date,
): Promise<Session> {
  const { token, proof } = await provenToken(request, deps.origin, now)
  const signIn = await deps.getSignIn(token)
  if (signIn.jkt !== proof.jkt) {
    throw new IdentityError('identity/other-device', 'the sign-in is bound to another key')
  }
  const device = await enrolledDevice(proof, deps, now)
  const found = await deps.findPerson(signIn.subject)
  if (found?.person !== device.person) {
    throw new IdentityError('identity/other-person', 'the device is of another person')
  }
  await spend(proof, deps)

  const accessToken = await signAccessToken(
    { id: deps.randomId(), person: device.person, device: device.enrolment, jkt: proof.jkt },
    deps.realm,
    deps.key,
    now,
  )
  return {
    accessToken,
    expiresIn: tokenLifetime,
    person: device.person,
    facility: device.facility,
    device: device.enrolment,
  }
}
