/** A document's whole way with the Key Access Service apart from its server, in every custody. */
import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { canonicalJson, parseJson } from '@entente/core/lib'
import { z } from 'zod'

import {
  approve,
  clear,
  draftDocument,
  openAt,
  prepare,
  releasedDocument,
  report,
} from './documents.ts'
import { type Federation, federation } from './federation.ts'

const purpose = 'maritime-security'

/** A level of Japan for each kind of custody, as the illustrative pact has them. */
const levels = {
  recipient: { level: '極秘', regime: 'urn:entente:regime:jpn:hiketsu' },
  originator: { level: '機密', regime: 'urn:entente:regime:jpn:hiketsu' },
  joint: { level: '特定秘密', regime: 'urn:entente:regime:jpn:tokutei-himitsu' },
} as const

for (const apart of [['jpn', 'nzl'], ['nzl']] as const) {
  test(`every custody opens with the service apart at ${apart.join(' and ')}`, async (t) => {
    await using net = await federation({ apart })
    const { tokyo, wellington } = net
    await clear(tokyo)
    await clear(wellington)
    for (const custody of ['recipient', 'originator', 'joint'] as const) {
      await t.test(custody, async () => {
        const { document, release } = await releaseOne(net, custody)
        await net.settle()
        const { text } = await openAt(wellington, 'reader', document, release, purpose)
        assert.equal(text, report)
        const { text: home } = await openAt(tokyo, 'reader', document, null, purpose)
        assert.equal(home, report)
      })
    }
  })
}

test('while the service is away nothing opens and nothing is delivered, and all else goes on', async () => {
  await using net = await federation({ apart: ['jpn', 'nzl'] })
  const { tokyo, wellington } = net
  await clear(tokyo)
  await clear(wellington)
  const first = await releaseOne(net, 'joint')
  await net.settle()
  assert.equal(await wellington.server.kas.state(), undefined)

  await tokyo.kas?.stop()
  assert.equal(await tokyo.server.kas.state(), 'kas/unreachable')
  const joint = () => openAt(wellington, 'reader', first.document, first.release, purpose)
  await assert.rejects(joint(), 'the other side’s share is missing')
  const home = () => openAt(tokyo, 'reader', first.document, null, purpose)
  await assert.rejects(home(), { code: 'kas/unreachable' })
  await assert.rejects(tokyo.server.kas.publicKey('hpqt:xwing'), { code: 'kas/unreachable' })

  const second = await releaseOne(net, 'recipient')
  await net.settle()
  const register = (): Promise<unknown[]> =>
    wellington.server.store.db.selectFrom('copies').select('release').execute()
  assert.equal((await register()).length, 1, 'released, and not delivered')

  await tokyo.kas?.start()
  assert.equal(await tokyo.server.kas.state(), undefined)
  await net.settle()
  assert.equal((await register()).length, 2)
  assert.equal((await joint()).text, report)
  assert.equal((await home()).text, report)
  const { document, release } = second
  assert.equal((await openAt(wellington, 'reader', document, release, purpose)).text, report)
  for (const { server } of [tokyo, wellington]) await server.ledger.verify()
})

test('a service whose custodians have not trusted the pact opens what needs none, and no more', async () => {
  await using net = await federation({ apart: ['nzl'] })
  const { wellington } = net
  const { kas } = wellington
  assert.ok(kas)
  const { document, release } = await releasedDocument(net)
  await kas.stop()
  const file = join(kas.folder, 'kas.json')
  const config = z
    .looseObject({ trusted: z.array(z.string()) })
    .parse(parseJson(await readFile(file)))
  await writeFile(file, canonicalJson({ ...config, trusted: [] }))
  await rm(join(kas.folder, 'data', 'kas.sqlite'))
  await kas.start()
  const open = () => openAt(wellington, 'reader', document, release, purpose)
  await assert.rejects(open(), { code: 'pact/other-pact' })
  await kas.stop()
  await writeFile(file, canonicalJson(config))
  await kas.start()
  assert.equal((await open()).text, report)
})

async function releaseOne(
  net: Federation,
  custody: keyof typeof levels,
): Promise<{ readonly document: string; readonly release: string }> {
  const { level, regime } = levels[custody]
  const document = await draftDocument(net.tokyo, level, regime)
  const { release, statement } = await prepare(net, document)
  const officers = custody === 'recipient' ? ['releaser'] : ['releaser', 'second']
  for (const officer of officers) await approve(net.tokyo, release, statement, officer)
  return { document, release }
}
