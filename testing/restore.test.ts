/** A member loses its folder, is put back under a new origin, and documents flow again both ways. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { type Hash, statementId } from '@entente/core/crypto'
import { verifyEvidence } from '@entente/core/evidence'
import { parseCheckpoint, parseNote } from '@entente/core/ledger'
import { issueAppointment, type LevelKey, parseAppointment } from '@entente/core/pact'
import {
  approveRelease,
  call,
  createDraft,
  fetchBytes,
  handInStatement,
  prepareRelease,
  readStatements,
} from '@entente/sdk'
import {
  type Account,
  type Missing,
  parseAccount,
  type RestoredMember,
  restoreMember,
  runMember,
  silentLog,
} from '@entente/server'

import { arrayOf, eventually, objectOf, typeIn } from './command-line.ts'
import {
  acknowledge,
  bringIntoForce,
  clear,
  delivered,
  type Desks,
  grantAnew,
  purpose,
  read,
  sealing,
  settled,
} from './demo/acts.ts'
import { labelFor, textSource } from './demo/content.ts'
import { createDesk, needToKnow } from './demo/officers.ts'
import { prepareMember, type RunningMember, startMember } from './demo/running.ts'
import { type Founded, foundWithPeople, secret, signIllustrativePact, term } from './members.ts'

const now = (): Date => new Date()

let root = ''
let pact: Hash
let jpn: Founded
let nzl: Founded
let tokyo: RunningMember
let wellington: RunningMember
const running = new Set<RunningMember>()

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-restore-'))
  ;[jpn, nzl] = await Promise.all([
    foundWithPeople(root, 'jpn', now, { apart: true }),
    foundWithPeople(root, 'nzl', now),
  ])
  const statement = await signIllustrativePact([jpn, nzl])
  pact = statementId(statement)
  await Promise.all([prepareMember(jpn, nzl, statement), prepareMember(nzl, jpn, statement)])
  ;[tokyo, wellington] = await Promise.all([start(jpn), start(nzl)])
  const desks: Desks = { tokyo: createDesk('jpn', pact), wellington: createDesk('nzl', pact) }
  await Promise.all([clear(tokyo, desks.tokyo), clear(wellington, desks.wellington)])
  await bringIntoForce({ tokyo, wellington }, desks)
})
after(async () => {
  await Promise.all([...running].map(({ kill }) => kill()))
  for (const { kas } of running) await kas?.stop()
  await rm(root, { recursive: true, force: true })
})

/** Documents by what became of them. */
const sent = { after: '', receipted: '', waiting: '' }
const releases = { before: '', lost: '', theirs: '', theirsBefore: '' }
const texts = new Map<string, { readonly document: string; readonly text: string }>()
let size = 0
let account: Account
/** What the custodians' own disk remembers. */
let ofKas: Account
let restored: RestoredMember

test('a member is backed up while its server runs', async () => {
  releases.before = await flow(tokyo, wellington, '極秘')
  releases.theirsBefore = await flow(wellington, tokyo, 'SECRET')
  // Its receipt is in the backup, the proof that a witness has cosigned comes after it.
  sent.receipted = await releaseFrom(tokyo, '極秘')
  await delivered(tokyo, sent.receipted)
  await wellington.stop()
  // What nobody answers yet is in the backup too.
  sent.waiting = await releaseFrom(tokyo, '極秘')
  await eventually(async () => {
    const { client } = await tokyo.as('author')
    const shown = objectOf(await call(client, 'GET', `/api/releases/${sent.waiting}`))
    return arrayOf(shown['deliveries'])[0]
  })
  const { exit, stdout } = await type('backup', '--dir', jpn.folder, '--to', at('backup'), '--json')
  assert.equal(exit, 0, stdout)
  size = Number(objectOf(JSON.parse(stdout))['size'])
  assert.ok(size > 0)
  const again = await type('backup', '--dir', jpn.folder, '--to', at('backup'))
  assert.match(again.stderr, /backup\/not-empty/)
})

test('the whole folder as it stands at that time is copied too, as one must not', async () => {
  await tokyo.stop()
  await cp(jpn.folder, at('snapshot'), { recursive: true })
  ;[tokyo, wellington] = await Promise.all([start(jpn), start(nzl)])
})

