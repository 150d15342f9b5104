/** What an operator gets who holds the member's message key and asks another member for a share: nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { generateKasKey } from '@entente/core/crypto'
import { type EnclosedShare, openEnclosure } from '@entente/core/wire'

import type { ShareQuestion } from '../packages/server/src/federation/shares.ts'

import { approve, clear, draftDocument, openAt, prepare, report } from './documents.ts'
import { federation } from './federation.ts'

const purpose = 'maritime-security'

test('a share is read by the service that has decided, for the reader it has decided on', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  await clear(tokyo)
  await clear(wellington)
  // Custody of the originator: there is one share, and Tokyo has it.
  const document = await draftDocument(tokyo, '機密')
  const { release, statement } = await prepare(net, document)
  for (const officer of ['releaser', 'second']) await approve(tokyo, release, statement, officer)
  await net.settle()

  const operator = await generateKasKey('hpqt:xwing')
  const { federation: server } = wellington.server
  const honest = server.askShare
  const asked: ShareQuestion[] = []
  let before: EnclosedShare | undefined
  const through = (ask: typeof honest) => Object.assign(server, { askShare: ask })
  const open = () => openAt(wellington, 'reader', document, release, purpose)

  through(async (question) => {
    asked.push(question)
    before = await honest(question)
    return before
  })
  assert.equal((await open()).text, report)

  const [question] = asked
  assert.ok(question)
  const stolen = await honest({ ...question, session: operator.publicKeyPem })
  assert.ok(stolen, 'Tokyo believes what Wellington’s message key has signed')
  await assert.rejects(
    openEnclosure(stolen, operator.privateKeyPem, { ...question, session: operator.publicKeyPem }),
  )
  through((given) => honest({ ...given, session: operator.publicKeyPem }))
  await assert.rejects(open(), { code: 'kas/wrong-share' })
  through(() => Promise.resolve(before))
  await assert.rejects(open(), { code: 'kas/wrong-share' })
  through(async (given) => {
    const share = await honest(given)
    return share && { ...share, kid: 'of-another-service' }
  })
  await assert.rejects(open(), { code: 'kas/wrong-share' })

  through(honest)
  assert.equal((await open()).text, report)
})
