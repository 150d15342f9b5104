/** Labels are judged by the policies that the pact pins: at home, on arrival, and by nothing else. */
import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mkdtemp } from 'node:fs/promises'
import { test } from 'node:test'

import {
  addAct,
  type Hash,
  mergeActs,
  statementId,
  statementValue,
  unsignedStatement,
} from '@entente/core/crypto'
import { obsoleteValues, parseLabel, resolveLabel } from '@entente/core/label'
import { fromUtf8, type Json, parseJson, utf8 } from '@entente/core/lib'
import { pactType, parseTerms, readPolicies, requirePact } from '@entente/core/pact'
import { readPolicyFiles, xmlParser } from '@entente/host'
import {
  DeniedError,
  openServer,
  readConfig,
  silentLog,
  takeStatement,
  trustPact,
} from '@entente/server'

import { problemOf } from '../packages/server/src/http/problem.ts'

import { approve, clear, draftDocument, openAt, prepare } from './documents.ts'
import { ask, openTestEdge } from './edge.ts'
import { type Federation, federation } from './federation.ts'
import { foundWithPeople, secret, signIllustrativePact } from './members.ts'

const now = (): Date => new Date()
const psr = 'urn:entente:regime:nzl:psr'
const hiketsu = 'urn:entente:regime:jpn:hiketsu'
const ippan = 'urn:entente:regime:jpn:ippan'

test('a label that its policy does not allow is no draft, and nothing is changed', async (t) => {
  await using net = await cleared()
  const { tokyo, wellington } = net
  const cases = [
    [
      'a country that the policy does not know',
      'label/unknown-category',
      () => draftDocument(tokyo, '極秘', undefined, { releasableTo: ['JPN', 'XXX'] }),
    ],
    [
      'a category of another policy',
      'label/unknown-category',
      () => draftDocument(tokyo, '極秘', undefined, { restrictions: ['ORCON'] }),
    ],
    [
      'categories that exclude each other',
      'label/excluded',
      () => draftDocument(wellington, 'SECRET', psr, { restrictions: ['NZEO'] }),
    ],
    [
      'a category that the level excludes',
      'label/excluded',
      () => draftDocument(wellington, 'SENSITIVE', psr),
    ],
    [
      'a label that is another one’s alternative',
      'label/not-originator',
      () => draftDocument(tokyo, '極秘', undefined, { kind: 'alternative' }),
    ],
    [
      'a level that no policy knows',
      'document/label-mismatch',
      () => draftDocument(tokyo, '絶密', ippan),
    ],
  ] as const
  for (const [why, code, make] of cases) {
    await t.test(`${why}: ${code}`, async () => {
      const before = await stateOf(net)
      await assert.rejects(make, { code })
      assert.deepEqual(await stateOf(net), before)
    })
  }
})

test('a value that the policy calls obsolete is given to no new draft, and stays on what was written before', async () => {
  // 省秘 no longer knows Australia as a destination of anything new.
  const obsolete = (xml: string): string =>
    xml.includes(`e:regime="${hiketsu}"`)
      ? xml.replace('<tagCategory name="AUS" ', '<tagCategory name="AUS" obsolete="true" ')
      : xml
  await using net = await federation({ policies: obsolete })
  await clear(net.tokyo)
  await clear(net.wellington)
  const { tokyo, wellington } = net
  const releasableTo = ['AUS', 'JPN', 'NZL']
  const before = await stateOf(net)
  await assert.rejects(draftDocument(tokyo, '極秘', hiketsu, { releasableTo }), {
    code: 'label/obsolete',
  })
  assert.deepEqual(await stateOf(net), before)
  await using edge = await openTestEdge(tokyo)
  await draftDocument(tokyo, '極秘', hiketsu)

  // A server that judged it by the policy as it was before.
  const files = await readPolicyFiles()
  const { terms } = requirePact(tokyo.server.standing.current(), net.pact)
  const asShipped = readPolicies(
    {
      ...terms,
      regimes: terms.regimes.map((one) =>
        one.regime === hiketsu ? { ...one, spif: shippedFor(hiketsu, files) } : one,
      ),
    },
    (digest) => files.get(digest),
    xmlParser,
  )
  const document = await draftDocument(tokyo, '極秘', hiketsu, {
    releasableTo,
    policies: { of: () => Promise.resolve(asShipped) },
  })
  const { text } = await openAt(tokyo, 'author', document, null, 'drafting')
  assert.ok(text.length > 0, 'it is read')
  const { body } = await ask(await edge.as('author'), 'GET', `/api/documents/${document}`)
  assert.match(JSON.stringify(body), /AUSTRALIA/, 'and shown with what it says')
  const { release, statement } = await prepare(net, document)
  await approve(tokyo, release, statement, 'releaser')
  await net.settle()
  assert.deepEqual(await deliveryOf(net, release), { state: 'received', code: null })
  await openAt(wellington, 'reader', document, release, 'maritime-security')

  // Whoever looks at the label is told which value it is.
  const policy = (await tokyo.server.policies.of(terms)).get(hiketsu)
  const row = await tokyo.server.store.db
    .selectFrom('documents')
    .select('label_xml as xml')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  assert.ok(policy)
  const resolved = resolveLabel(parseLabel(utf8(row.xml), xmlParser), policy, now().toISOString())
  assert.deepEqual(obsoleteValues(resolved), ['AUS'])
})