test('documents flow on, an appointment is made, a witness cosigns; then the folder is lost', async () => {
  await delivered(tokyo, sent.waiting)
  releases.lost = await flow(tokyo, wellington, '極秘')
  releases.theirs = await flow(wellington, tokyo, 'SECRET')
  const { document, text } = texts.get(releases.before) ?? assert.fail()
  await readThere(wellington, document, text, 'releaser')
  await acknowledge(wellington, 'releaser', document)
  await settled(wellington)
  await enrol()
  await settled(tokyo)
  account = await eventually(async () => {
    const made = await accountOf(nzl, 'jpn')
    const cosigned = made.checkpoint && parseCheckpoint(parseNote(made.checkpoint).text).size
    return cosigned && cosigned > size ? made : undefined
  })
  await tokyo.kill()
  running.delete(tokyo)
  await rename(jpn.folder, at('lost'))
  const file = at('kas-of-jpn.json')
  await done('kas', 'account', '--dir', jpn.kas ?? '', '--out', file)
  ofKas = parseAccount(await readFile(file))
  await tokyo.kas?.stop()
  // Released while there is nobody to receive it.
  sent.after = await releaseFrom(wellington, 'SECRET')
})

test('an older state that is simply started is told by its witness, and refuses to sign for ever', async () => {
  const refused = { code: 'ledger/restored-backup' }
  await assert.rejects(startHere(at('snapshot')), refused)
  await wellington.stop()
  await assert.rejects(startHere(at('snapshot')), refused, 'nobody has to say it twice')
  wellington = await start(nzl)

  await cp(at('backup'), at('copy', 'data'), { recursive: true })
  await rename(at('copy', 'data', 'member.json'), at('copy', 'member.json'))
  await assert.rejects(startHere(at('copy')), { code: 'ledger/no-mark' })
})

test('it is not put back under its old origin, nor without asking those who know it', async () => {
  const line = ['restore', '--from', at('backup'), '--dir', jpn.folder, '--appointing', at('none')]
  const { exit, stderr } = await type(...line)
  assert.equal(exit, 1)
  assert.match(stderr, /never signs under its old origin.*\n {2}backup\/old-origin/)
  const japanese = await type(...line, '--lang', 'ja')
  assert.match(japanese.stderr, /元の識別名では決して署名しません/)

  for (const accounts of [[], [account], [ofKas]]) {
    await assert.rejects(putBack({ accounts }), { code: 'account/missing' })
  }
  await assert.rejects(putBack({ appointing: nzl.appointing }), { code: 'pact/key-not-appointed' })
  const other = { ...account, about: 'nzl', by: 'jpn' }
  await assert.rejects(putBack({ accounts: [other, ofKas] }), { code: 'account/other-member' })
  const checkpoint = account.checkpoint?.replace(/— \S+ ..../, '— x+y') ?? null
  await assert.rejects(putBack({ accounts: [{ ...account, checkpoint }, ofKas] }))
  const foreign = { ...ofKas, by: 'nzl', about: 'nzl' }
  await assert.rejects(putBack({ accounts: [account, foreign], without: ['jpn'] }), {
    code: 'account/other-member',
  })
  await assert.rejects(readFile(join(jpn.folder, 'mark.json')), { code: 'ENOENT' })
})

test('put back, it says what was acknowledged and is missing, and declares what is lost', async () => {
  restored = await putBack({})
  assert.notEqual(restored.origin, restored.former.origin)
  assert.ok(restored.former.size > size)
  assert.ok(restored.former.lost >= restored.former.size - size)
  assert.ok(restored.learned >= 2, 'the enrolment and the grant after the backup')
  assert.deepEqual(restored.missing['nzl']?.map(plain), [
    ['copy-here', releases.theirs],
    ['release-here', releases.lost],
    ['receipt-here', sent.waiting],
  ])
  await assert.rejects(putBack({}), { code: 'member/already-founded' })
})

test('what was under way when the folder was lost arrives, once', async () => {
  tokyo = await start(jpn)
  await Promise.all([settled(tokyo), settled(wellington)])
  await delivered(tokyo, sent.waiting)
  await delivered(wellington, sent.after)
  assert.equal(await copiesAt(nzl, sent.waiting), 1)
  assert.equal(await copiesAt(jpn, sent.after), 1)
  const { client } = await tokyo.as('author')
  const path = `/api/documents/${texts.get(releases.before)?.document}/copies`
  const { acknowledgements } = objectOf(await call(client, 'GET', path))
  assert.deepEqual(
    arrayOf(acknowledgements).map(({ person }) => person),
    ['nzl-releaser'],
    'it was taken after the backup, and is said again',
  )
})

