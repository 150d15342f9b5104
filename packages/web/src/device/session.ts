/**
 * Signing in and out at this browser, and the requests of a session.
 *
 * @module
 */
import { createProof, type DeviceKey, type SessionPorts } from '@entente/sdk/session'

import { ask, type Asker, Refusal } from '../api/ask.ts'
import type { TypedPassword, WaysIn, WebSession } from '../api/gen/api.ts'

import { findDevice, findSession, keepSession, type KeptSession } from './keep.ts'
import { answerChallenge } from './passkey.ts'

/** A session with the key that its requests are signed by. */
export interface LiveSession extends KeptSession {
  readonly ports: SessionPorts
}

/** How a sign-in ended. */
export type SignIn =
  | { readonly kind: 'signed-in'; readonly session: LiveSession }
  | { readonly kind: 'no-device' }
  | { readonly kind: 'broken-off' }

/** Signs in with a passkey; throws {@link Refusal} with the server's code. */
export async function signIn(language: string): Promise<SignIn> {
  const device = await findDevice()
  if (!device) return { kind: 'no-device' }
  const { challenge, origin } = await ask(openAsker(language), challenging, {})
  const answer = await answerChallenge(challenge)
  if (!answer) return { kind: 'broken-off' }
  const asker = provingAsker(device, origin, language)
  return keep(device, origin, await ask(asker, 'POST /api/passkeys/sessions', { body: answer }))
}

/** Signs in with a password; throws {@link Refusal} with the server's code. */
export async function signInByPassword(typed: TypedPassword, language: string): Promise<SignIn> {
  const device = await findDevice()
  if (!device) return { kind: 'no-device' }
  const { origin } = await ask(openAsker(language), challenging, {})
  const asker = provingAsker(device, origin, language)
  return keep(device, origin, await ask(asker, 'POST /api/passwords/sessions', { body: typed }))
}

/**
 * Where this browser has to go to sign in through the member's OpenID provider. Undefined at a browser that
 * has no device key; throws {@link Refusal} with the server's code.
 */
export async function beginAtProvider(language: string): Promise<string | undefined> {
  const device = await findDevice()
  if (!device) return undefined
  const { origin } = await ask(openAsker(language), challenging, {})
  const asker = provingAsker(device, origin, language)
  return (await ask(asker, 'POST /api/provider/requests', {})).url
}

/** Signs in with what the provider sent this browser back with; throws {@link Refusal}. */
export async function finishAtProvider(answer: string, language: string): Promise<SignIn> {
  const device = await findDevice()
  if (!device) return { kind: 'no-device' }
  const { origin } = await ask(openAsker(language), challenging, {})
  const asker = provingAsker(device, origin, language)
  return keep(device, origin, await ask(asker, 'POST /api/provider/sessions', { body: { answer } }))
}

/** What the server lets people sign in by besides the passkey. */
export function waysIn(language: string): Promise<WaysIn> {
  return ask(openAsker(language), 'GET /api/ways-in', {})
}

const challenging = 'POST /api/passkeys/challenges'

function openAsker(language: string): Asker {
  return { language, send: fetch.bind(globalThis) }
}

/** Requests that open a session: each with a proof by the device, bound to no token. */
function provingAsker(device: DeviceKey, origin: string, language: string): Asker {
  const ports = portsOf(device, origin)
  return {
    language,
    send: async (path, init) => {
      const headers = new Headers(init.headers)
      headers.set('dpop', await createProof(ports, 'POST', new URL(path, origin)))
      return fetch(path, { ...init, headers })
    },
  }
}

async function keep(device: DeviceKey, origin: string, opened: WebSession): Promise<SignIn> {
  const { cookie, person, facility } = opened
  const kept = { cookie, origin, person, facility }
  await keepSession(kept)
  return { kind: 'signed-in', session: { ...kept, ports: portsOf(device, origin) } }
}

/** The session that was opened here, whether or not the server still knows it. */
export async function resumeSession(): Promise<LiveSession | undefined> {
  const [device, kept] = [await findDevice(), await findSession()]
  return device && kept && { ...kept, ports: portsOf(device, kept.origin) }
}

/**
 * Ends the session here and at the server; one that had ended there is forgotten here.
 *
 * @throws where the server has not said that it ended: it may last there
 */
export async function signOut(asker: Asker): Promise<void> {
  try {
    await ask(asker, 'DELETE /api/sessions/current', {})
  } catch (error) {
    const over = error instanceof Refusal && (error.status === 401 || error.status === 403)
    if (!over) throw error
  }
  await keepSession(undefined)
}

/** Sends requests of a session: each with a proof of its own. */
export function askerOf({ ports, cookie }: LiveSession, language: string): Asker {
  return {
    language,
    async send(path, init) {
      const headers = new Headers(init.headers)
      const url = new URL(path, ports.server)
      headers.set('dpop', await createProof(ports, init.method ?? 'GET', url, { cookie }))
      return fetch(path, { ...init, headers, redirect: 'error' })
    },
  }
}

function portsOf(device: DeviceKey, server: string): SessionPorts {
  return {
    server,
    device,
    now: () => new Date(),
    randomId: () => crypto.randomUUID(),
    // A proof names the server as it names itself; the request goes where the page came from.
    fetch: (url, init) => {
      const { pathname, search } = new URL(url)
      return fetch(pathname + search, init)
    },
  }
}
