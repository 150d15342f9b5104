/**
 * From `entente init` to the first pact in force, typed at the command line of two members, while the page of
 * the first steps stands open in a browser and follows.
 */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import type { Browser, Page } from 'playwright-core'

import { Browser as Typist, confirmCode } from '../packages/server/src/http/device.fixture.ts'

import { accessFaults, type Desk, launchBrowser, noBrowser, openDesk } from './browser.ts'
import { serveProcess, typeIn, words } from './command-line.ts'
import { freePort, webHosts } from './members.ts'

const skip = noBrowser
const password = 'correct horse battery'
const keyFile = ['--key-file', 'secret.key']
const officers = { jpn: 'ito', nzl: 'tui' } as const
type Id = keyof typeof officers

let root = ''
const running = new Map<Id, ChildProcess>()
/** All that was started, so that nothing is left of a test that failed on its way. */
const started: ChildProcess[] = []
const browsers: Browser[] = []
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-start-'))
  await writeFile(at('secret.key'), crypto.getRandomValues(new Uint8Array(32)))
  await writeFile(at('password.txt'), `${password}\n`)
  for (const [id, person] of Object.entries(officers)) {
    await done(words`key new --for appointing --key safe/${id} ${keyFile}`)
    await done(words`key new --profile ${person} ${keyFile}`)
    await done(words`device new --profile ${person}`)
    await writeFile(at(`${id}.json`), JSON.stringify(firstActs(id, person)))
  }
})
after(async () => {
  for (const browser of browsers) await browser.close()
  for (const child of started) await ended(child)
  await rm(root, { recursive: true, force: true })
})

test(
  'a member without anybody is told to be founded once more, with its officers',
  { skip },
  async () => {
    await init('jpn', 'empty')
    const link = await start('jpn', 'empty')
    await using first = await deskFor('empty')
    const { page } = first
    await page.goto(link)
    await isNext(page, 'Officers and their devices are appointed')
    await page.getByText('Nobody has: officer for the pact, security officer').waitFor()
    await page.getByText('entente init --dir NEW-FOLDER --member jpn').waitFor()
    await looksRight(first, 'nothing')

    const code = new URLSearchParams(new URL(link).hash.split('?')[1]).get('code') ?? ''
    for (const given of ['', 'x'.repeat(code.length), `${code}x`, code.slice(1)]) {
      const headers = { 'x-first-steps': given }
      const status = await page.evaluate(
        `fetch('/api/first-steps', { headers: ${JSON.stringify(headers)} }).then(({ status }) => status)`,
      )
      assert.equal(status, 404, given)
    }
    await page.goto(`${new URL(link).origin}/#/start`)
    await page.getByText('The link to this page is printed by the server').waitFor()
    await looksRight(first, 'no-code')
    await page.goto(`${new URL(link).origin}/#/start?code=wrong`)
    await page.getByRole('alert').getByText('The link to the first steps is not whole').waitFor()
    await looksRight(first, 'wrong-code')
    await stop('jpn')
  },
)

test('who founds a member at an address is asked whether it shall have no web application', async () => {
  const listen = words`--edge 8443 --federation 8444 --admin 8445`
  const by = words`--appointing safe/jpn --appointing-key-file secret.key`
  const line = words`init --dir none --member jpn ${listen} ${by} ${keyFile}`
  const asked = await typeIn(root, line, undefined, true)
  assert.equal(asked.exit, 1)
  assert.match(asked.stderr, /cli\/cancelled/)
  for (const host of ['127.0.0.1', 'a b', 'https://tokyo.example', '-x', 'TOKYO', '']) {
    const { exit, stderr } = await typeIn(root, [...line, `--web-host=${host}`])
    assert.equal(exit, 2, host)
    assert.match(stderr, /--web-host/, host)
  }
  await assert.rejects(stat(at('none')))
})

