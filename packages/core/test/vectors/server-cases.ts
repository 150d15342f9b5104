/**
 * Cases on what servers sign: receipts and label statements.
 *
 * @module
 */
import { hashOf } from '../../src/crypto/index.ts'
import { utf8 } from '../../src/lib/index.ts'
import { labelType, receiptType } from '../../src/pact/index.ts'
import { digest, signed, type SignerName } from '../example-keys.ts'
import { document, noon, term } from '../pact-world.ts'

import type { Named } from './case.ts'
import type { World } from './chain-place.ts'

/** Cases on receipts and labels. */
export async function serverCases({ chains }: World): Promise<readonly Named[]> {
  const heads = { appointments: chains.jpn.head(), notices: chains.jpnNotices.head() }
  const receipt = {
    kind: 'receipt',
    release: '00112233445566778899aabbccddeeff',
    statement: digest('release'),
    manifest: digest('manifest'),
    document,
    originator: 'jpn',
    recipient: 'nzl',
    copy: 1,
    at: noon,
    heads: { appointments: chains.nzl.head(), notices: chains.nzlNotices.head() },
    seen: heads,
    ledger: { origin: 'ledger.nzl.example', index: 7, leaf: digest('leaf') },
  }
  const xml = '<label/>'
  const label = {
    kind: 'label',
    member: 'jpn',
    document,
    xml: hashOf(utf8(xml)),
    payload: digest('payload'),
    commitment: digest('commitment'),
    sources: [],
    at: noon,
  }
  const source = {
    document: '1f1e1d1c-1b1a-4918-9716-151413121110',
    originator: 'nzl',
    level: { regime: 'urn:example:psr', level: 'SECRET' },
    use: 'extract',
    language: null,
  }
  const received = async (
    name: string,
    expect: string,
    why: string,
    change: Record<string, unknown>,
    by: SignerName = 'nzl message',
    member = 'nzl',
  ): Promise<Named> => [
    `receipt-${name}`,
    {
      why,
      expect,
      ...(expect === 'ok' || expect === 'pact/malformed' ? {} : { member }),
      after: 'need-to-know',
      ask: { kind: 'receipt', statement: await signed(receiptType, { ...receipt, ...change }, by) },
    },
  ]
  const labelled = async (
    name: string,
    expect: string,
    why: string,
    change: Record<string, unknown>,
    by: SignerName = 'jpn label',
    text = xml,
  ): Promise<Named> => [
    `label-${name}`,
    {
      why,
      expect,
      ...(expect === 'ok' || expect === 'pact/malformed' ? {} : { member: 'jpn' }),
      after: 'need-to-know',
      ask: {
        kind: 'label',
        xml: text,
        statement: await signed(labelType, { ...label, ...change }, by),
      },
    },
  ]
  const beforeMessageKey = { number: 1, id: digest('whatever') }
  return [
    await received('ok', 'ok', 'a receipt under the recipient’s message key', {}),
    await received(
      'by-the-originator',
      'pact/key-not-appointed',
      'a receipt under the originator’s message key',
      {},
      'jpn message',
    ),
    await received(
      'of-another-recipient',
      'pact/key-not-appointed',
      'a receipt in the name of the originator, signed by the recipient',
      { recipient: 'jpn' },
      'nzl message',
      'jpn',
    ),
    await received(
      'before-the-key',
      'pact/key-not-appointed',
      'the head named is older than the key',
      { heads: { ...receipt.heads, appointments: beforeMessageKey } },
    ),
    await received('after-the-key', 'pact/key-not-appointed', 'after the term of the key', {
      at: term.until,
    }),
    await received('copy-zero', 'pact/malformed', 'a copy without a number', { copy: 0 }),
    await received('unknown-field', 'pact/malformed', 'a field that nobody knows', {
      comment: 'x',
    }),
    await labelled('ok', 'ok', 'a label under the originator’s label key', {}),
    await labelled('with-sources', 'ok', 'an extract, and a translation of the same document', {
      sources: [source, { ...source, use: 'translate', language: 'ja' }],
    }),
    ...(await Promise.all(
      (
        [
          ['source-twice', 'pact/inconsistent', 'one source named twice', [source, source]],
          [
            'source-of-its-own',
            'pact/inconsistent',
            'a source of the member itself',
            [{ ...source, originator: 'jpn' }],
          ],
          [
            'translation-without-language',
            'pact/inconsistent',
            'a translation into no language',
            [{ ...source, use: 'translate' }],
          ],
          [
            'extract-in-a-language',
            'pact/inconsistent',
            'an extract with the language of a translation',
            [{ ...source, language: 'ja' }],
          ],
          [
            'source-unknown-use',
            'pact/malformed',
            'a use that nobody knows',
            [{ ...source, use: 'summary' }],
          ],
          [
            'too-many-sources',
            'pact/malformed',
            'one source more than a label names',
            Array.from({ length: 257 }, (_, at) => ({
              ...source,
              document: `${document.slice(0, -4)}${String(at).padStart(4, '0')}`,
            })),
          ],
        ] as const
      ).map(([name, expect, why, sources]) => labelled(name, expect, why, { sources })),
    )),
    await labelled('without-sources', 'pact/malformed', 'sources left out', { sources: undefined }),
    await labelled(
      'other-text',
      'pact/inconsistent',
      'another label text than the one signed',
      {},
      'jpn label',
      '<label />',
    ),
    await labelled(
      'by-message-key',
      'pact/key-not-appointed',
      'signed by a key for messages',
      {},
      'jpn message',
    ),
    await labelled('by-nobody', 'pact/key-not-appointed', 'signed by a stranger', {}, 'stranger'),
    await labelled('after-the-key', 'pact/key-not-appointed', 'after the term of the key', {
      at: term.until,
    }),
    await labelled('unknown-field', 'pact/malformed', 'a field that nobody knows', { level: 'x' }),
    [
      'label-two-signers',
      {
        why: 'a second signature beside the right one',
        expect: 'pact/invalid-signature',
        member: 'jpn',
        after: 'need-to-know',
        ask: {
          kind: 'label',
          xml,
          statement: await signed(labelType, label, 'jpn label', 'stranger'),
        },
      },
    ],
    [
      'label-typ-of-message',
      {
        why: 'signed as something else than a label',
        expect: 'pact/invalid-signature',
        member: 'jpn',
        after: 'need-to-know',
        ask: { kind: 'label', xml, statement: await signed(receiptType, label, 'jpn label') },
      },
    ],
    [
      'receipt-signed-as-label',
      {
        why: 'signed as something else than a receipt',
        expect: 'pact/invalid-signature',
        member: 'nzl',
        after: 'need-to-know',
        ask: { kind: 'receipt', statement: await signed(labelType, receipt, 'nzl message') },
      },
    ],
  ]
}
