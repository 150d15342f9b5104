/** Who can open what while the other member is silent, says no, or is only late in hearing it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { type LedgerEvent, parseEvent } from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import { stateOf } from '@entente/core/pact'

import { approve, clear, draftDocument, openAt, prepare, report } from './documents.ts'
import { type Federation, federation, type TestMember } from './federation.ts'

const purpose = 'maritime-security'

/** A level of Japan for each kind of custody, as the illustrative pact has them. */
const levels = {
  recipient: { level: '極秘', regime: 'urn:entente:regime:jpn:hiketsu' },
  originator: { level: '機密', regime: 'urn:entente:regime:jpn:hiketsu' },
  joint: { level: '特定秘密', regime: 'urn:entente:regime:jpn:tokutei-himitsu' },
} as const

test('with the originator down, only what the recipient holds the key of opens', async () => {
  await using net = await federation()
  const { tokyo, wellington, settle } = net
  const released = await releaseAll(net)
  for (const one of Object.values(released)) assert.equal(await open(wellington, one), report)

  cutOff(tokyo)
  assert.equal(await open(wellington, released.recipient), report)
  for (const one of [released.originator, released.joint]) {
    await assert.rejects(open(wellington, one), { code: 'federation/unreachable' })
  }
  cutOff(wellington)
  for (const { document } of Object.values(released)) {
    const { text } = await openAt(tokyo, 'reader', document, null, purpose)
    assert.equal(text, report, 'what is at home opens at home')
  }

  await settle()
  for (const one of Object.values(released)) assert.equal(await open(wellington, one), report)
  await requireAgreement(net, released)
})

test('a suspension stops keys at once where the originator holds a share, elsewhere when it arrives', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  const released = await releaseAll(net)

  cutOff(wellington)
  await tokyo.notice({ kind: 'suspended', from: new Date().toISOString() })
  assert.equal(await open(wellington, released.recipient), report, 'nobody has told Wellington')
  for (const one of [released.originator, released.joint]) {
    await assert.rejects(open(wellington, one), /kas\/unknown-key/)
    const denied = await eventsOf(tokyo, 'key-denied')
    assert.deepEqual(
      denied.filter(({ release }) => release === one.release).map(({ codes }) => codes),
      [['decision/pact-not-in-force']],
    )
  }

  await heard(net, 'suspended')
  for (const one of Object.values(released)) {
    await assert.rejects(open(wellington, one), /decision\/pact-not-in-force/)
  }

  await tokyo.notice({ kind: 'resumed', from: new Date().toISOString() })
  await heard(net, 'in-force')
  for (const one of Object.values(released)) assert.equal(await open(wellington, one), report)
  await requireAgreement(net, released)
})

test('what was released before a suspension leaves after it', async () => {
  await using net = await federation()
  const { tokyo, wellington, settle } = net
  await clear(tokyo)
  await clear(wellington)
  const document = await draftDocument(tokyo, '極秘')
  const { release, statement } = await prepare(net, document)
  await approve(tokyo, release, statement, 'releaser')
  const later = await prepare(net, document)
  await tokyo.notice({ kind: 'suspended', from: new Date().toISOString() })
  await settle()
  assert.deepEqual(await eventsOf(tokyo, 'delivered'), [])
  await assert.rejects(approve(tokyo, later.release, later.statement, 'releaser'), {
    message: 'pact/not-in-force',
  })

  await tokyo.notice({ kind: 'resumed', from: new Date().toISOString() })
  await settle()
  assert.equal((await eventsOf(tokyo, 'receipt-received')).length, 1)
  assert.equal(await open(wellington, { document, release }), report)
})

test('a release that cannot be delivered holds no other up', async () => {
  await using net = await federation()
  const { tokyo, wellington, settle } = net
  await clear(tokyo)
  await clear(wellington)
  const [damaged, sound] = [
    await prepare(net, await draftDocument(tokyo, '極秘')),
    await prepare(net, await draftDocument(tokyo, '極秘')),
  ]
  await tokyo.server.store.db
    .deleteFrom('policies')
    .where('release', '=', damaged.release)
    .execute()
  for (const { release, statement } of [damaged, sound]) {
    await approve(tokyo, release, statement, 'releaser')
  }
  await settle()
  const received = await eventsOf(wellington, 'received')
  assert.deepEqual(
    received.map(({ release }) => release),
    [sound.release],
  )
})

interface Released {
  readonly document: string
  readonly release: string
}

async function releaseAll(net: Federation): Promise<Record<keyof typeof levels, Released>> {
  await clear(net.tokyo)
  await clear(net.wellington)
  const [recipient, originator, joint] = [
    await releaseOne(net, 'recipient'),
    await releaseOne(net, 'originator'),
    await releaseOne(net, 'joint'),
  ]
  await net.settle()
  return { recipient, originator, joint }
}

async function releaseOne(net: Federation, custody: keyof typeof levels): Promise<Released> {
  const { level, regime } = levels[custody]
  const document = await draftDocument(net.tokyo, level, regime)
  const { release, statement } = await prepare(net, document)
  const officers = custody === 'recipient' ? ['releaser'] : ['releaser', 'second']
  for (const officer of officers) await approve(net.tokyo, release, statement, officer)
  return { document, release }
}

async function open(member: TestMember, { document, release }: Released): Promise<string> {
  return (await openAt(member, 'reader', document, release, purpose)).text
}

/** No peer gets in any more, until the member next does what waits. */
function cutOff({ server }: TestMember): void {
  server.listener.trust([])
}

/** Lets the members work until Wellington sees the pact in this state. */
async function heard({ wellington, pact, settle }: Federation, state: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    await settle()
    const standing = wellington.server.standing.current()
    const known = standing.pacts.get(pact)
    assert.ok(known)
    if (stateOf(standing, known, new Date().toISOString()) === state) return
    await pause(100)
  }
  assert.fail(`Wellington has not heard that the pact is ${state}`)
}

/** Every opening with a share of the originator stands on both ledgers, and no other does. */
async function requireAgreement(
  { tokyo, wellington }: Federation,
  released: Record<keyof typeof levels, Released>,
): Promise<void> {
  for (const { server } of [tokyo, wellington]) await server.ledger.verify()
  const opened = await eventsOf(wellington, 'opened')
  const granted = await eventsOf(tokyo, 'share-granted')
  const of = (events: readonly { readonly release: string | null }[], one: Released): number =>
    events.filter((event) => event.release === one.release).length
  for (const custody of ['originator', 'joint'] as const) {
    assert.ok(of(opened, released[custody]) > 0)
    assert.equal(of(opened, released[custody]), of(granted, released[custody]), custody)
  }
  assert.equal(of(granted, released.recipient), 0)
}

async function eventsOf<K extends LedgerEvent['kind']>(
  { server }: TestMember,
  kind: K,
): Promise<readonly Extract<LedgerEvent, { readonly kind: K }>[]> {
  const rows = await server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', kind)
    .orderBy('idx')
    .execute()
  return rows.map(({ event }) => parseEvent(parseJson(event ?? ''))).filter(isOf(kind))
}

function isOf<K extends LedgerEvent['kind']>(kind: K) {
  return (event: LedgerEvent): event is Extract<LedgerEvent, { readonly kind: K }> =>
    event.kind === kind
}
