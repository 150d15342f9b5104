/** A consent binds its originator and nobody else: by an officer for the level, for one act, until its end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { signStatement, statementId, unsignedStatement } from '../crypto/index.ts'
import { digest, signed, type SignerName, signers } from '../../test/example-keys.ts'
import { hiketsu, psr, terms, tokutei } from '../../test/example-terms.ts'
import { buildWorld, document, noon, officer } from '../../test/pact-world.ts'

import { consentType, type ConsentUse, coversUse, verifyConsent } from './consent.ts'
import { type Consents, consentsAsOf, extendConsents, findConsent } from './consents.ts'
import { type Directory, emptyDirectory, extendDirectory } from './directory.ts'
import { issueAppointment } from './issue.ts'
import { pactId } from './pact.ts'

const world = await buildWorld()
let directory: Directory = emptyDirectory({ id: 'jpn', appointingKey: signers.jpn.publicKey })
for (const [name, statement] of Object.entries(world.named)) {
  if (world.steps.some(([kind, one]) => kind === 'appointment' && one === statement)) {
    if (name.startsWith('jpn-')) directory = await extendDirectory(directory, statement)
  }
}
const low = officer('stranger', ['releaser'], [hiketsu('秘')])
const appointed = await issueAppointment(directory, low, signers.jpn, noon)
directory = await extendDirectory(directory, appointed)

const pact = { id: pactId(terms), terms }
const said = {
  kind: 'consent',
  consent: '00112233445566778899aabbccddeeff',
  pact: pact.id,
  originator: 'jpn',
  document,
  level: hiketsu('極秘'),
  act: 'provide',
  member: 'nzl',
  party: 'aus',
  purposes: ['maritime-security'],
  to: null,
  at: noon,
  notAfter: '2026-12-25T12:00:00.000Z',
  head: directory.head,
} as const
const consent = (change: object = {}, by: SignerName = 'jpn releaser') =>
  signed(consentType, { ...said, ...change }, by)
const refused = async (change: object, code: string, by?: SignerName): Promise<void> => {
  await assert.rejects(verifyConsent(await consent(change, by), directory, pact), { code })
}

test('an officer of the originator consents, and the consent says to what', async () => {
  const statement = await consent()
  const verified = await verifyConsent(statement, directory, pact)
  assert.equal(verified.id, statementId(statement))
  assert.deepEqual(verified.consent, said)
})

test('nobody else consents: no other member, officer, role or level, and no key alone', async () => {
  await refused({ originator: 'nzl' }, 'pact/key-not-appointed')
  for (const by of ['nzl pact', 'jpn security', 'jpn', 'stranger'] as const) {
    await refused({}, 'pact/key-not-appointed', by)
  }
  await assert.doesNotReject(
    verifyConsent(await consent({ level: hiketsu('秘') }, 'stranger'), directory, pact),
  )
  const { acts, ...unsigned } = await consent()
  await assert.rejects(verifyConsent({ ...unsigned, acts: [] }, directory, pact), {
    code: 'pact/approval-missing',
  })
  const other = await consent({ party: 'fji' })
  await assert.rejects(verifyConsent({ ...other, acts }, directory, pact), {
    code: 'pact/invalid-signature',
  })
  // Signed as something else: the type is part of what is signed.
  const release = await signStatement('entente-release', said, signers['jpn releaser'])
  await assert.rejects(verifyConsent(release, directory, pact), { code: 'pact/invalid-signature' })
})

test('it names the head that it relies on, and counts as of that', async () => {
  await refused({ head: { number: 0, id: null } }, 'pact/chain-broken')
  await refused({ head: { ...said.head, id: digest('another') } }, 'pact/chain-broken')
  await refused({ head: { number: 99, id: said.head.id } }, 'pact/chain-broken')
  const [first] = directory.ids
  await refused({ head: { number: 1, id: first } }, 'pact/key-not-appointed')
  await refused({ at: '2025-01-01T00:00:00.000Z' }, 'pact/key-not-appointed')
})

test('it agrees with itself: an end after its day, a party where it goes, a level where that changes', async () => {
  await refused({ notAfter: noon }, 'pact/inconsistent')
  await refused({ party: null }, 'pact/inconsistent')
  await refused({ act: 'copy' }, 'pact/inconsistent')
  await refused({ act: 'copy', party: null, to: hiketsu('秘') }, 'pact/inconsistent')
  await refused({ act: 'reclassify', party: null }, 'pact/inconsistent')
  await refused({ act: 'reclassify', party: null, to: said.level }, 'pact/inconsistent')
  await refused({ act: 'reclassify', party: null, to: psr('SECRET') }, 'pact/inconsistent')
  await refused({ act: 'open' }, 'pact/malformed')
  await refused({ extra: 1 }, 'pact/malformed')
})

test('it agrees with the pact that it names: its members, levels, purposes and authorities', async () => {
  await refused({ pact: digest('another pact') }, 'pact/other-pact')
  await refused({ member: 'aus' }, 'pact/inconsistent')
  for (const party of ['jpn', 'nzl']) await refused({ party }, 'pact/inconsistent')
  await refused({ level: psr('SECRET') }, 'pact/inconsistent')
  await refused({ level: { ...said.level, level: '知られぬ' } }, 'pact/inconsistent')
  await refused({ purposes: ['trade-talks'] }, 'pact/inconsistent')
  await refused({ purposes: ['maritime-security', 'maritime-security'] }, 'pact/inconsistent')
  const mute = { id: pact.id, terms: { ...terms, authorities: [] } }
  await assert.rejects(verifyConsent(await consent(), directory, mute), {
    code: 'pact/not-authorised',
  })
  const still = { id: pact.id, terms: { ...terms, handling: [] } }
  await assert.rejects(verifyConsent(await consent(), directory, still), {
    code: 'pact/not-released',
  })
  const handling = terms.handling.map((one) => ({ ...one, acts: ['webauthn'] as const }))
  const other = { id: pact.id, terms: { ...terms, handling } }
  await assert.rejects(verifyConsent(await consent(), directory, other), {
    code: 'pact/suite-not-admitted',
  })
})

test('it covers the act that it names, and no other', () => {
  const use: ConsentUse = {
    pact: said.pact,
    originator: 'jpn',
    document,
    level: said.level,
    act: 'provide',
    member: 'nzl',
    party: 'aus',
    purpose: 'maritime-security',
    to: null,
    at: noon,
  }
  assert.ok(coversUse(said, use))
  const others: readonly Partial<ConsentUse>[] = [
    { pact: digest('another pact') },
    { originator: 'nzl' },
    { document: document.replace('0f', '0e') },
    { level: tokutei },
    { act: 'entrust' },
    { member: 'jpn' },
    { party: 'fji' },
    { party: null },
    { purpose: 'economic-security' },
    { to: hiketsu('秘') },
    { at: '2026-11-25T11:59:59.999Z' },
    { at: said.notAfter },
  ]
  for (const other of others)
    assert.ok(!coversUse(said, { ...use, ...other }), JSON.stringify(other))
})

test('it stands with its originator and with the member it is for, once under its number', async () => {
  const standing = { self: 'nzl', pact: { ...pact, statement: unsignedStatement({}) }, directory }
  const none: Consents = new Map()
  const first = await consent()
  const held = await extendConsents(none, first, {
    ...standing,
    recorded: '2026-11-26T00:00:00.000Z',
  })
  assert.equal(findConsent(held, said.consent)?.id, statementId(first))
  assert.equal(held.get(document)?.length, 1)
  await assert.doesNotReject(extendConsents(none, first, { ...standing, self: 'jpn' }))
  const refusedAs = (code: string, all: Consents, change: object, self = 'nzl') =>
    assert.rejects(async () => extendConsents(all, await consent(change), { ...standing, self }), {
      code,
    })
  await refusedAs('pact/inconsistent', none, {}, 'aus')
  await refusedAs('pact/inconsistent', held, { party: 'fji' })
  const elsewhere = document.replace('0f', '0e')
  await refusedAs('pact/inconsistent', held, { document: elsewhere })
  const second = await extendConsents(held, await consent({ consent: '1'.repeat(32) }), standing)
  assert.equal(second.get(document)?.length, 2)
  // What came to be known later was not known before.
  assert.deepEqual(consentsAsOf(held, noon).get(document), [])
  assert.equal(consentsAsOf(held, '2026-11-26T00:00:00.000Z').get(document)?.length, 1)
})
