/** What a member sends that does not keep to the pact, and what becomes of it at the recipient. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { requireDirectory, requirePact } from '@entente/core/pact'
import { parseBothForms } from '@entente/core/label'
import { xmlParser } from '@entente/host'
import { type LabelReader, recomputeRelease } from '@entente/sdk'
import { DeniedError } from '@entente/server'

import { approve, clear, draftDocument, openAt, prepare, report } from './documents.ts'
import { type Federation, federation } from './federation.ts'

const readLabel: LabelReader = (xml, json) => parseBothForms(xml, json, xmlParser)

/** A changed server that reads another country in its own labels. */
const lying = { parse: (text: string) => xmlParser.parse(text.replace('>JPN<', '>NZL<')) }
const psr = 'urn:entente:regime:nzl:psr'

test('a document does not take the place of one that the recipient has', async () => {
  await using net = await cleared()
  const { tokyo, wellington } = net
  const own = await draftDocument(wellington, 'SECRET', psr)
  const before = await documentRow(net, own)
  await draftDocument(tokyo, '極秘', undefined, { document: own })
  assert.equal(await send(net, own), 'document/already-there')
  assert.deepEqual(await documentRow(net, own), before)
  const { text } = await openAt(wellington, 'reader', own, null, 'drafting').catch(() => ({
    text: '',
  }))
  assert.equal(text, '', 'need-to-know is still asked for')
  assert.equal((await openAt(wellington, 'author', own, null, 'drafting')).text, report)
})

test('the same document released again is another copy of it', async () => {
  await using net = await cleared()
  const document = await draftDocument(net.tokyo, '極秘')
  assert.equal(await send(net, document), null)
  assert.equal(await send(net, document), null)
  const copies = await net.wellington.server.store.db.selectFrom('copies').select('copy').execute()
  assert.deepEqual(copies, [{ copy: 1 }, { copy: 2 }])
})

test('the same id with another content is refused', async () => {
  await using net = await cleared()
  const { tokyo } = net
  const document = await draftDocument(tokyo, '極秘')
  assert.equal(await send(net, document), null)
  const before = await documentRow(net, document)
  // The originator forgets what it sent, as only a changed server can, and makes another.
  for (const table of forgotten) {
    await tokyo.server.store.db.deleteFrom(table).execute()
  }
  await draftDocument(tokyo, '極秘', undefined, { document })
  assert.equal(await send(net, document), 'document/already-there')
  assert.deepEqual(await documentRow(net, document), before)
})

test('a label that does not name the recipient keeps the document at home', async (t) => {
  await using net = await cleared()
  const document = await draftDocument(net.tokyo, '極秘', undefined, { releasableTo: ['JPN'] })
  await t.test('its author learns so, with the article, and nobody is asked', async () => {
    await assert.rejects(prepare(net, document), (error) => {
      assert.ok(error instanceof DeniedError)
      assert.deepEqual(error.reasons, [{ code: 'label/not-releasable', article: '6(a)' }])
      return true
    })
  })
  await t.test('a server that lets it go all the same is refused by the recipient', async () => {
    assert.equal(await send(net, document, lying), 'label/not-releasable')
  })
})

test('a label that says another thing in JSON is not approved, and not taken', async (t) => {
  await using net = await cleared()
  const { tokyo, pact } = net
  const wider = { parse: (text: string) => xmlParser.parse(text.replace('>NZL<', '>AUS<')) }
  const document = await draftDocument(tokyo, '極秘', undefined, { xml: wider })
  await t.test('by the approver’s machine', async () => {
    const { statement, policy } = await prepare(net, document)
    const { manifest, payload, key } = await openAt(tokyo, 'releaser', document, null, 'approval')
    const standing = tokyo.server.standing.current()
    const known = {
      directory: requireDirectory(standing, 'jpn'),
      pact: requirePact(standing, pact),
    }
    const opened = { manifest, payload, payloadKey: key }
    await assert.rejects(recomputeRelease(statement, opened, policy, known, readLabel), {
      code: 'label/forms-disagree',
    })
  })
  await t.test('by the recipient', async () => {
    assert.equal(await send(net, document), 'label/forms-disagree')
  })
})

test('an approver’s machine signs for no country that the label does not name', async () => {
  await using net = await cleared()
  const { tokyo, pact } = net
  const document = await draftDocument(tokyo, '極秘', undefined, { releasableTo: ['JPN'] })
  const { statement, policy } = await prepare(net, document, lying)
  const { manifest, payload, key } = await openAt(tokyo, 'releaser', document, null, 'approval')
  const standing = tokyo.server.standing.current()
  const known = { directory: requireDirectory(standing, 'jpn'), pact: requirePact(standing, pact) }
  const opened = { manifest, payload, payloadKey: key }
  await assert.rejects(recomputeRelease(statement, opened, policy, known, readLabel), {
    code: 'label/not-releasable',
  })
})

test('nothing classified is taken once the recipient has suspended the pact', async () => {
  await using net = await cleared()
  const { tokyo, wellington } = net
  const document = await draftDocument(tokyo, '極秘')
  const { release, statement } = await prepare(net, document)
  await approve(tokyo, release, statement, 'releaser')
  tokyo.server.listener.trust([])
  await wellington.notice({ kind: 'suspended', from: new Date().toISOString() })
  await tokyo.server.work()
  await tokyo.server.federation.sender.sendNow()
  assert.equal(await codeOf(net, release), 'pact/not-in-force')
})

const forgotten = [
  'register_purposes',
  'register_lines',
  'manifests',
  'policies',
  'deliveries',
  'releases',
  'documents',
] as const

async function cleared(): Promise<Federation> {
  const net = await federation()
  await clear(net.tokyo)
  await clear(net.wellington)
  return net
}

/** Releases a document of Tokyo to Wellington; the code of the refusal, or null once it was received. */
async function send(
  net: Federation,
  document: string,
  xml?: Parameters<typeof prepare>[2],
): Promise<string | null> {
  const { release, statement } = await prepare(net, document, xml)
  await approve(net.tokyo, release, statement, 'releaser')
  await net.settle()
  return codeOf(net, release)
}

async function codeOf({ tokyo }: Federation, release: string): Promise<string | null> {
  const { state, code } = await tokyo.server.store.db
    .selectFrom('deliveries')
    .select(['state', 'code'])
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
  assert.equal(state, code === null ? 'received' : 'refused')
  return code
}

function documentRow({ wellington }: Federation, document: string): Promise<unknown> {
  return wellington.server.store.db
    .selectFrom('documents')
    .selectAll()
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
}