test('the other side lists the same from its own view', async () => {
  const file = at('jpn-about-nzl.json')
  await done('account', 'make', 'nzl', '--dir', jpn.folder, '--out', file)
  const { exit, stdout } = await type('account', 'compare', file, '--dir', nzl.folder, '--json')
  assert.equal(exit, 1)
  assert.deepEqual(arrayOf(objectOf(JSON.parse(stdout))['missing']).map(plain), [
    ['copy-there', releases.theirs],
    ['release-there', releases.lost],
  ])
  const words = await type('account', 'compare', file, '--dir', nzl.folder, '--lang', 'ja')
  assert.match(words.stdout, /jpn で失われたもの/)
})

test('the other side believes the new ledger and witness, and the old ones no more', async () => {
  const { appointments } = await accountOf(nzl, 'jpn')
  const own = appointments.map(parseAppointment).filter(({ member }) => member === 'jpn')
  const [ledger, witness, ...withdrawals] = own.slice(-4).map(({ act }) => act)
  assert.deepEqual([ledger?.kind, witness?.kind], ['ledger', 'witness'])
  assert.ok(ledger?.kind === 'ledger' && ledger.verifierKey.startsWith(`${restored.origin}+`))
  const old = appointments
    .filter((statement) => ['ledger', 'witness'].includes(parseAppointment(statement).act.kind))
    .filter((statement) => parseAppointment(statement).member === 'jpn')
    .map(statementId)
  assert.deepEqual(
    withdrawals.map((act) => (act.kind === 'withdrawal' ? act.appointment : '')),
    old.slice(0, 2),
  )
})

test('what the restored member had signed for is sent again, and makes no second copy', async () => {
  const path = `/api/releases/${releases.theirs}/deliveries/jpn`
  const { client } = await wellington.as('author')
  const reader = await wellington.as('reader')
  await assert.rejects(call(reader.client, 'POST', path), { code: 'document/not-found' })
  await call(client, 'POST', path)
  await delivered(wellington, releases.theirs)
  assert.equal(await copiesAt(jpn, releases.theirs), 1)
  const { document, text } = texts.get(releases.theirs) ?? { document: '', text: '' }
  await readThere(tokyo, document, text)
  // Sent once more to one who has it: harmless.
  await call(client, 'POST', path)
  await delivered(wellington, releases.theirs)
  assert.equal(await copiesAt(jpn, releases.theirs), 1)
  const left = await compared()
  assert.deepEqual(left, [['release-there', releases.lost]])
})

test('documents flow again both ways', async () => {
  await flow(tokyo, wellington, '極秘')
  await flow(wellington, tokyo, 'SECRET')
})

test('evidence from before the loss holds, of both ledgers and of the one that is no more', async () => {
  for (const [member, release] of [
    [tokyo, releases.before],
    [tokyo, sent.receipted],
    [wellington, releases.theirsBefore],
    [wellington, releases.theirs],
  ] as const) {
    const { client } = await member.as('author')
    const evidence = async () =>
      new Uint8Array(
        await (await fetchBytes(client, `/api/releases/${release}/evidence`)).arrayBuffer(),
      )
    const findings = await eventually(async () => {
      const found = await verifyEvidence(await evidence(), pact)
      const recorded = found.filter((one) => one.kind === 'recorded')
      return recorded.every(({ witnesses }) => witnesses.length > 0) ? found : undefined
    })
    const events = release === releases.before ? 3 : 2
    assert.equal(findings.filter(({ kind }) => kind === 'recorded').length, events)
  }
})

test('both ledgers verify, while their servers run and after', async () => {
  for (const { folder } of [jpn, nzl]) {
    const verified = await done('ledger', 'verify', '--dir', folder)
    assert.equal(verified['mark'] !== null, true)
  }
  for (const member of [tokyo, wellington]) {
    await member.stop()
    running.delete(member)
    const verified = await done('ledger', 'verify', '--dir', member.founded.folder)
    assert.equal(verified['signed'], verified['size'])
  }
})

async function start(founded: Founded): Promise<RunningMember> {
  const member = await startMember(founded)
  running.add(member)
  return member
}

/** Starts a folder in this process: it has to refuse. */
async function startHere(folder: string): Promise<void> {
  const member = await runMember({
    folder,
    secret,
    log: silentLog,
    now,
    witnessSeconds: 60,
    onFatal: () => undefined,
  })
  await member.close()
}

