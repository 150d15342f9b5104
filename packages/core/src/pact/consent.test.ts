/** A consent binds its originator and nobody else: by an officer for the level, for one act, until its end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { signStatement, statementId } from '../crypto/index.ts'
import { digest, signed, type SignerName, signers } from '../../test/example-keys.ts'
import { hiketsu, terms } from '../../test/example-terms.ts'
import { buildWorld, document, noon, officer } from '../../test/pact-world.ts'

import { consentType, verifyConsent } from './consent.ts'
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

const said = {
  kind: 'consent',
  consent: '00112233445566778899aabbccddeeff',
  pact: pactId(terms),
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
  await assert.rejects(verifyConsent(await consent(change, by), directory), { code })
}

test('an officer of the originator consents, and the consent says to what', async () => {
  const statement = await consent()
  const verified = await verifyConsent(statement, directory)
  assert.equal(verified.id, statementId(statement))
  assert.deepEqual(verified.consent, said)
})

test('nobody else consents: no other member, officer, role or level, and no key alone', async () => {
  await refused({ originator: 'nzl' }, 'pact/key-not-appointed')
  for (const by of ['nzl pact', 'jpn security', 'jpn', 'stranger'] as const) {
    await refused({}, 'pact/key-not-appointed', by)
  }
  await assert.doesNotReject(
    verifyConsent(await consent({ level: hiketsu('秘') }, 'stranger'), directory),
  )
  const { acts, ...unsigned } = await consent()
  await assert.rejects(verifyConsent({ ...unsigned, acts: [] }, directory), {
    code: 'pact/invalid-signature',
  })
  const other = await consent({ party: 'fji' })
  await assert.rejects(verifyConsent({ ...other, acts }, directory), {
    code: 'pact/invalid-signature',
  })
  // Signed as something else: the type is part of what is signed.
  const release = await signStatement('entente-release', said, signers['jpn releaser'])
  await assert.rejects(verifyConsent(release, directory), { code: 'pact/invalid-signature' })
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
  await refused({ act: 'open' }, 'pact/malformed')
  await refused({ extra: 1 }, 'pact/malformed')
})
