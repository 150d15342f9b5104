/** What stands in the logs of two members between whom a document goes, is refused and is opened. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import { statementId } from '@entente/core/crypto'
import { parseAppointment } from '@entente/core/pact'
import { approveRelease, type Client, createDraft, prepareRelease } from '@entente/sdk'
import { createLog, runMember } from '@entente/server'

import {
  bringIntoForce,
  clear,
  delivered,
  type Desks,
  know,
  purpose,
  read,
  sealing,
} from './demo/acts.ts'
import { labelFor, textSource } from './demo/content.ts'
import { createDesk } from './demo/officers.ts'
import { signIn } from './demo/person.ts'
import { prepareMember, type RunningMember } from './demo/running.ts'
import { type Founded, foundWithPeople, secret, signIllustrativePact } from './members.ts'

const now = (): Date => new Date()
const title = 'Operation Dawn 海上作戦'
const content = 'three vessels off the cape 三隻'

test('no log holds a title, a content, a passphrase or a name, at the level that tells most', async () => {
  const root = await mkdtemp(join(tmpdir(), 'entente-logs-'))
  const lines: string[] = []
  const stops: (() => Promise<void>)[] = []
  try {
    const [jpn, nzl] = await Promise.all([
      foundWithPeople(root, 'jpn', now),
      foundWithPeople(root, 'nzl', now),
    ])
    const statement = await signIllustrativePact([jpn, nzl])
    const pact = statementId(statement)
    await Promise.all([prepareMember(jpn, nzl, statement), prepareMember(nzl, jpn, statement)])
    const [tokyo, wellington] = await Promise.all([run(jpn, lines, stops), run(nzl, lines, stops)])
    const desks: Desks = { tokyo: createDesk('jpn', pact), wellington: createDesk('nzl', pact) }
    await Promise.all([clear(tokyo, desks.tokyo), clear(wellington, desks.wellington)])
    await bringIntoForce({ tokyo, wellington }, desks)

    const { client } = await tokyo.as('author')
    const document = await draft(client)
    const release = await prepareRelease(client, document, {
      pact,
      recipients: ['nzl'],
      purposes: [purpose],
      notAfter: new Date(Date.now() + 86_400_000).toISOString(),
    })
    await assert.rejects(prepareRelease(client, document, { ...wish, pact }))
    const officer = await tokyo.as('releaser')
    await approveRelease(officer.client, release, officer.person.signer, sealing)
    await delivered(tokyo, release)
    await assert.rejects(read(wellington, 'uncleared', document, purpose))
    await know(wellington, desks.wellington, document)
    assert.equal(await read(wellington, 'reader', document, purpose), content)
  } finally {
    for (const stop of stops) await stop()
    await rm(root, { recursive: true, force: true })
  }
  const log = lines.join('')
  for (const event of ['"request"', '"request-refused"', '"listening"', '"closed"']) {
    assert.ok(log.includes(event), event)
  }
  for (const said of ['Operation', 'Dawn', '海上作戦', 'vessels', '三隻', secret.passphrase]) {
    assert.ok(!log.includes(said), said)
  }
  assert.doesNotMatch(log, /(?:jpn|nzl)-(?:author|reader|releaser|uncleared)/)
  assert.doesNotMatch(log, /[^\x20-\x7e\n]/)
})

const wish = {
  recipients: ['nzl'],
  purposes: ['a purpose that no pact has'],
  notAfter: '2030-01-01T00:00:00.000Z',
}

async function run(
  founded: Founded,
  lines: string[],
  stops: (() => Promise<void>)[],
): Promise<RunningMember> {
  const running = await runMember({
    folder: founded.folder,
    secret,
    witnessSeconds: 1,
    log: createLog({ write: (line: string) => void lines.push(line) }, 'info'),
    now,
    onFatal: (error) => assert.fail(String(error)),
  })
  stops.push(running.close)
  const certificates = founded.appointments
    .map((statement) => parseAppointment(statement).act)
    .flatMap((act) => (act.kind === 'tls' ? [act.certificate] : []))
  setDefaultCACertificates([...getCACertificates('default'), ...certificates])
  const own = { id: founded.id, appointingKey: founded.appointing.publicKey }
  const sessions = new Map<string, Promise<Client>>()
  const nothing = (): Promise<void> => Promise.resolve()
  return {
    founded,
    url: running.urls.edge,
    stop: running.close,
    kill: nothing,
    restart: nothing,
    async as(name) {
      const person = founded.people[name]
      assert.ok(person)
      const client = sessions.get(name) ?? signIn(person, running.urls.edge, own)
      sessions.set(name, client)
      return { client: await client, person }
    },
  }
}

async function draft(client: Client): Promise<string> {
  return createDraft(client, {
    document: randomUUID(),
    title,
    case: null,
    label: labelFor({ regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }, now()),
    mimeType: 'text/plain',
    content: textSource(content),
  })
}
