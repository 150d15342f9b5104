/** Emergency access through the real service: it opens for hours, and each time it is on record as such. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { statementId } from '@entente/core/crypto'
import { issueAppointment, requireDirectory } from '@entente/core/pact'

import { recordChanges } from '../packages/server/src/standing/index.ts'

import { clear, openAt, releasedDocument } from './documents.ts'
import { federation, levels, term } from './federation.ts'

test('an opening by emergency access is recorded with its grant before the key leaves', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  await clear(tokyo)
  await clear(wellington)
  const { document, release } = await releasedDocument(net)
  const { standing, ledger, store } = wellington.server
  const [reader, head] = [wellington.people['uncleared'], wellington.people['second']]
  assert.ok(reader && head)
  const open = () => openAt(wellington, 'uncleared', document, release, 'maritime-security')
  await assert.rejects(open())

  const officer = {
    kind: 'officer',
    person: head.person,
    key: head.signer.publicKey,
    roles: ['head'],
    levels: levels.nzl,
    ...term,
  } as const
  const chain = requireDirectory(standing.current(), 'nzl')
  const at = wellington.now().toISOString()
  const statement = await issueAppointment(chain, officer, wellington.appointing, at)
  await recordChanges(standing, ledger, [{ kind: 'appointment', statement }], (append) => {
    const number = chain.head.number + 1
    append({ kind: 'appointment-made', at, number, statement: statementId(statement) })
  })
  const psr = 'urn:entente:regime:nzl:psr'
  const held = { person: reader.person, regime: psr }
  const from = new Date(wellington.now().getTime() - 60_000).toISOString()
  const clearance = { kind: 'clearance', organ: 'nzl-ministry', ...held } as const
  await wellington.grant('security', {
    ...clearance,
    level: 'CONFIDENTIAL',
    from,
    until: term.until,
  })
  await assert.rejects(open())
  const emergency = { kind: 'emergency-access', ...held, level: 'SECRET' } as const
  await wellington.grant('second', { ...emergency, from, until: term.until })

  await open()
  const rows = await store.db
    .selectFrom('ledger_entries')
    .select(['kind', 'event'])
    .orderBy('idx')
    .execute()
  const kinds = rows.map(({ kind }) => kind).filter((kind) => /opened|emergency/.test(kind))
  assert.deepEqual(kinds, ['emergency-used', 'opened'])
  const grant = standing
    .current()
    .grants.entries.find((one) => one.grant.act.kind === 'emergency-access')
  const used = rows.find(({ kind }) => kind === 'emergency-used')
  assert.equal(JSON.parse(used?.event ?? '{}').grant, grant?.id)
})
