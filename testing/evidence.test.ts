/** Evidence of a release, checked by somebody who has the file and the pact's id. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hashOf } from '@entente/core/crypto'
import { formatEvidence, parseEvidence, verifyEvidence } from '@entente/core/evidence'
import { EntenteError, utf8 } from '@entente/core/lib'
import { issueAppointment, requireDirectory } from '@entente/core/pact'
import { collectEvidence, takeStatement } from '@entente/server'

import { openAt, releasedDocument } from './documents.ts'
import { federation } from './federation.ts'

test('evidence of a release holds against everybody who bends it', async (t) => {
  await using net = await federation()
  const { tokyo, wellington, pact, settle } = net
  const first = await releasedDocument(net)
  const second = await releasedDocument(net)
  const everybody = { kind: 'everybody' } as const
  const bytes = await collectEvidence(first.release, everybody, tokyo.server)
  const evidence = parseEvidence(bytes)
  const refused = (what: Partial<typeof evidence>, code: string): Promise<void> =>
    assert.rejects(verifyEvidence(formatEvidence({ ...evidence, ...what }), pact), { code })

  await t.test('it shows pact, chains, approvals, both entries and the receipt', async () => {
    const findings = await verifyEvidence(bytes, pact)
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['pact', 'chains', 'chains', 'release', 'recorded', 'receipt', 'recorded'],
    )
  })

  await t.test('once cosigned, it names the witness', async () => {
    await tokyo.server.federation.witnessRound()
    await wellington.server.federation.witnessRound()
    await settle()
    const findings = await verifyEvidence(
      await collectEvidence(first.release, everybody, tokyo.server),
      pact,
    )
    assert.deepEqual(
      findings.flatMap((one) => (one.kind === 'recorded' ? [[one.event, ...one.witnesses]] : [])),
      [
        ['released', 'nzl'],
        ['received', 'jpn'],
      ],
    )
  })

  await t.test('the recipient shows receipt and openings, each in its own ledger', async () => {
    await openAt(wellington, 'reader', first.document, first.release, 'maritime-security')
    const shown = await collectEvidence(first.release, everybody, wellington.server)
    const findings = await verifyEvidence(shown, pact)
    assert.deepEqual(findings.map((one) => [one.kind, 'event' in one ? one.event : '']).slice(3), [
      ['release', ''],
      ['receipt', ''],
      ['recorded', 'received'],
      ['opening', 'opened'],
      ['recorded', 'opened'],
    ])
    const opening = findings.find((one) => one.kind === 'opening')
    assert.deepEqual(opening, {
      kind: 'opening',
      event: 'opened',
      reader: 'nzl-reader',
      purpose: 'maritime-security',
      released: true,
    })
    const person = { kind: 'person', person: 'nzl-author' } as const
    const ofAnother = await collectEvidence(first.release, person, wellington.server)
    assert.deepEqual(
      parseEvidence(ofAnother).openings,
      [],
      'what others read is not theirs to show',
    )

    const { openings } = parseEvidence(shown)
    const [one] = openings
    assert.ok(one)
    await refused({ openings: [{ ...one, member: 'jpn' }] }, 'pact/key-not-appointed')
    await refused({ openings: [{ ...one, member: 'aus' }] }, 'evidence/other-event')
    const other = await collectEvidence(second.release, everybody, wellington.server)
    const foreign = { ...parseEvidence(other), openings }
    await assert.rejects(verifyEvidence(formatEvidence(foreign), pact), {
      code: 'evidence/other-event',
    })
    const released = evidence.released
    assert.ok(released)
    await refused({ openings: [{ member: 'jpn', opened: released }] }, 'evidence/other-event')
  })

  await t.test('another pact id is refused', () =>
    assert.rejects(verifyEvidence(bytes, hashOf(utf8('another'))), { code: 'pact/other-pact' }),
  )

  await t.test('parts of another release are refused', async () => {
    const other = parseEvidence(await collectEvidence(second.release, everybody, tokyo.server))
    await refused({ receipts: other.receipts }, 'evidence/other-release')
    await refused({ released: other.released }, 'evidence/other-event')
    const [ours] = evidence.receipts
    const [theirs] = other.receipts
    assert.ok(ours && theirs)
    await refused({ receipts: [{ ...ours, received: theirs.received }] }, 'evidence/other-event')
  })

  await t.test(
    'a chain cut short, an approval taken away, a pact unsigned are refused',
    async () => {
      const members = evidence.members.map((one) => ({
        ...one,
        appointments: one.appointments.slice(0, -1),
      }))
      await refused({ members }, 'pact/chain-broken')
      const { payload } = evidence.release
      await refused({ release: { payload, acts: [] } }, 'pact/approval-missing')
      const pacts = evidence.pacts.map((one) => ({ ...one, acts: one.acts.slice(1) }))
      await refused({ pacts }, 'pact/missing-signature')
    },
  )

  await t.test('any changed byte is refused', async () => {
    for (let tries = 0; tries < 60; tries++) {
      const bent = Uint8Array.from(bytes)
      const at = Math.floor((bytes.length * (tries + Math.random())) / 60)
      bent[at] = (bent[at] ?? 0) ^ (1 << (tries % 7))
      await assert.rejects(verifyEvidence(bent, pact), EntenteError, `byte ${at}`)
    }
  })
})

test('a ledger that was withdrawn since proves only what a witness has cosigned', async () => {
  await using net = await federation()
  const { tokyo, wellington, pact, settle } = net
  const { release } = await releasedDocument(net)
  const collected = async (): Promise<Uint8Array> =>
    collectEvidence(release, { kind: 'everybody' }, tokyo.server)
  const alone = await collected()
  await wellington.server.federation.witnessRound()
  await settle()
  const cosigned = await collected()
  const { receipts } = parseEvidence(cosigned)
  assert.equal((await verifyEvidence(cosigned, pact)).length, 7)

  const directory = requireDirectory(wellington.server.standing.current(), 'nzl')
  const entry = directory.entries.find(({ appointment }) => appointment.act.kind === 'ledger')
  assert.ok(entry)
  const statement = await issueAppointment(
    directory,
    { kind: 'withdrawal', appointment: entry.id },
    wellington.appointing,
    new Date().toISOString(),
  )
  await takeStatement('appointment', statement, wellington)
  await settle()
  const after = parseEvidence(await collected())
  assert.equal((await verifyEvidence(formatEvidence({ ...after, receipts }), pact)).length, 7)
  const uncosigned = { ...after, receipts: parseEvidence(alone).receipts }
  await assert.rejects(verifyEvidence(formatEvidence(uncosigned), pact), {
    code: 'ledger/not-cosigned',
  })
})