/** The digest of the policy that ships for a regime. */
function shippedFor(regime: string, files: Awaited<ReturnType<typeof readPolicyFiles>>): Hash {
  const found = [...files].find(([, bytes]) => fromUtf8(bytes).includes(`e:regime="${regime}"`))
  assert.ok(found)
  return found[0]
}

test('the author learns beforehand what the recipient’s policy cannot say', async () => {
  await using net = await cleared()
  const document = await draftDocument(net.tokyo, '取扱注意', ippan)
  await assert.rejects(prepare(net, document), (error) => {
    assert.ok(error instanceof DeniedError)
    const reason = error.reasons.find(({ code }) => code === 'pact/no-equivalent')
    assert.ok(reason)
    assert.equal(reason.article, '4(1)')
    // The sentence of the row itself, as it was signed in both languages.
    assert.match(reason.because?.en ?? '', /^Handled with care by administrative practice/)
    assert.match(reason.because?.ja ?? '', /^行政実務上の取扱いであって/)
    const told = problemOf(error, 'ja', 'r').reasons?.find(({ code }) => code === reason.code)
    assert.deepEqual(told?.because, reason.because)
    return true
  })
})

test('so also where the table has the level, and the policy not the restriction', async () => {
  await using net = await cleared()
  const { wellington, pact } = net
  const document = await draftDocument(wellington, 'SECRET', psr, { restrictions: ['ORCON'] })
  await assert.rejects(prepare({ ...net, tokyo: wellington, pact }, document), (error) => {
    assert.ok(error instanceof DeniedError)
    assert.deepEqual(
      error.reasons.map(({ code }) => code),
      ['label/no-equivalent'],
    )
    return true
  })
})

test('an amendment whose policies are not here is not taken up, and nothing is changed', async () => {
  await using net = await federation()
  const { server, appointing } = net.tokyo
  const [first] = await server.standing.statements('pact', 'jpn')
  assert.ok(first)
  const terms = parseTerms(statementValue(first))
  const next = unsignedStatement(jsonOf({ ...terms, version: 2, previous: net.pact }))
  const signed = await Promise.all(
    [appointing, net.wellington.appointing].map((signer) => addAct(pactType, next, signer)),
  )
  const amendment = signed.reduce((all, copy) => mergeActs(all, copy))
  // As the configuration names it that a server starts with.
  Object.assign(server.config, { trusted: [net.pact, statementId(amendment)] })
  await server.store.db.deleteFrom('security_policies').execute()
  const before = await stateOf(net)
  await assert.rejects(takeStatement('pact', amendment, { server, now }), {
    code: 'pact/policy-missing',
  })
  assert.deepEqual(await stateOf(net), before)
  assert.equal(server.standing.current().pacts.size, 1)
  await server.store.db
    .insertInto('security_policies')
    .values([...(await readPolicyFiles())].map(([id, body]) => ({ id, body })))
    .execute()
  await takeStatement('pact', amendment, { server, now })
  assert.equal(server.standing.current().pacts.size, 2)
})

test('the recipient refuses a label that the originator’s policy does not allow', async () => {
  await using net = await cleared()
  // A changed server reads another country where the label has one that no policy knows.
  const lying = { parse: (text: string) => xmlParser.parse(text.replace('>XXX<', '>AUS<')) }
  const document = await draftDocument(net.tokyo, '極秘', undefined, {
    releasableTo: ['JPN', 'NZL', 'XXX'],
    serverXml: lying,
  })
  const { release, statement } = await prepare(net, document, lying)
  await approve(net.tokyo, release, statement, 'releaser')
  await net.settle()
  assert.deepEqual(await deliveryOf(net, release), {
    state: 'refused',
    code: 'label/unknown-category',
  })
  assert.deepEqual(await copies(net), [])
})

