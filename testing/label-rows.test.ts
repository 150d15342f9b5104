/** A server that shows its Key Access Service another label than the one that was signed opens nothing by it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hashOf, parseStatement, signStatement, statementId } from '@entente/core/crypto'
import { parseJson, utf8 } from '@entente/core/lib'
import { labelType, parseLabelStatement } from '@entente/core/pact'

import { clear, draftDocument, openAt, releasedDocument } from './documents.ts'
import { federation, type TestMember } from './federation.ts'

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

  const { statement, xml } = await labelOf(wellington, document)
  const wider = xml.replace('NZL', 'AUS')
  assert.notEqual(wider, xml)
  const said = { ...parseLabelStatement(statement), xml: hashOf(utf8(wider)) }
  const other = await signStatement(labelType, said, tokyo.server.labelKey())
  const { db } = wellington.server.store
  await db
    .insertInto('statements')
    .values({
      id: statementId(other),
      type: 'label',
      member: 'jpn',
      body: JSON.stringify(other),
      recorded_at: said.at,
    })
    .execute()
  await db
    .updateTable('documents')
    .set({ label: statementId(other), label_xml: wider })
    .where('document', '=', document)
    .execute()
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
