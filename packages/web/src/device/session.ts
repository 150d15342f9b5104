/**
 * Signing in and out at this browser, and the requests of a session.
 *
 * @module
 */
import { createProof, type DeviceKey, type SessionPorts } from '@entente/sdk/session'

import { ask, type Asker, Refusal } from '../api/ask.ts'

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
  const open: Asker = { language, send: fetch.bind(globalThis) }
  const { challenge, origin } = await ask(open, 'POST /api/passkeys/challenges', {})
  const answer = await answerChallenge(challenge)
  if (!answer) return { kind: 'broken-off' }
  const ports = portsOf(device, origin)
  const proving: Asker = {
    language,
    send: async (path, init) => {
      const headers = new Headers(init.headers)
      headers.set('dpop', await createProof(ports, 'POST', new URL(path, origin)))
      return fetch(path, { ...init, headers })
    },
  }
  const opened = await ask(proving, 'POST /api/passkeys/sessions', { body: answer })
  const { cookie, person, facility } = opened
  const kept = { cookie, origin, person, facility }
  await keepSession(kept)
  return { kind: 'signed-in', session: { ...kept, ports } }
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
