/** Two members, founded, served and used by commands alone, as people type them. */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import type { Ending } from '../packages/cli/src/run.ts'
import { Browser, confirmCode } from '../packages/server/src/http/device.fixture.ts'
import { password } from '../packages/server/src/http/edge.fixture.ts'

import { acknowledgeBy } from './acknowledging.ts'
import { arrayOf, eventually, objectOf, serveProcess, typeIn, words } from './command-line.ts'
import { labelFor } from './demo/content.ts'
import { watchFetch } from './edge.ts'
import { inspect } from './inspecting.ts'
import { readKeyId, recover } from './recovering.ts'
import {
  clearances,
  enrolledFirst,
  facilities,
  firstAppointments,
  ids,
  needToKnow,
  officers,
  people,
} from './commands-people.ts'
import { freePort, levels, markedInWellington as marked, type MemberId, term } from './members.ts'

const report = '海上保安情報 — maritime report\n'.repeat(100_000)
const hiketsu = 'urn:entente:regime:jpn:hiketsu'

let root = ''
let pact = ''
let link = 0
const running: Partial<Record<MemberId | 'kas', ChildProcess>> = {}
const admin: Partial<Record<MemberId, string>> = {}

const stopWatching = watchFetch()
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-commands-'))
  await found()
})
after(async () => {
  for (const process of Object.values(running)) process.kill('SIGKILL')
  await rm(root, { recursive: true, force: true })
})

test('a folder that has a member is not founded again', async () => {
  const { exit, stderr } = await type(initLine('jpn'))
  assert.equal(exit, 1)
  assert.match(stderr, /There is a member in this folder already.*\n {2}member\/already-founded/)
})

test('a pact is trusted only under the id that was compared', async () => {
  const line = trustLine('jpn')
  const other = await type([...line, '--confirmed', 'f'.repeat(64)])
  assert.equal(other.exit, 1)
  assert.match(other.stderr, /cli\/not-confirmed/)
  assert.match((await type(line)).stderr, /cli\/not-confirmed/, 'the person said no')
  for (const id of ids) await done([...trustLine(id), '--confirmed', pact])
})

test('custodians believe a server, and a pact, only after comparing words', async () => {
  const server = words`kas trust --dir ${at('nzl-kas')} --server ${at('nzl', 'link.json')}`
  const early = await type(words`serve --role kas --dir ${at('nzl-kas')} ${custodian}`)
  assert.match(early.stderr, /kas\/no-server/)
  assert.match((await type(server)).stderr, /cli\/not-confirmed/, 'the person said no')
  const key = await readKeyId(at('keys', 'appointing-nzl'))
  const { appointingKey } = await done([...server, '--confirmed', key])
  assert.equal(appointingKey, key)
  const taken = words`kas trust --dir ${at('nzl-kas')} --pact ${at('pact.json')}`
  assert.match((await type([...taken, '--confirmed', key])).stderr, /cli\/not-confirmed/)
  assert.equal((await done([...taken, '--confirmed', pact]))['pact'], pact)
})

test('a password that is too short is not taken, and nobody is added', async () => {
  await writeFile(at('short.txt'), 'short\n')
  const spaced = ['person', 'add', 'Mori Aoi', ...operator('jpn'), '--password-file', 'short.txt']
  assert.equal((await type(spaced)).exit, 2)
  const line = ['person', 'add', 'mori', ...operator('jpn')]
  const { stderr } = await type([...line, '--password-file', at('short.txt')])
  assert.match(stderr, /identity\/weak-password/)
  await writeFile(at('password.txt'), `${password}\n`)
  for (const id of ids) {
    for (const person of people[id]) {
      const add = ['person', 'add', person, ...operator(id), '--password-file', at('password.txt')]
      await done(add)
    }
  }
})

