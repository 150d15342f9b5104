/**
 * A real browser at real members: Debian's Chromium, its passkeys by a virtual authenticator.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { createHash, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'

import { parseJson } from '@entente/core/lib'
import { type AppointmentAct, issueAppointment, requireDirectory } from '@entente/core/pact'
import { statementId } from '@entente/core/crypto'
import { handInStatement } from '@entente/sdk'
import { AxeBuilder } from '@axe-core/playwright'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'

import type { TestEdge } from './edge.ts'
import type { TestMember } from './federation.ts'

/** The browser that is used. */
export const program = '/usr/bin/chromium'

/** Why there are no tests in a browser; false where there are. */
export const noBrowser: string | false = existsSync(program)
  ? false
  : 'no chromium; on Debian: apt-get install chromium fonts-noto-cjk'

/** Starts a browser that believes exactly the certificates of these members. */
export function startBrowser(members: readonly TestMember[]): Promise<Browser> {
  return launchBrowser(members.map(({ server }) => server.keyring.get('tls').certificatePem))
}

/** Starts a browser that believes exactly these certificates, in PEM; `args` are its own. */
export function launchBrowser(
  certificates: readonly string[],
  args: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [...argumentsFor(certificates), ...args],
  })
}

/** The arguments of a browser that believes exactly these certificates, in PEM. */
export function argumentsFor(certificates: readonly string[]): readonly string[] {
  const pins = certificates.map((pem) => {
    const { publicKey } = new X509Certificate(pem)
    const spki = publicKey.export({ format: 'der', type: 'spki' })
    return createHash('sha256').update(spki).digest('base64')
  })
  return [
    `--ignore-certificate-errors-spki-list=${pins.join(',')}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}

/** A person's browser: a profile of its own, with an authenticator. */
export interface Desk extends AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page said went wrong: refused by its policy, or not caught. */
  readonly faults: readonly string[]
  /** Takes the authenticator away, with its passkeys, and plugs another one in. */
  readonly changeAuthenticator: () => Promise<void>
}

/** Opens a browser of its own for somebody, in a language. */
export async function openDesk(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Desk> {
  return deskIn(
    await browser.newContext({
      locale: 'en-NZ',
      timezoneId: 'Asia/Tokyo',
      viewport: { width: 1366, height: 768 },
      ...options,
    }),
  )
}

/** A desk in a profile that is there already. */
export async function deskIn(context: BrowserContext): Promise<Desk> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // What the server refuses is also said there; only what the page itself does wrong counts.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(message.text())
    }
  })
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const plugIn = async (): Promise<string> => {
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return authenticatorId
  }
  let authenticatorId = await plugIn()
  return {
    page,
    context,
    faults,
    async changeAuthenticator() {
      await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
      authenticatorId = await plugIn()
    },
    async [Symbol.asyncDispose]() {
      await context.close()
    },
  }
}

/** Makes keys at the desk as its person would, and gives what a registrar is to sign. */
export async function askEnrolment(
  { page }: Pick<Desk, 'page'>,
  origin: string,
  { person, facility }: { readonly person: string; readonly facility: string },
): Promise<readonly AppointmentAct[]> {
  await page.goto(`${origin}/#/enrol?person=${person}&facility=${facility}`)
  await page.getByRole('button', { name: /Make the keys|鍵を作成/ }).click()
  const text = await page.getByRole('textbox').inputValue()
  const from = new Date().toISOString()
  const acts: AppointmentAct[] = JSON.parse(JSON.stringify(parseJson(text)))
  return acts.map((act) => ({ from, ...act }))
}

/** The registrar signs and hands in, over the API. Gives the ids of what was signed. */
export async function enrol(
  { server, people, id, now }: TestMember,
  edge: TestEdge,
  acts: readonly AppointmentAct[],
): Promise<readonly string[]> {
  const registrar = people['registrar']
  assert.ok(registrar)
  const client = await edge.as('registrar')
  const ids: string[] = []
  for (const act of acts) {
    const directory = requireDirectory(server.standing.current(), id)
    const statement = await issueAppointment(directory, act, registrar.signer, now().toISOString())
    await handInStatement(client, 'appointment', statement)
    ids.push(statementId(statement))
  }
  return ids
}

/** Signs in at an enrolled desk. */
export async function signInAt({ page }: Pick<Desk, 'page'>, origin: string): Promise<void> {
  await page.goto(`${origin}/#/`)
  await page.getByRole('button', { name: /passkey|パスキー/ }).click()
  await page.getByRole('navigation').waitFor()
}

/** What axe has against the page as it is now. */
export async function accessFaults({ page }: Pick<Desk, 'page'>): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
