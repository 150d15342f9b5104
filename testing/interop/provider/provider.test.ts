/** Signing in at a real browser through an OpenID provider by other people: it authenticates, Entente lets in. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { after, before, test } from 'node:test'

import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

import { insertPerson, linkAccount } from '../../../packages/server/src/identity/index.ts'

import {
  accessFaults,
  askEnrolment,
  type Desk,
  enrol,
  noBrowser,
  openDesk,
  startBrowser,
} from '../../browser.ts'
import { openTestEdge, type TestEdge } from '../../edge.ts'
import { federation, type Federation } from '../../federation.ts'
import { freePort } from '../../members.ts'

const client = 'entente-of-tokyo'
const name = { en: 'Ministry sign-in', ja: '省内認証' }
const folder = mkdtempSync(join(tmpdir(), 'entente-provider-'))
const program = join(folder, 'test-provider')
const skip = noBrowser === false ? build() : noBrowser

let net: Federation
let edge: TestEdge
let browser: Browser
let provider: ChildProcess
let issuer = ''
before(async () => {
  if (skip !== false) return
  net = await federation()
  issuer = `https://127.0.0.1:${await freePort()}`
  const signIn = { provider: { issuer, client, name } }
  edge = await openTestEdge(net.tokyo, { web: await builtWeb(), signIn })
  const { certificatePem, privateKeyPem } = net.tokyo.server.keyring.get('tls')
  const [certificate, key] = [join(folder, 'tls.pem'), join(folder, 'tls.key')]
  writeFileSync(certificate, certificatePem)
  writeFileSync(key, privateKeyPem, { mode: 0o600 })
  const redirect = `${edge.edge.webOrigin}/signed-in`
  provider = spawn(program, [issuer, client, redirect, certificate, key], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  await untilItAnswers()
  const { db } = net.tokyo.server.store
  for (const [subject, person] of [
    ['id1', 'jpn-reader'],
    ['id2', 'jpn-author'],
  ] as const) {
    await insertPerson(db, { person, subject: person, nameEn: '', nameJa: '' }, new Date())
    await linkAccount(db, { issuer, subject }, person)
  }
  browser = await startBrowser([net.tokyo])
})
after(async () => {
  if (skip === false) {
    await browser.close()
    provider.stdin?.end()
    await edge[Symbol.asyncDispose]()
    await net[Symbol.asyncDispose]()
  }
  rmSync(folder, { recursive: true })
})

/** A desk whose device alone is enrolled, for the reader: it has no passkey to sign in with. */
async function deskOf(options: Parameters<typeof openDesk>[1] = {}): Promise<Desk> {
  const reader = net.tokyo.people['reader']
  assert.ok(reader)
  const desk = await openDesk(browser, options)
  const [device] = await askEnrolment(desk, edge.edge.webOrigin ?? '', reader)
  assert.ok(device)
  await enrol(net.tokyo, edge, [device])
  await desk.page.goto(`${edge.edge.webOrigin}/#/register`)
  return desk
}

async function typeAtProvider({ page }: Desk, user: string): Promise<void> {
  await page.waitForURL((url) => url.origin === issuer)
  await page.locator('[name=username]').fill(user)
  await page.locator('[name=password]').fill('verysecure')
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.origin === edge.edge.webOrigin)
}

test('through it somebody comes back signed in, where they were', { skip }, async () => {
  await using desk = await deskOf()
  const { page } = desk
  const button = page.getByRole('button', { name: 'Sign in through Ministry sign-in' })
  await button.waitFor()
  assert.deepEqual(await accessFaults(desk), [])
  await button.click()
  await typeAtProvider(desk, 'test-user@127.0.0.1')
  await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()
  await page.getByText('jpn-reader').first().waitFor()
  assert.equal(new URL(page.url()).search, '')
  assert.equal(new URL(page.url()).pathname, '/')
  const rows = await net.tokyo.server.store.db
    .selectFrom('web_sessions')
    .select(['person', 'way', 'passkey'])
    .execute()
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [{ person: 'jpn-reader', way: 'provider', passkey: null }],
  )
  await page.reload()
  await page.getByRole('heading', { name: 'Register', level: 1 }).waitFor()
  assert.deepEqual(desk.faults, [])
})

test('somebody else’s account lets nobody in at this browser', { skip }, async () => {
  await using desk = await deskOf({ locale: 'ja-JP' })
  const { page } = desk
  await page.getByRole('button', { name: '省内認証でサインイン' }).click()
  await typeAtProvider(desk, 'test-user2')
  await page.getByText('identity/other-person').waitFor()
  assert.deepEqual(await accessFaults(desk), [])
  // What was answered once is no answer again, wherever it is taken.
  await page.reload()
  await page.getByRole('button', { name: '省内認証でサインイン' }).waitFor()
  assert.deepEqual(desk.faults, [])
})

async function untilItAnswers(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    try {
      await fetch(`${issuer}/.well-known/openid-configuration`)
      return
    } catch {
      assert.equal(provider.exitCode, null, 'the provider ended')
      await pause(100)
    }
  }
  assert.fail('the provider does not answer')
}

function build(): string | false {
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', CGO_ENABLED: '0' }
  const version = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env })
  const [, minor = 0] = /^go1\.(\d+)/.exec(version.stdout ?? '') ?? []
  if (Number(minor) < 26) return 'needs Go 1.26 or newer'
  const options = { cwd: import.meta.dirname, encoding: 'utf8', env } as const
  const download = spawnSync('go', ['mod', 'download'], { ...options, timeout: 120_000 })
  if (download.status !== 0) return 'zitadel/oidc is not to be had: no network for Go modules'
  const built = spawnSync('go', ['build', '-o', program, '.'], options)
  assert.equal(built.status, 0, built.stderr)
  return false
}