test('both members serve, and say so to the machines of their operators', async () => {
  await Promise.all(ids.map(serve))
  const away = await fetch(`${admin.nzl}/readyz`)
  assert.deepEqual(await away.json(), {
    status: 'not-ready',
    reasons: [{ check: 'kas', code: 'kas/unreachable' }],
  })
  await serveKas()
  for (const id of ids) {
    const ready = await fetch(`${admin[id]}/readyz`)
    assert.deepEqual(await ready.json(), { status: 'ready', reasons: [] })
    const metrics = await (await fetch(`${admin[id]}/metrics`)).text()
    for (const name of [
      'entente_http_request_seconds',
      'entente_ledger_uncosigned_seconds',
      'entente_queue_messages',
      'entente_deliveries',
      'entente_events_total',
      'entente_disk_free_bytes',
    ]) {
      assert.ok(metrics.includes(`# HELP ${name} `), name)
    }
  }
})

test('nothing is done in the folder of a running server', async () => {
  for (const line of [
    words`serve ${operator('jpn')}`,
    words`person add late ${operator('jpn')} --password-file password.txt`,
    [...trustLine('jpn'), '--confirmed', pact],
  ]) {
    const { exit, stderr } = await type(line)
    assert.equal(exit, 1)
    assert.match(stderr, /member\/running/)
  }
})

test('nobody acts before signing in', async () => {
  const { exit, stderr } = await type(['whoami', ...profile('mori'), '--lang', 'ja'])
  assert.equal(exit, 1)
  assert.match(stderr, /このプロファイルではサインインしていません/)
})

test('people sign in at enrolled devices, and nowhere else', async () => {
  await done(words`device new ${profile('moa')}`)
  for (const person of ['mori', 'ito', 'kea', 'tui']) await signIn(person)
  const refused = await signIn('moa', 1)
  assert.match(refused.stderr, /identity\/device-not-enrolled/)
  assert.equal((await stat(at('people', 'mori', 'sign-in.json'))).mode & 0o777, 0o600)
})

test('a registrar enrols a device by a statement', async () => {
  const { key } = await done(['device', 'new', ...profile('moa')])
  const act = { kind: 'device', person: 'moa', facility: facilities.nzl, key, ...term }
  const file = await json('device.json', act)
  const by = at('keys', 'registrar-nzl')
  await done(words`appoint --key ${by} ${keyFile} ${profile('tui')} --act ${file}`)
  await signIn('moa')
})

test('officers bring the pact into force', async () => {
  for (const kind of ['signed', 'in-force']) {
    for (const id of ids) {
      await done(words`notice ${signer(id)} --kind ${kind} --from 2020-01-01`)
    }
    for (const id of ids) {
      const other = id === 'jpn' ? 'nzl' : 'jpn'
      await done(words`notice ${signer(id)} --kind ${kind} --acknowledge ${other} --wait 30`)
    }
  }
  for (const id of ids) {
    const assured = ['--kind', 'assured', '--until', '2049-01-01']
    const each = levels[id].flatMap(({ regime, level }) => ['--level', `${regime} ${level}`])
    await done([...words`notice ${signer(id)}`, ...assured, ...each])
  }
  for (const id of ids) {
    await eventually(async () => {
      const { pacts } = await done(['whoami', ...profile(officers[id])])
      return arrayOf(pacts).some(({ state }) => state === 'in-force') || undefined
    })
  }
})

