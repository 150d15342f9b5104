/**
 * A person at a machine: signs in through the pages as a browser would, and gets a session.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'

import {
  awaitSignIn,
  type Client,
  exchange,
  type OwnMember,
  type SessionPorts,
  startDeviceSignIn,
} from '@entente/sdk'

import type { Person } from '../members.ts'

/** Password of everybody in the demo. */
export const password = 'correct horse battery staple'

/** Signs a person in at their enrolled device. */
export async function signIn(
  { person, deviceKey }: Person,
  server: string,
  member: OwnMember,
): Promise<Client> {
  const ports: SessionPorts = {
    server,
    fetch: (url, init) => fetch(url, init),
    device: deviceKey,
    now: () => new Date(),
    randomId: randomUUID,
  }
  const started = await startDeviceSignIn(ports)
  await confirm(started.verificationUrlComplete, person)
  const tokens = await awaitSignIn(ports, started, () => Promise.resolve())
  return { member, ports, session: await exchange(ports, tokens) }
}

/** What the person does in the browser: compares the code, confirms, types name and password. */
async function confirm(verification: string, subject: string): Promise<void> {
  const browser = createBrowser()
  const code = new URL(verification).searchParams.get('user_code') ?? ''
  const form = await browser.open(verification)
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(form.html)?.[1] ?? ''
  const action = form.url.split('?', 1)[0] ?? ''
  await browser.open(action, { xsrf, user_code: code })
  const page = await browser.open(action, { xsrf, user_code: code, confirm: 'yes' })
  await browser.open(page.url, { subject, password })
}

interface Page {
  readonly url: string
  readonly html: string
}

/** Keeps cookies and follows redirects. */
function createBrowser(): {
  open: (url: string, form?: Readonly<Record<string, string>>) => Promise<Page>
} {
  const cookies = new Map<string, string>()
  const open = async (url: string, form?: Readonly<Record<string, string>>): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, ...(form ? { origin: new URL(url).origin } : {}) }
    const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const response = await fetch(url, { redirect: 'manual', headers, ...sent })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = response.headers.get('location')
    return next ? open(new URL(next, url).href) : { url, html: await response.text() }
  }
  return { open }
}
