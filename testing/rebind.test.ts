/** What a Key Access Service binds anew for a release, whatever its server says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseStatement, type Statement } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { parseManifest } from '@entente/core/tdf'

import { approve, clear, draftDocument, prepare } from './documents.ts'
import { federation, type TestMember } from './federation.ts'

test('a key is bound anew for a release that is approved, lasts, and stands under a pact in force', async () => {
  let ahead = 0
  const now = (): Date => new Date(Date.now() + ahead)
  await using net = await federation({ apart: ['jpn'], now })
  const { tokyo, wellington } = net
  await clear(tokyo)
  await clear(wellington)
  const document = await draftDocument(tokyo, '極秘')
  const { release, statement, policy } = await prepare(net, document)
  const { kas } = tokyo.server
  const asked = { ...(await homeOf(tokyo, document)), releasePolicy: policy }
  await assert.rejects(kas.rebind({ ...asked, statement }), { code: 'pact/approval-missing' })

  await approve(tokyo, release, statement, 'releaser')
  const approved = { ...asked, statement: await approvedOf(tokyo, release) }
  const [bound] = await kas.rebind(approved)
  assert.ok(bound)
  assert.notEqual(bound.kid, asked.homeKeyAccess[0]?.kid, 'wrapped for Wellington')
  await assert.rejects(kas.rebind({ ...approved, releasePolicy: asked.homePolicy }), {
    code: 'kas/unknown-policy',
  })

  await tokyo.notice({ kind: 'suspended', from: now().toISOString() })
  await assert.rejects(kas.rebind(approved), { code: 'pact/not-in-force' })
  await tokyo.notice({ kind: 'resumed', from: now().toISOString() })
  assert.equal((await kas.rebind(approved)).length, 1)
  // Four years: the release has ended, appointments of tests have not.
  ahead = 4 * 366 * 86_400_000
  await assert.rejects(kas.rebind(approved), { code: 'pact/not-released' })
})

async function homeOf({ server }: TestMember, document: string) {
  const { body } = await server.store.db
    .selectFrom('manifests')
    .select('body')
    .where('document', '=', document)
    .where('release', 'is', null)
    .executeTakeFirstOrThrow()
  const { policy: homePolicy, keyAccess: homeKeyAccess } = parseManifest(body)
  return { homePolicy, homeKeyAccess }
}

async function approvedOf({ server }: TestMember, release: string): Promise<Statement> {
  const row = await server.store.db
    .selectFrom('releases')
    .select('statement')
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
  return parseStatement(parseJson(row.statement))
}