test('a document goes from the author’s file to the reader’s', async (t) => {
  for (const id of ids) await grant(id, clearances(id))
  await writeFile(at('report.txt'), report)
  await writeFile(at('label.xml'), labelFor({ regime: hiketsu, level: '極秘' }, new Date()).xml)
  const sealLine = words`document seal ${at('report.txt')} --label ${at('label.xml')}`
  const { document } = await done(
    words`${sealLine} --title 海上保安情報 --media-type text/plain ${profile('mori')}`,
  )
  const id = String(document)
  await grant(
    'jpn',
    ['mori', 'ito'].map((person) => needToKnow(person, id)),
  )

  const wish = words`--to nzl --purpose maritime-security`
  const prepareLine = words`release prepare ${id} ${wish} ${profile('mori')}`
  await t.test('a date that is none or past is wrong use, and a purpose that is none', async () => {
    assert.equal((await type([...prepareLine, '--until', '2030-02-31'])).exit, 2)
    assert.equal((await type([...prepareLine, '--until', '2020-01-01'])).exit, 2)
    const line = [...prepareLine, '--until', '2030-01-01', '--purpose', 'maritime']
    assert.match((await type(line)).stderr, /no purpose `maritime`; there are: maritime-security/)
  })

  await t.test('an id that is none is said to be', async () => {
    const { stderr } = await type(words`release show foo ${profile('mori')}`)
    assert.match(stderr, /http\/bad-request: .*release/)
  })

  await t.test('an answer is one field for scripts, and none that it has not', async () => {
    const line = words`whoami ${profile('mori')} --field`
    assert.equal((await type([...line, 'person'])).stdout, 'mori\n')
    const { exit, stdout, stderr } = await type([...line, 'name'])
    assert.deepEqual([exit, stdout], [2, ''])
    assert.match(stderr, /no `name`, only member, person, facility, pacts/)
  })

  await t.test('a label is made from a level, or is a file', async () => {
    const line = words`document seal ${at('report.txt')} --title second ${profile('mori')}`
    const both = words`--level 極秘 --to nzl --label ${at('label.xml')}`
    assert.equal((await type([...line, ...both])).exit, 2)
    assert.equal((await type(line)).exit, 2)
    const { document: second } = await done([...line, ...both.slice(0, 4)])
    // The pre-check holds the label to the recipients.
    const asked = words`${wish} --until 2030-01-01 ${profile('mori')}`
    await done(words`release prepare ${String(second)} ${asked}`)
  })
  const { release } = await done([...prepareLine, '--until', '2030-01-01'])
  await t.test('there is no evidence before it is released', async () => {
    const line = words`release evidence ${String(release)} --out ${at('early.entente')}`
    assert.match((await type([...line, ...profile('mori')])).stderr, /document\/incomplete/)
    await assert.rejects(stat(at('early.entente')))
  })
  const approved = await done(['release', 'approve', String(release), ...signer('jpn')])
  assert.deepEqual(approved, { state: 'released', approvals: 1, needed: 1 })

  await t.test('it is in the register of the recipient once the reader needs to know', async () => {
    await grant('nzl', [needToKnow('kea', id), needToKnow('moa', id)])
    const line = await eventually(async () => {
      const { items } = await done(['document', 'list', ...profile('kea')])
      return arrayOf(items)[0]
    })
    assert.equal(line['document'], id)
    assert.deepEqual(line['marking'], marked)
    const { stdout } = await type(['document', 'list', ...profile('kea'), '--lang', 'ja'])
    assert.ok(stdout.includes(`${marked.ja}  jpn  写し第1号  受領済み  海上保安情報`))
  })

  const openLine = words`document open ${id} --purpose maritime-security`
  await t.test('the reader opens it', async () => {
    const { stdout } = await type([...openLine, '--out', at('opened.txt'), ...profile('kea')])
    assert.ok(stdout.startsWith(`${marked.en}\n\nProvided by the Government of Japan\nOpened by`))
    assert.equal(await readFile(at('opened.txt'), 'utf8'), report)
  })

  await t.test('who is not cleared reads why, with the article, and gets no file', async () => {
    const out = ['--out', at('denied.txt'), ...profile('moa')]
    const { exit, stderr } = await type([...openLine, ...out])
    assert.equal(exit, 1)
    assert.match(stderr, /\(Article 7\(2\), decision\/no-clearance\)/)
    const japanese = await type([...openLine, ...out, '--lang', 'ja'])
    assert.match(japanese.stderr, /\(第7条第2項、decision\/no-clearance\)/)
    await assert.rejects(stat(at('denied.txt')))
  })

  await t.test('the wrong purpose is refused with every reason as JSON', async () => {
    const line = words`document open ${id} --purpose economic-security --out ${at('denied.txt')}`
    const { stdout } = await type([...line, ...profile('kea'), '--json'])
    const error = objectOf(objectOf(JSON.parse(stdout))['error'])
    assert.equal(error['code'], 'kas/denied')
    assert.ok(arrayOf(error['reasons']).some(({ code }) => code === 'decision/wrong-purpose'))
  })

  await t.test('the reader acknowledges it', () => acknowledgeBy(typing, id, String(release), pact))
  await t.test('the originator sees the receipt, and nothing waits', async () => {
    const shown = await eventually(async () => {
      const answer = await done(['release', 'show', String(release), ...profile('ito')])
      return arrayOf(answer['deliveries']).find(({ state }) => state === 'received')
    })
    assert.equal(shown['recipient'], 'nzl')
    const { stdout } = await type(['queue', 'show', ...profile('ito')])
    assert.equal(stdout, 'Nothing waits.\n')
  })

  await t.test('evidence holds for whoever has the file and the id', async () => {
    const line = words`release evidence ${String(release)} ${profile('mori')} --out`
    const { cosigned, received } = await done([...line, at('release.entente'), '--wait', '300'])
    assert.deepEqual([cosigned, received], [true, ['nzl']])
    const { stdout } = await type(words`verify ${at('release.entente')} --pact ${pact}`)
    assert.match(stdout, /✔ nzl has signed for copy no\. 1\n.*cosigned by jpn/)
  })

  await t.test('who may not see the document gets no evidence, and no file', async () => {
    await done(words`device new ${profile('stranger')}`)
    const out = words`--out ${at('none.entente')}`
    const line = words`release evidence ${String(release)} ${out} --lang ja`
    assert.match((await type([...line, ...profile('stranger')])).stderr, /cli\/not-signed-in/)
    const unknown = words`release evidence ${'0'.repeat(32)} ${out} ${profile('mori')}`
    assert.match((await type(unknown)).stderr, /document\/not-found/)
    await assert.rejects(stat(at('none.entente')))
  })
  await t.test('it is inspected', () => inspect(done, profile, id, at('report.txt')))
})