function putBack(change: Partial<Parameters<typeof restoreMember>[0]>): Promise<RestoredMember> {
  return restoreMember({
    from: at('backup'),
    folder: jpn.folder,
    secret,
    appointing: jpn.appointing,
    accounts: [account, ofKas],
    without: [],
    now,
    ...change,
  })
}

/** A document from draft to reader. */
async function flow(from: RunningMember, to: RunningMember, level: string): Promise<string> {
  const text = `${level} ${randomUUID()}`
  const document = await draft(from, level, text)
  const release = await releaseOf(from, document)
  await delivered(from, release)
  await readThere(to, document, text)
  texts.set(release, { document, text })
  return release
}

async function readThere(
  to: RunningMember,
  document: string,
  text: string,
  who = 'reader',
): Promise<void> {
  const reader = to.founded.people[who]
  assert.ok(reader)
  await grantAnew(to, needToKnow(reader.person, document, purpose))
  assert.equal(await read(to, who, document, purpose), text)
}

async function releaseFrom(from: RunningMember, level: string): Promise<string> {
  return releaseOf(from, await draft(from, level, randomUUID()))
}

async function draft(from: RunningMember, level: string, text: string): Promise<string> {
  const { client } = await from.as('author')
  const regime =
    from.founded.id === 'jpn' ? 'urn:entente:regime:jpn:hiketsu' : 'urn:entente:regime:nzl:psr'
  const key: LevelKey = { regime, level }
  return createDraft(client, {
    document: randomUUID(),
    title: 'A title',
    case: null,
    label: labelFor(key, now()),
    mimeType: 'text/plain',
    content: textSource(text),
  })
}

async function releaseOf(from: RunningMember, document: string): Promise<string> {
  const { client } = await from.as('author')
  const release = await prepareRelease(client, document, {
    pact,
    recipients: [from.founded.id === 'jpn' ? 'nzl' : 'jpn'],
    purposes: [purpose],
    notAfter: new Date(Date.now() + 86_400_000).toISOString(),
  })
  const officer = await from.as('releaser')
  await approveRelease(officer.client, release, officer.person.signer, sealing)
  return release
}

/** One more device of the author, enrolled by the appointing key after the backup. */
async function enrol(): Promise<void> {
  const { client } = await tokyo.as('author')
  const chain = await readStatements(client, 'appointment')
  const last = chain.at(-1)
  assert.ok(last)
  const device = jpn.people['uncleared']?.device ?? ''
  const statement = await issueAppointment(
    {
      member: 'jpn',
      appointingKey: jpn.appointing.publicKey,
      head: { number: chain.length, id: statementId(last) },
    },
    { kind: 'device', person: 'jpn-author', facility: 'tokyo', key: device, ...term },
    jpn.appointing,
    now().toISOString(),
  )
  await handInStatement(client, 'appointment', statement)
}

async function accountOf({ folder }: Founded, about: string): Promise<Account> {
  const file = at(`about-${about}.json`)
  await done('account', 'make', about, '--dir', folder, '--out', file)
  return parseAccount(await readFile(file))
}

async function compared(): Promise<readonly (readonly string[])[]> {
  const file = at('compared.json')
  await done('account', 'make', 'nzl', '--dir', jpn.folder, '--out', file)
  const { stdout } = await type('account', 'compare', file, '--dir', nzl.folder, '--json')
  return arrayOf(objectOf(JSON.parse(stdout))['missing']).map(plain)
}

function plain(missing: Missing | Readonly<Record<string, unknown>>): readonly [string, string] {
  return [String(missing.kind), String(missing.release)]
}

async function copiesAt({ folder }: Founded, release: string): Promise<number> {
  const about = folder === jpn.folder ? 'nzl' : 'jpn'
  const founded = folder === jpn.folder ? jpn : nzl
  const { received } = await accountOf(founded, about)
  return received.filter((one) => one.release === release).length
}

function type(...line: readonly string[]) {
  return typeIn(root, line)
}

async function done(...line: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { exit, stdout, stderr } = await type(...line, '--json')
  assert.equal(exit, 0, `${line.join(' ')}\n${stdout}${stderr}`)
  return objectOf(JSON.parse(stdout))
}

function at(...names: readonly string[]): string {
  return join(root, ...names)
}
