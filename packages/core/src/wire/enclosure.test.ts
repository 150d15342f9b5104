/** A share is for the service that asked, and answers what that has asked. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { generateKasKey, hashOf, kidOf, type WrapSuite } from '../crypto/index.ts'
import { fromBase64Url, toBase64Url, utf8 } from '../lib/index.ts'

import { encloseShare, openEnclosure, type ShareContext } from './index.ts'

const digest = hashOf(utf8('one'))
const other = hashOf(utf8('another'))
const context: ShareContext = {
  release: '0'.repeat(32),
  document: '00000000-0000-4000-8000-000000000001',
  policy: digest,
  purpose: 'maritime-security',
  session: 'the session of the reader',
  decision: { origin: 'nzl.example/ledger', index: 7, leaf: digest },
}
const share = { key: fromBase64Url('AAECAwQF'), sessionPublicKey: undefined }

for (const suite of ['hpqt:xwing', 'ec:secp256r1'] as const) {
  test(`an enclosure under ${suite} opens for its service and its request alone`, async () => {
    const { to, privateKeyPem } = await service(suite)
    const enclosed = await encloseShare(share, to, context)
    assert.deepEqual(await openEnclosure(enclosed, privateKeyPem, context), share)

    const changes: readonly Partial<ShareContext>[] = [
      { release: '1'.repeat(32) },
      { document: '00000000-0000-4000-8000-000000000002' },
      { policy: other },
      { purpose: 'economic-security' },
      { session: 'the session of an operator' },
      { decision: { ...context.decision, index: 8 } },
      { decision: { ...context.decision, leaf: other } },
      { decision: { ...context.decision, origin: 'nzl.example/other' } },
    ]
    for (const change of changes) {
      const asked = { ...context, ...change }
      await assert.rejects(openEnclosure(enclosed, privateKeyPem, asked), {
        code: 'crypto/bad-ciphertext',
      })
    }
    const stranger = await service(suite)
    await assert.rejects(openEnclosure(enclosed, stranger.privateKeyPem, context))
    const bytes = fromBase64Url(enclosed.sealed)
    for (const at of [0, 12, bytes.length - 1]) {
      const bent = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte))
      const sealed = toBase64Url(bent)
      await assert.rejects(openEnclosure({ ...enclosed, sealed }, privateKeyPem, context))
    }
    await assert.rejects(openEnclosure({ ...enclosed, sealed: 'AAAA' }, privateKeyPem, context))
  })
}

async function service(suite: WrapSuite) {
  const { publicKeyPem: publicKey, privateKeyPem } = await generateKasKey(suite)
  return { privateKeyPem, to: { kid: kidOf(publicKey), suite, publicKey } }
}