test('two officers let in again who has lost their machine, and neither alone', () =>
  recover(typing))

test('a server that is told to stop ends well and starts again', async () => {
  await stop('jpn')
  await serve('jpn')
  const { person } = await done(['whoami', ...profile('mori')])
  assert.equal(person, 'mori')
})

test('a Key Access Service apart that is told to stop ends well', async () => {
  const again = await type(words`serve --role kas --dir ${at('nzl-kas')} ${custodian}`)
  assert.match(again.stderr, /kas\/running/)
  await stop('kas')
})

const none = { edge: 0, federation: 0, admin: 0 }
const ports: Record<MemberId, typeof none> = { jpn: none, nzl: none }
const keyFile = ['--key-file', 'secret.key']
const typing = { at, done, json, keyFile, profile, signIn, type }
/** What the operator of the server does not have. */
const custodian = ['--key-file', 'custodian.key']

/** Keys as on people's own media, then both members, then the ceremony. */
async function found(): Promise<void> {
  await writeFile(at('secret.key'), crypto.getRandomValues(new Uint8Array(32)))
  for (const id of ids) {
    ports[id] = { edge: await freePort(), federation: await freePort(), admin: await freePort() }
    link = await freePort()
    await newKey(`appointing-${id}`, 'appointing')
    for (const key of ['officer', 'registrar']) await newKey(`${key}-${id}`, 'person')
    for (const person of enrolledFirst(id)) await done(['device', 'new', ...profile(person)])
    await json(`first-${id}.json`, firstAppointments(id))
    if (id === 'nzl') await makeKas()
    await done(initLine(id))
  }
  const keyOf = (id: MemberId): string => at('keys', `appointing-${id}`)
  const members = ids.flatMap((id) => ['--member', `${id}=${keyOf(id)}/public.json`])
  const drafted = await done(words`pact draft jpn-nzl ${members} --out ${at('draft.json')}`)
  pact = String(drafted['id'])
  for (const id of ids) {
    const asked = words`--key ${keyOf(id)} ${keyFile} --confirmed ${pact} --out ${at(`from-${id}.json`)}`
    await done(['pact', 'sign', at('draft.json'), ...asked])
  }
  const copies = ids.map((id) => at(`from-${id}.json`))
  const { signed } = await done(words`pact merge ${copies} --out ${at('pact.json')}`)
  assert.deepEqual(
    arrayOf(signed).map((one) => [one['member'], one['signed']]),
    ids.map((id) => [id, true]),
  )
}

