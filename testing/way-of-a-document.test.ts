/** A document goes from Tokyo to Wellington and is opened there by the one person who may. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseDisclosure } from '@entente/core/ledger'
import { utf8 } from '@entente/core/lib'
import { requireDirectory, requirePact, stateOf } from '@entente/core/pact'
import { parseBothForms } from '@entente/core/label'
import { xmlParser } from '@entente/host'
import { type LabelReader, recomputeRelease } from '@entente/sdk'
import { DeniedError, queueStates } from '@entente/server'

import { approve, clear, draftDocument, openAt, prepare, report } from './documents.ts'
import { federation, type TestMember } from './federation.ts'

const readLabel: LabelReader = (xml, json) => parseBothForms(xml, json, xmlParser)

test('a document goes from Tokyo to Wellington', async (t) => {
  await using net = await federation()
  const { tokyo, wellington, pact, settle } = net

  await t.test('the pact is in force on both sides', () => {
    for (const { server } of [tokyo, wellington]) {
      const standing = server.standing.current()
      const known = standing.pacts.get(pact)
      assert.ok(known)
      assert.equal(stateOf(standing, known, new Date().toISOString()), 'in-force')
    }
  })

  await clear(tokyo)
  await clear(wellington)
  const draft = await draftDocument(tokyo, '極秘')

  await t.test('its author may not approve it, nor somebody without the role', async () => {
    const { release, statement } = await prepare(net, draft)
    for (const [who, reason] of [
      ['author', { code: 'decision/author-approves', article: '5(3)' }],
      ['reader', { code: 'decision/not-appointed', article: '5(1)' }],
    ] as const) {
      await assert.rejects(approve(tokyo, release, statement, who), (error) => {
        assert.ok(error instanceof DeniedError)
        assert.equal(error.code, 'document/release-refused')
        assert.ok(
          error.reasons.some(
            ({ code, article }) => code === reason.code && article === reason.article,
          ),
        )
        return true
      })
    }
    const refused = await tokyo.server.store.db
      .selectFrom('ledger_entries')
      .select('event')
      .where('kind', '=', 'approval-refused')
      .execute()
    assert.equal(refused.length, 2, 'a refusal is on record too')
  })

  const { release, statement, policy } = await prepare(net, draft)
  await t.test('an approver’s machine opens the draft and recomputes the release', async () => {
    const { manifest, payload, key } = await openAt(tokyo, 'releaser', draft, null, 'approval')
    const opened = { manifest, payload, payloadKey: key }
    const standing = tokyo.server.standing.current()
    const directory = requireDirectory(standing, 'jpn')
    const agreed = requirePact(standing, net.pact)
    await recomputeRelease(statement, opened, policy, { directory, pact: agreed }, readLabel)
  })
  assert.deepEqual(await approve(tokyo, release, statement, 'releaser'), {
    state: 'released',
    approvals: 1,
    needed: 1,
  })
  await settle()

  await t.test('it is received with a numbered copy and a receipt, and nothing waits', async () => {
    const copies = await wellington.server.store.db.selectFrom('copies').selectAll().execute()
    assert.deepEqual(
      copies.map(({ document, copy, marking }) => ({ document, copy, marking })),
      [
        {
          document: draft,
          copy: 1,
          marking: JSON.stringify({
            en: 'JAPAN 極秘 / SECRET//REL TO JPN, NZL',
            ja: '日本国 極秘 / SECRET//REL TO JPN, NZL',
          }),
        },
      ],
    )
    const deliveries = await tokyo.server.store.db
      .selectFrom('deliveries')
      .select(['state', 'code'])
      .execute()
    assert.deepEqual(deliveries, [{ state: 'received', code: null }])
    assert.deepEqual(await queueStates(tokyo.server.store), [])
    assert.deepEqual(await queueStates(wellington.server.store), [])
  })

  await t.test('the cleared reader opens it for the purpose it was released for', async () => {
    const { text } = await openAt(wellington, 'reader', draft, release, 'maritime-security')
    assert.equal(text, report)
  })

  await t.test(
    'the uncleared reader and the wrong purpose are refused, with every reason',
    async () => {
      await assert.rejects(
        openAt(wellington, 'uncleared', draft, release, 'maritime-security'),
        /decision\/no-clearance/,
      )
      await assert.rejects(
        openAt(wellington, 'reader', draft, release, 'economic-security'),
        /decision\/wrong-purpose/,
      )
    },
  )

  await t.test('once Wellington’s ledger is cosigned, the receipt’s proof is too', async () => {
    const proofs = async (): Promise<readonly (string | null)[]> =>
      (await tokyo.server.store.db.selectFrom('deliveries').select('receipt_proof').execute()).map(
        (row) => row.receipt_proof,
      )
    const [before] = await proofs()
    await wellington.server.federation.witnessRound()
    await settle()
    const [after] = await proofs()
    assert.notEqual(after, before)
    const signatures = (text: string | null | undefined): number =>
      parseDisclosure(utf8(text ?? '')).proof.signed.match(/^— /gm)?.length ?? 0
    assert.equal(signatures(before), 1)
    assert.equal(signatures(after), 2)
  })

  await t.test('both ledgers verify and hold the way', async () => {
    for (const { server } of [tokyo, wellington]) await server.ledger.verify()
    const kinds = async ({ server }: TestMember): Promise<readonly string[]> =>
      (
        await server.store.db.selectFrom('ledger_entries').select('kind').orderBy('idx').execute()
      ).map(({ kind }) => kind)
    const there = await kinds(wellington)
    for (const kind of ['received', 'receipt-issued', 'opened', 'key-denied'])
      assert.ok(there.includes(kind), kind)
    const here = await kinds(tokyo)
    for (const kind of ['draft-created', 'approved', 'released', 'delivered', 'receipt-received'])
      assert.ok(here.includes(kind), kind)
  })
})

test('joint custody: the key opens with both services, and not while one is down', async () => {
  await using net = await federation()
  const { tokyo, wellington, settle } = net
  await clear(tokyo)
  await clear(wellington)
  const draft = await draftDocument(tokyo, '特定秘密', 'urn:entente:regime:jpn:tokutei-himitsu')
  const { release, statement } = await prepare(net, draft)
  assert.deepEqual(await approve(tokyo, release, statement, 'releaser'), {
    state: 'prepared',
    approvals: 1,
    needed: 2,
  })
  await approve(tokyo, release, statement, 'second')
  await settle()

  const { text } = await openAt(wellington, 'reader', draft, release, 'maritime-security')
  assert.equal(text, report)
  const granted = await tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'share-granted')
    .execute()
  assert.equal(granted.length, 1)
  assert.ok(!granted[0]?.event?.includes('nzl-reader'), 'Tokyo learns no person')

  await assert.rejects(
    openAt(wellington, 'uncleared', draft, release, 'maritime-security'),
    /decision\/no-clearance/,
  )
  await tokyo.server.listener.close(0)
  await assert.rejects(openAt(wellington, 'reader', draft, release, 'maritime-security'), {
    code: 'federation/unreachable',
  })
})
