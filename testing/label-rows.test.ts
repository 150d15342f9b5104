/** A server that shows its Key Access Service another label than the one that was signed opens nothing by it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'

import { type Hash, hashOf, parseStatement, signStatement, statementId } from '@entente/core/crypto'
import { parseJson, utf8 } from '@entente/core/lib'
import { formatDocumentPolicy, labelType, parseLabelStatement } from '@entente/core/pact'
import { xmlParser } from '@entente/host'
import { createDraft } from '@entente/server'

import { clear, draftDocument, openAt, releasedDocument } from './documents.ts'
import { federation, type TestMember } from './federation.ts'

/** The originator's server signs a wider label, and the rows of `at` have it. */
async function signAnother(
  at: TestMember,
  { id, server }: TestMember,
  document: string,
): Promise<void> {
  const { statement, xml } = await labelOf(at, document)
  const wider = xml.replace('NZL', 'AUS')
  assert.notEqual(wider, xml)
  const said = { ...parseLabelStatement(statement), xml: hashOf(utf8(wider)) }
  const other = await signStatement(labelType, said, server.labelKey())
  const { db } = at.server.store
  await db
    .insertInto('statements')
    .values({
      id: statementId(other),
      type: 'label',
      member: id,
      body: JSON.stringify(other),
      recorded_at: said.at,
    })
    .execute()
  await db
    .updateTable('documents')
    .set({ label: statementId(other), label_xml: wider })
    .where('document', '=', document)
    .execute()
}

const refused = /decision\/no-label/

/** The label of a document as the rows have it. */
async function labelOf({ server: { store } }: TestMember, document: string) {
  const row = await store.db
    .selectFrom('documents')
    .innerJoin('statements', 'statements.id', 'documents.label')
    .select(['documents.label', 'documents.label_xml as xml', 'statements.body'])
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  return { ...row, statement: parseStatement(parseJson(row.body)) }
}

test('what was received opens under the label that the approvers signed, and under no other of its originator', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  const { document, release } = await releasedDocument(net)
  const { text } = await openAt(wellington, 'reader', document, release, 'maritime-security')
  assert.ok(text.length > 0)

  await signAnother(wellington, tokyo, document)
  await assert.rejects(
    openAt(wellington, 'reader', document, release, 'maritime-security'),
    refused,
  )
})

test('a draft opens under its own label, and not under that of another document', async () => {
  await using net = await federation()
  const { tokyo } = net
  await clear(tokyo)
  const [one, two] = [await draftDocument(tokyo, '極秘'), await draftDocument(tokyo, '極秘')]
  const { text } = await openAt(tokyo, 'author', one, null, 'drafting')
  assert.ok(text.length > 0)
  const { label, xml } = await labelOf(tokyo, two)
  await tokyo.server.store.db
    .updateTable('documents')
    .set({ label, label_xml: xml })
    .where('document', '=', one)
    .execute()
  await assert.rejects(openAt(tokyo, 'author', one, null, 'drafting'), refused)
})

test('a draft opens under the label that its author has bound, and not under one that the server signs later', async () => {
  await using net = await federation()
  const { tokyo } = net
  await clear(tokyo)
  const document = await draftDocument(tokyo, '極秘')
  const { text } = await openAt(tokyo, 'author', document, null, 'drafting')
  assert.ok(text.length > 0)
  const { label, xml } = await labelOf(tokyo, document)
  await signAnother(tokyo, tokyo, document)
  await assert.rejects(openAt(tokyo, 'author', document, null, 'drafting'), refused)
  // With its own label again it opens: nothing else has kept it closed.
  await tokyo.server.store.db
    .updateTable('documents')
    .set({ label, label_xml: xml })
    .where('document', '=', document)
    .execute()
  await openAt(tokyo, 'author', document, null, 'drafting')
})

test('a policy that names another label than the one it comes with makes no draft', async () => {
  await using net = await federation()
  const { tokyo } = net
  await clear(tokyo)
  for (const label of [null, hashOf(utf8('another'))]) {
    const input = await anyDraft(tokyo, label)
    const author = { person: 'jpn-author', facility: 'tokyo' }
    const made = createDraft(input, author, { ...tokyo.server, xml: xmlParser, now: tokyo.now })
    await assert.rejects(made, { code: 'document/label-mismatch' })
  }
})

/** A draft as its author would announce it, but for the label that its policy names. */
async function anyDraft(
  member: TestMember,
  label: Hash | null,
): Promise<Parameters<typeof createDraft>[0]> {
  const like = await draftDocument(member, '極秘')
  const row = await member.server.store.db
    .selectFrom('documents')
    .selectAll()
    .where('document', '=', like)
    .executeTakeFirstOrThrow()
  const document = randomUUID()
  const { regime, level, label_xml: labelXml } = row
  const home = { kind: 'home', document, member: 'jpn', author: row.author, case: null } as const
  return {
    document,
    title: row.title,
    mediaType: row.media_type,
    size: row.size,
    case: null,
    labelXml,
    payload: hashOf(utf8('payload')),
    commitment: hashOf(utf8('commitment')),
    policy: formatDocumentPolicy({ ...home, level: { regime, level }, label }),
    sources: [],
  }
}