/** Wellington's keys are kept by other people than its server. */
async function makeKas(): Promise<void> {
  await writeFile(at('custodian.key'), crypto.getRandomValues(new Uint8Array(32)))
  const line = words`kas init --dir ${at('nzl-kas')} --member nzl --port ${await freePort()} ${custodian}`
  await done(line)
  assert.match((await type(line)).stderr, /kas\/already-founded/)
}

async function newKey(folder: string, use: 'appointing' | 'person'): Promise<void> {
  await done(words`key new --for ${use} --key ${at('keys', folder)} ${keyFile}`)
}

function initLine(id: MemberId): readonly string[] {
  const { edge, federation, admin: health } = ports[id]
  const listeners = words`--edge ${edge} --federation ${federation} --admin ${health}`
  const appointing = at('keys', `appointing-${id}`)
  const keys = words`--appointing ${appointing} --appointing-key-file secret.key`
  const first = at(`first-${id}.json`)
  const kas = id === 'nzl' ? words`--kas ${at('nzl-kas', 'kas-public.json')} --link ${link}` : []
  return words`init ${operator(id)} --member ${id} ${listeners} ${keys} --first ${first} ${kas}`
}

function trustLine(id: MemberId): readonly string[] {
  const theirs = at(id === 'jpn' ? 'nzl' : 'jpn', 'appointments.json')
  return words`pact trust ${at('pact.json')} ${operator(id)} --appointments ${theirs}`
}

function operator(id: MemberId): readonly string[] {
  return ['--dir', at(id), ...keyFile]
}

function signer(id: MemberId): readonly string[] {
  return ['--key', at('keys', `officer-${id}`), ...keyFile, ...profile(officers[id])]
}

function profile(person: string): readonly string[] {
  return ['--profile', at('people', person)]
}

async function grant(id: MemberId, acts: readonly unknown[]): Promise<void> {
  await done(['grant', ...signer(id), '--act', await json('grants.json', acts)])
}

async function serve(id: MemberId): Promise<void> {
  const said = await start(id, ['serve', ...operator(id), '--witness-seconds', '1'])
  admin[id] = String(said['admin'])
}

async function stop(name: MemberId | 'kas'): Promise<void> {
  const process = running[name]
  assert.ok(process)
  process.kill('SIGTERM')
  const exit = await once(process, 'exit', { signal: AbortSignal.timeout(20_000) })
  assert.deepEqual(exit, [0, null])
}

async function serveKas(): Promise<void> {
  await start('kas', words`serve --role kas --dir ${at('nzl-kas')} ${custodian}`)
}

async function start(
  name: MemberId | 'kas',
  line: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const { child, said } = await serveProcess(root, line)
  running[name] = child
  return said
}

async function signIn(person: string, exit = 0, machine = person): Promise<Ending> {
  const id = ids.find((one) => people[one].some((other) => other === person))
  assert.ok(id)
  const line = words`login ${profile(machine)} --server ${at(id, 'server.json')}`
  const ending = await type(line, async (said) => {
    const [url = ''] = /https:\S+/.exec(said) ?? []
    await confirmCode(new Browser(), url, person)
  })
  assert.equal(ending.exit, exit, ending.stderr)
  return ending
}

function type(line: readonly string[], wait?: (said: string) => Promise<void>): Promise<Ending> {
  return typeIn(root, line, wait)
}

/** Types a command that has to succeed, and gives its answer. */
async function done(line: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { exit, stdout, stderr } = await type([...line, '--json'])
  assert.equal(exit, 0, `${line.join(' ')}\n${stdout}${stderr}`)
  return objectOf(JSON.parse(stdout))
}

async function json(name: string, value: unknown): Promise<string> {
  await writeFile(at(name), JSON.stringify(value))
  return at(name)
}

function at(...names: readonly string[]): string {
  return join(root, ...names)
}

test('every refusal that was met is one that its route is documented to give', async () => {
  assert.deepEqual(await stopWatching(), [])
})