test('the recipient refuses a release at another level than the label’s', async () => {
  await using net = await cleared()
  const document = await draftDocument(net.tokyo, '秘')
  // As only a changed server can.
  await net.tokyo.server.store.db.updateTable('documents').set({ level: '極秘' }).execute()
  const { release, statement } = await prepare(net, document)
  await approve(net.tokyo, release, statement, 'releaser')
  await net.settle()
  assert.deepEqual(await deliveryOf(net, release), {
    state: 'refused',
    code: 'document/label-mismatch',
  })
  assert.deepEqual(await copies(net), [])
})

test('a draft is marked as its policy says, in both languages', async () => {
  await using net = await cleared()
  const document = await draftDocument(net.tokyo, '極秘')
  const { marking } = await net.tokyo.server.store.db
    .selectFrom('documents')
    .select('marking')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  assert.deepEqual(JSON.parse(marking ?? ''), {
    en: 'JAPAN 極秘 RELEASABLE TO JAPAN, NEW ZEALAND',
    ja: '日本国 極秘 提供先：日本、ニュージーランド',
  })
})

test('a pact whose policies are not at hand is not taken up, and a server without them does not start', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'entente-policies-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const jpn = await foundWithPeople(root, 'jpn', now)
  const nzl = await foundWithPeople(root, 'nzl', now)
  const pact = await signIllustrativePact([jpn, nzl])
  const { folder } = jpn
  const trusting = { folder, secret, pact, appointments: nzl.appointments, now }
  const start = () => openServer({ folder, secret, log: silentLog, now, onFatal: () => {} })
  // A server that starts all the same is closed, or the test would wait for it instead of failing.
  const startAndClose = async (): Promise<void> => (await start()).close()

  await t.test('nothing is changed', async () => {
    await assert.rejects(trustPact({ ...trusting, policies: new Map() }), {
      code: 'pact/policy-missing',
    })
    assert.deepEqual((await readConfig(folder)).trusted, [])
    const server = await start()
    assert.equal(server.standing.current().pacts.size, 0)
    await server.close()
  })
  await t.test('other bytes under the digest are not taken', async () => {
    const files = await readPolicyFiles()
    const [other] = files.values()
    assert.ok(other)
    const policies = new Map([...files.keys()].map((digest) => [digest, other] as const))
    await assert.rejects(trustPact({ ...trusting, policies }), { code: 'pact/other-policy' })
  })
  await t.test('with them it is taken up, and once more', async () => {
    const policies = await readPolicyFiles()
    for (const given of [policies, new Map()]) {
      const { id } = await trustPact({ ...trusting, policies: given })
      assert.equal(id, statementId(pact))
    }
  })
  await t.test('a policy that was changed or lost on disk stops the start', async () => {
    const server = await start()
    await server.store.db
      .updateTable('security_policies')
      .set({ body: new Uint8Array([60]) })
      .execute()
    await server.close()
    await assert.rejects(startAndClose, { code: 'pact/other-policy' })
    await trustPact({ ...trusting, policies: await readPolicyFiles() })
    const again = await start()
    await again.store.db.deleteFrom('security_policies').execute()
    await again.close()
    await assert.rejects(startAndClose, { code: 'pact/policy-missing' })
  })
})

async function cleared(): Promise<Federation> {
  const net = await federation()
  await clear(net.tokyo)
  await clear(net.wellington)
  return net
}

/** Terms as the statement of them is made. */
const jsonOf = (value: object): Json => parseJson(utf8(JSON.stringify(value)))

/** How much each member holds: documents, statements, and entries of the ledger. */
async function stateOf({ tokyo, wellington }: Federation): Promise<unknown> {
  return Promise.all(
    [tokyo, wellington].map(async ({ server: { store } }) => ({
      documents: await store.db.selectFrom('documents').select('document').execute(),
      head: await store.db.selectFrom('ledger_head').select('size').execute(),
    })),
  )
}

function deliveryOf({ tokyo }: Federation, release: string): Promise<unknown> {
  return tokyo.server.store.db
    .selectFrom('deliveries')
    .select(['state', 'code'])
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
}

function copies({ wellington }: Federation): Promise<unknown> {
  return wellington.server.store.db.selectFrom('copies').selectAll().execute()
}
