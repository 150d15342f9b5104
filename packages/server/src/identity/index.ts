/**
 * Who somebody is: sign-in, devices, tokens. What they may do is decided elsewhere.
 *
 * @module
 */
export { type AccessToken, signAccessToken, type TokenRealm } from './access-token.ts'
export {
  type AuthenticatedRequester,
  type AuthenticationDeps,
  createAuthenticator,
  type EnrolledDevice,
  type FindDevice,
  type SpendProof,
  type WebAuthentication,
} from './authenticate.ts'
export { challengeLifetime, makeChallenge } from './challenge.ts'
export { verifyProof } from './dpop.ts'
export { IdentityError } from './errors.ts'
export { deriveIdentityKeys, type IdentityKeys, type TokenKey } from './keys.ts'
export { type Language, languageOf } from './language.ts'
export { findAccount, linkAccount, type ProviderAccount } from './accounts.ts'
export { openByPassword } from './password-sign-in.ts'
export { findPerson, insertPerson, type NewPerson, preparePassword } from './people.ts'
export { proofSpender, sweepIdentity } from './proofs.ts'
export {
  createProvider,
  type IdentityProvider,
  type ProviderDeps,
  providerMount,
  type SignIn,
} from './provider.ts'
export { beginAtProvider, openByProvider, providerSeconds } from './provider-sign-in.ts'
export { createRelyingParty, type ProviderConfig, type RelyingParty } from './relying-party.ts'
export { openSession, type Session, type SessionDeps } from './sessions.ts'
export { type EnrolledPasskey, type PasskeyAnswer, type PasskeyDeps } from './passkey.ts'
export { findCookie, sessionCookie } from './web-request.ts'
export {
  endWebSession,
  findWebSession,
  openByPasskey,
  type PasskeySignInDeps,
  readWebSession,
  sweepWebSessions,
  touchWebSession,
  type WebSession,
} from './web-sessions.ts'
export { createRefusalLimit, type RefusalLimit } from './refusal-limit.ts'
export {
  type Attempt,
  type OpenedWebSession,
  type SignInRecord,
  type Way,
  type WayInDeps,
} from './way-in.ts'
