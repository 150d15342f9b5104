/** A better proof of a receipt is one that a witness has cosigned, in the time for which it was appointed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseEvidence } from '@entente/core/evidence'
import {
  cosign,
  type Disclosure,
  formatDisclosure,
  formatSignatures,
  importNoteSigner,
  parseNote,
} from '@entente/core/ledger'
import { fromBase64Url, fromUtf8 } from '@entente/core/lib'
import { acceptReceiptProof, collectEvidence } from '@entente/server'

import { releasedDocument } from './documents.ts'
import { federation } from './federation.ts'

test('only a cosignature of a witness in its time makes a proof better', async () => {
  await using net = await federation()
  const { tokyo } = net
  const { server, now } = tokyo
  const { release } = await releasedDocument(net)
  const evidence = await collectEvidence(release, { kind: 'everybody' }, server)
  const [receipt] = parseEvidence(evidence).receipts
  assert.ok(receipt)
  const { name, seed } = server.keyring.get('witness')
  const witness = await importNoteSigner('cosignature-ed25519', name, fromBase64Url(seed))
  const cosignedAt = async (at: string): Promise<Disclosure> => {
    const { proof } = receipt.received
    const line = await cosign(
      parseNote(proof.signed).text,
      witness,
      Math.floor(Date.parse(at) / 1000),
    )
    const signed = proof.signed + formatSignatures([line])
    return { ...receipt.received, proof: { ...proof, signed } }
  }
  const accept = (disclosure: Disclosure) =>
    acceptReceiptProof({ release, disclosure: fromUtf8(formatDisclosure(disclosure)) }, 'nzl', {
      ...server,
      now,
    })

  const refused = { code: 'ledger/not-cosigned' }
  await assert.rejects(accept(receipt.received), refused)
  await assert.rejects(accept(await cosignedAt('2000-01-01T00:00:00Z')), refused)
  await assert.rejects(accept(await cosignedAt('2100-01-01T00:00:00Z')), refused)
  await accept(await cosignedAt(now().toISOString()))
})
