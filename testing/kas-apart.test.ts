/** A document's whole way with the Key Access Service apart from its server, in every custody. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { approve, clear, draftDocument, openAt, prepare, report } from './documents.ts'
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