test(
  'it follows people, the pact, the other member and notices, and ends in force',
  { skip },
  async () => {
    const ports = {
      jpn: await init('jpn', 'tokyo', 'jpn.json'),
      nzl: await init('nzl', 'wellington', 'nzl.json'),
    }
    assert.ok(ports.jpn !== ports.nzl)
    const config = JSON.parse(await readFile(at('tokyo/member.json'), 'utf8'))
    assert.deepEqual(config.operators, ['abe'])
    const link = await start('jpn', 'tokyo')
    await using desk = await deskFor('tokyo')
    const { page } = desk
    await page.goto(link)
    await isNext(page, 'People can sign in')
    await page.getByText(`entente person add PERSON --dir ${at('tokyo')}`).waitFor()
    await looksRight(desk, 'people')

    await stop('jpn')
    await page.getByText('The server does not answer').waitFor()
    await looksRight(desk, 'stopped')
    for (const [id, folder] of [
      ['jpn', 'tokyo'],
      ['nzl', 'wellington'],
    ] as const) {
      await done(
        words`person add ${officers[id]} --dir ${folder} --password-file password.txt ${keyFile}`,
      )
    }
    await start('jpn', 'tokyo')
    await isNext(page, 'The pact is signed by every member')
    await page.getByText(`entente pact trust pact.json --dir ${at('tokyo')}`).waitFor()
    await looksRight(desk, 'agreed')

    await stop('jpn')
    const pact = await signPact()
    // The wrong file: our own.
    const own = words`--appointments tokyo/appointments.json`
    await done(words`pact trust pact.json --dir tokyo ${own} --confirmed ${pact} ${keyFile}`)
    await start('jpn', 'tokyo')
    await isNext(page, 'The pact and the other members’ appointments are taken up')
    await page.getByText('The appointments of nzl are not here yet.').waitFor()
    await looksRight(desk, 'trusted')

    await stop('jpn')
    for (const [folder, other] of [
      ['tokyo', 'wellington'],
      ['wellington', 'tokyo'],
    ] as const) {
      const theirs = words`--appointments ${other}/appointments.json`
      await done(
        words`pact trust pact.json --dir ${folder} ${theirs} --confirmed ${pact} ${keyFile}`,
      )
    }
    await start('jpn', 'tokyo')
    await isNext(page, 'The other members answer')
    await page.getByText('nzl has neither answered nor asked').waitFor()
    await start('nzl', 'wellington')
    await isNext(page, 'The pact is in force')
    await page.getByText('Waiting for nzl: notice “in force”.').waitFor()
    await page
      .getByText(`entente login --profile OFFICER --server ${at('tokyo/server.json')}`)
      .waitFor()
    await looksRight(desk, 'notices')

    const certificates = ['tokyo', 'wellington'].map((folder) =>
      readFile(at(`${folder}/tls.pem`), 'utf8'),
    )
    setDefaultCACertificates([
      ...getCACertificates('default'),
      ...(await Promise.all(certificates)),
    ])
    await login('ito', 'tokyo')
    await login('tui', 'wellington')
    for (const kind of ['signed', 'in-force']) {
      for (const person of ['ito', 'tui']) {
        await done(words`notice --profile ${person} --kind ${kind} ${keyFile}`)
      }
      for (const [person, other] of [
        ['ito', 'nzl'],
        ['tui', 'jpn'],
      ] as const) {
        await done(
          words`notice --profile ${person} --kind ${kind} --acknowledge ${other} --wait 60 ${keyFile}`,
        )
      }
    }
    await page.getByText('7 of 7 steps are done.').waitFor()
    await page
      .getByRole('heading', { name: /is in force$/ })
      .first()
      .waitFor()
    await looksRight(desk, 'in-force')
    assert.deepEqual(
      desk.faults.filter((fault) => !fault.includes('ERR_CONNECTION')),
      [],
    )
  },
)

/** Nothing of axe's, in both languages; the page is left in English. */
async function looksRight(here: Desk, name: string): Promise<void> {
  for (const language of ['日本語', 'English']) {
    await here.page.getByRole('button', { name: language }).click()
    await here.page.locator(`html[lang=${language === 'English' ? 'en' : 'ja'}]`).waitFor()
    await here.page.getByRole('heading', { level: 1 }).waitFor()
    await here.page.waitForTimeout(300)
    assert.deepEqual(await accessFaults(here), [], `${name} ${language}`)
  }
}

async function isNext(page: Page, title: string): Promise<void> {
  await page.locator('[aria-current=step]').getByRole('heading', { name: title }).waitFor()
}

function firstActs(id: string, person: string): readonly object[] {
  const until = '2040-01-01'
  const level =
    id === 'jpn'
      ? { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }
      : { regime: 'urn:entente:regime:nzl:psr', level: 'SECRET' }
  const roles = ['releaser', 'security', 'controller', 'pact']
  const keys = { keyFile: `${person}/keyring/public.json`, until }
  return [
    { kind: 'officer', person, ...keys, roles, levels: [level] },
    { kind: 'device', person, keyFile: `${person}/device-public.pem`, facility: 'office', until },
  ]
}

async function init(id: Id, folder: string, first?: string): Promise<number> {
  const edge = await freePort()
  const listen = words`--edge ${edge} --federation ${await freePort()} --admin ${await freePort()}`
  const by = words`--appointing safe/${id} --appointing-key-file secret.key`
  const acts = first === undefined ? [] : ['--first', first]
  const web = words`--web-host ${webHosts[id]} --operator abe`
  await done(words`init --dir ${folder} --member ${id} ${listen} ${by} ${acts} ${web} ${keyFile}`)
  return edge
}

/** Starts the server, and gives the link that it prints. */
async function start(id: Id, folder: string): Promise<string> {
  const line = words`serve --dir ${folder} --witness-seconds 2 ${keyFile}`
  const { child, said } = await serveProcess(root, line)
  running.set(id, child)
  started.push(child)
  return String(said['start'])
}

async function stop(id: Id): Promise<void> {
  const child = running.get(id)
  running.delete(id)
  if (child) await ended(child)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function deskFor(folder: string): Promise<Desk> {
  const browser = await launchBrowser([await readFile(at(folder, 'tls.pem'), 'utf8')])
  browsers.push(browser)
  return openDesk(browser)
}

async function signPact(): Promise<string> {
  const keys = words`--member jpn=safe/jpn/public.json --member nzl=safe/nzl/public.json`
  const { id } = await done(words`pact draft jpn-nzl ${keys} --out draft.json`)
  for (const member of Object.keys(officers)) {
    const signing = words`--key safe/${member} --confirmed ${String(id)} --out from-${member}.json`
    await done(words`pact sign draft.json ${signing} ${keyFile}`)
  }
  await done(words`pact merge from-jpn.json from-nzl.json --out pact.json`)
  return String(id)
}

async function login(person: string, folder: string): Promise<void> {
  const line = words`login --profile ${person} --server ${folder}/server.json`
  const { exit, stderr } = await typeIn(root, line, async (said) => {
    const [url = ''] = /https:\S+/.exec(said) ?? []
    await confirmCode(new Typist(), url, person, password)
  })
  assert.equal(exit, 0, stderr)
}

async function done(line: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { exit, stdout, stderr } = await typeIn(root, [...line, '--json'])
  assert.equal(exit, 0, `${line.join(' ')}: ${stderr}`)
  return JSON.parse(stdout)
}

function at(...parts: readonly string[]): string {
  return join(root, ...parts)
}
