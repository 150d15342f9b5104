/** A Key Access Service that is a process of its own is killed while people read: nothing opens off the record. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { statementId } from '@entente/core/crypto'
import { listDocuments } from '@entente/sdk'
import { openKeyring, readConfig } from '@entente/server'

import { openStore } from '../packages/server/src/store/index.ts'

import { approve, bringIntoForce, clear, delivered, know, purpose, read } from './demo/acts.ts'
import { textSource } from './demo/content.ts'
import { prepare, seal } from './demo/documents.ts'
import { createDesk } from './demo/officers.ts'
import { keptApart, prepareMember, type RunningMember, startMember } from './demo/running.ts'
import {
  custodianSecret,
  type Founded,
  foundWithPeople,
  secret,
  signIllustrativePact,
} from './members.ts'

const text = '海上保安情報\n'
const now = (): Date => new Date()
let root = ''
let nzl: Founded
let tokyo: RunningMember
let wellington: RunningMember
let document = ''

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-kas-'))
  const jpn = await foundWithPeople(root, 'jpn', now)
  nzl = await foundWithPeople(root, 'nzl', now, { apart: true })
  const statement = await signIllustrativePact([jpn, nzl])
  const pact = statementId(statement)
  await Promise.all([prepareMember(jpn, nzl, statement), prepareMember(nzl, jpn, statement)])
  ;[tokyo, wellington] = await Promise.all([startMember(jpn), startMember(nzl)])
  const desks = { tokyo: createDesk('jpn', pact), wellington: createDesk('nzl', pact) }
  await Promise.all([clear(tokyo, desks.tokyo), clear(wellington, desks.wellington)])
  await bringIntoForce({ tokyo, wellington }, desks)
  const story = { root, pact }
  const level = { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }
  document = await seal(tokyo, level, textSource(text))
  const release = await prepare(story, tokyo, document, 'nzl', desks)
  await approve(tokyo, 'releaser', release)
  await delivered(tokyo, release)
  await know(wellington, desks.wellington, document)
})
after(async () => {
  await rm(root, { recursive: true, force: true })
})

const open = (): Promise<string> => read(wellington, 'reader', document, purpose)

test('killed, it opens nothing; started again, it does, and the server says which it is', async () => {
  assert.equal(await open(), text)
  assert.deepEqual(await readiness(), { status: 'ready', reasons: [] })
  await wellington.kas?.kill()
  await assert.rejects(open(), { code: 'kas/unreachable' })
  assert.deepEqual(await readiness(), {
    status: 'not-ready',
    reasons: [{ check: 'kas', code: 'kas/unreachable' }],
  })
  const { client } = await wellington.as('reader')
  assert.equal((await Array.fromAsync(listDocuments(client))).length, 1, 'the register is there')
  await wellington.kas?.restart()
  assert.equal(await open(), text)
  assert.deepEqual(await readiness(), { status: 'ready', reasons: [] })
})

test('killed at any moment of an opening, it has handed out nothing that is not on record', async () => {
  let permits = 1
  for (const wait of [0, 5, 10, 20, 40, 80]) {
    const openings = [open(), open()].map((one) =>
      one.then(
        () => permits++,
        (error: unknown) => assert.match(codeOf(error), /^(?:kas|session)\//),
      ),
    )
    await pause(wait)
    await wellington.kas?.kill()
    await Promise.all(openings)
    await wellington.kas?.restart()
    assert.equal(await open(), text)
    permits++
  }
  await Promise.all([tokyo.stop(), wellington.stop()])
  const store = await openStore(join(nzl.folder, 'data', 'member.sqlite'))
  const kas = await openStore(join(nzl.kas ?? '', 'data', 'kas.sqlite'))
  try {
    const opened = await store.db
      .selectFrom('ledger_entries')
      .select(['idx', 'event'])
      .where('kind', '=', 'opened')
      .execute()
    assert.ok(opened.length >= permits, `${opened.length} openings on record, ${permits} seen`)
    const known = new Map(opened.map(({ idx, event }) => [idx, event]))
    const proved = await kas.db.selectFrom('kas_recorded').select(['idx', 'event']).execute()
    // Nobody was refused here, so openings are all that it has recorded.
    assert.ok(proved.length >= permits)
    for (const { idx, event } of proved) assert.equal(event, known.get(idx), 'both say the same')
  } finally {
    await store.close()
    await kas.close()
  }
})

test('the folder of the server holds nothing that opens a document', async () => {
  assert.ok(nzl.kas)
  await keptApart(wellington)
  const service = await openKeyring(join(nzl.kas, 'data', 'keys'), custodianSecret)
  const server = await openKeyring(join(nzl.folder, 'data', 'keys'), secret)
  assert.ok(!server.names().includes('kas'))
  const privateKeys = service.get('kas').map(({ privateKeyPem }) => privateKeyPem)
  const files = await readdir(nzl.folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name))
    for (const key of privateKeys) {
      const [, line = ''] = key.split('\n')
      assert.ok(!bytes.includes(line), file.name)
    }
  }
})

async function readiness(): Promise<unknown> {
  const { ports } = await readConfig(nzl.folder)
  return (await fetch(`http://127.0.0.1:${ports.admin}/readyz`)).json()
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
