/**
 * Requests as a page of the application sends them, without a browser: for what a browser would not do.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import { type Client, createProof } from '@entente/sdk'

import { type Answer, answerOf } from './edge.ts'

/** What a browser says of requests that our own pages send. */
export const sameSite = { 'sec-fetch-site': 'same-origin' }

/** Sends what opens a session, with a proof by the device that is bound to no token. */
export async function sendFromPage(
  { ports }: Client,
  path: string,
  {
    json,
    headers = sameSite,
  }: { readonly json?: object; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const url = new URL(path, ports.server)
  const dpop = await createProof(ports, 'POST', url)
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  const type = json === undefined ? {} : { 'content-type': 'application/json' }
  const sent = { method: 'POST', headers: { ...type, dpop, ...headers }, ...body }
  return answerOf(await ports.fetch(url.href, sent))
}

/** A client that carries the session's cookie in place of a token. */
export function browserOf(client: Client, setCookie: string, headers: object = sameSite): Client {
  const value = /^__Host-entente=([^;]*)/.exec(setCookie)?.[1] ?? ''
  const cookie = createHash('sha256').update(value).digest('base64url')
  const { ports } = client
  return {
    ...client,
    session: { ...client.session, accessToken: { cookie } },
    ports: {
      ...ports,
      fetch: (url, init) => {
        const sent = new Headers(init.headers)
        sent.set('cookie', `__Host-entente=${value}`)
        for (const [name, said] of Object.entries(headers)) sent.set(name, String(said))
        return ports.fetch(url, { ...init, headers: sent })
      },
    },
  }
}
