/** More than one way in: other browsers, other passkeys, and the password, in a real browser. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'

import { type AppointmentAct, issueAppointment, requireDirectory } from '@entente/core/pact'
import { parseJson } from '@entente/core/lib'
import { handInStatement } from '@entente/sdk'
import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

import { insertPerson, preparePassword } from '../packages/server/src/identity/index.ts'

import {
  askEnrolment,
  type Desk,
  enrol,
  noBrowser,
  openDesk,
  signInAt,
  startBrowser,
} from './browser.ts'
import { openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

let net: Federation
let edge: TestEdge
let browser: Browser
let origin = ''
const password = 'correct horse battery'
before(async () => {
  if (noBrowser !== false) return
  net = await federation()
  edge = await openTestEdge(net.tokyo, { web: await builtWeb(), signIn: { password: true } })
  origin = edge.edge.webOrigin ?? ''
  const { db } = net.tokyo.server.store
  const reader = { person: 'jpn-reader', subject: 'Reader', nameEn: '', nameJa: '' }
  await insertPerson(db, reader, new Date())
  await (
    await preparePassword('jpn-reader', password, randomBytes)
  )(db)
  browser = await startBrowser([net.tokyo])
})
after(async () => {
  if (noBrowser !== false) return
  await browser.close()
  await edge[Symbol.asyncDispose]()
  await net[Symbol.asyncDispose]()
})

const skip = noBrowser

async function readersDesk(): Promise<Desk & { readonly enrolments: readonly string[] }> {
  const reader = net.tokyo.people['reader']
  assert.ok(reader)
  const desk = await openDesk(browser)
  const enrolments = await enrol(net.tokyo, edge, await askEnrolment(desk, origin, reader))
  await signInAt(desk, origin)
  return { ...desk, enrolments }
}

async function withdraw(enrolment: string | undefined): Promise<void> {
  const { server, people } = net.tokyo
  const directory = requireDirectory(server.standing.current(), 'jpn')
  const appointment = directory.ids.find((id) => id === enrolment)
  const registrar = people['registrar']
  assert.ok(registrar && appointment)
  const act = { kind: 'withdrawal', appointment } as const
  const at = new Date().toISOString()
  const statement = await issueAppointment(directory, act, registrar.signer, at)
  await handInStatement(await edge.as('registrar'), 'appointment', statement)
}

test('Today has the address at which another browser is enrolled', { skip }, async () => {
  await using first = await readersDesk()
  const address = await first.page.locator('code.address').textContent()
  await using second = await openDesk(browser)
  await second.page.goto(address ?? '')
  await second.page.getByRole('button', { name: 'Make the keys of this browser' }).click()
  const text = await second.page.getByRole('textbox').inputValue()
  const acts: AppointmentAct[] = JSON.parse(JSON.stringify(parseJson(text)))
  const from = new Date().toISOString()
  await enrol(
    net.tokyo,
    edge,
    acts.map((act) => ({ from, ...act })),
  )
  await signInAt(second, origin)
  await second.page.getByText('jpn-reader').first().waitFor()

  // Losing one does not shut anybody out, and ends what it opened at once.
  await withdraw(first.enrolments[0])
  await first.page.reload()
  await first.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await second.page.reload()
  await second.page.getByRole('heading', { name: 'Today' }).waitFor()
  assert.deepEqual([...first.faults, ...second.faults], [])
})

test(
  'another passkey of the same browser signs in, also once the first is lost',
  { skip },
  async () => {
    await using desk = await readersDesk()
    const { page } = desk
    await page.getByRole('link', { name: 'Your passkeys, and a second one to sign in' }).click()
    const make = page.getByRole('button', { name: 'Make a second passkey to sign in' })
    await make.waitFor()
    // Another authenticator: it knows nothing of the first passkey.
    await desk.changeAuthenticator()
    await make.click()
    const text = await page.getByRole('textbox', { name: 'Content of the file' }).inputValue()
    const acts: AppointmentAct[] = JSON.parse(JSON.stringify(parseJson(text)))
    assert.deepEqual(
      acts.map(({ kind }) => kind),
      ['passkey'],
    )
    await page.goto(`${origin}/#/`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('identity/passkey-not-enrolled').waitFor()
    const from = new Date().toISOString()
    await enrol(
      net.tokyo,
      edge,
      acts.map((act) => ({ from, ...act })),
    )
    await withdraw(desk.enrolments[1])
    await signInAt(desk, origin)
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    assert.deepEqual(desk.faults, [])
  },
)

test(
  'the password is folded away, says that it is weaker, and works in both languages',
  { skip },
  async () => {
    await using desk = await readersDesk()
    const { page } = desk
    for (const [language, out, fold, subject, word, send] of [
      [
        'English',
        'Sign out',
        /weaker way/,
        'Sign-in name',
        'Password',
        /^Sign in with the password/,
      ],
      [
        '日本語',
        'サインアウト',
        /安全性は低く/,
        'サインイン名',
        'パスワード',
        'パスワードでサインイン',
      ],
    ] as const) {
      await page.getByRole('button', { name: language, exact: true }).click()
      await page.getByRole('button', { name: out }).click()
      await page.getByText(fold).click()
      await page.getByLabel(subject, { exact: true }).fill('reader')
      await page.getByLabel(word, { exact: true }).fill('wrong')
      await page.getByRole('button', { name: send, exact: true }).click()
      await page.getByText('identity/wrong-password').waitFor()
      assert.equal(await page.getByLabel(word, { exact: true }).inputValue(), '')
      await page.getByLabel(word, { exact: true }).fill(password)
      await page.getByLabel(word, { exact: true }).press('Enter')
      await page.getByRole('navigation').first().waitFor()
    }
    assert.deepEqual(desk.faults, [])
  },
)
