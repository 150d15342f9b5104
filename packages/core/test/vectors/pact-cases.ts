/**
 * Cases on the pact itself: who has to sign what.
 *
 * @module
 */
import { addAct, hashOf, type Statement, statementBytes } from '../../src/crypto/index.ts'
import { fromUtf8, toBase64Url, utf8 } from '../../src/lib/index.ts'
import { pactId, pactType, type Terms } from '../../src/pact/index.ts'
import { signed, type SignerName, signers } from '../example-keys.ts'
import { hiketsu, psr, terms } from '../example-terms.ts'

import type { Named, Vector } from './case.ts'

const both = ['jpn', 'nzl'] as const

/** The cases, on a pact that both have signed. */
export async function pactCases(good: Statement): Promise<readonly Named[]> {
  const text = fromUtf8(statementBytes(good))
  const ask = (statement: unknown): Vector['ask'] => ({ kind: 'pact', statement })
  const refuse = (
    name: string,
    expect: string,
    why: string,
    statement: Statement,
    more: Partial<Vector> = {},
  ): Named => {
    const trusted = [hashOf(statementBytes(statement))]
    return [name, { why, expect, after: null, trusted, ask: ask(statement), ...more }]
  }
  const said = async (
    name: string,
    expect: string,
    why: string,
    change: Partial<Record<keyof Terms | 'comment', unknown>>,
  ): Promise<Named> =>
    refuse(name, expect, why, await signed(pactType, { ...terms, ...change }, ...both))
  const raw = async (name: string, expect: string, why: string, bytes: string): Promise<Named> => {
    let statement: Statement = { payload: toBase64Url(utf8(bytes)), acts: [] }
    for (const by of both) statement = await addAct(pactType, statement, signers[by])
    return refuse(name, expect, why, statement)
  }
  const [first, second] = good.acts.filter((act) => act.suite === 'jws-hybrid')
  if (!first || !second) throw new TypeError('the example pact has two signers')
  const jpnFirst = first.key === signers.jpn.id
  const flipped = (signature: string): string =>
    (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)
  const altered: Statement = { ...good, payload: toBase64Url(utf8(text.replace('86400', '86401'))) }
  const [jpn, nzl] = terms.members
  if (!jpn || !nzl) throw new TypeError('the example pact has two members')
  const newKey = signers.stranger.publicKey
  const amended = {
    ...terms,
    version: 2,
    previous: pactId(terms),
    members: [jpn, { ...nzl, appointingKey: newKey }],
  }
  const amend = (...by: readonly [SignerName, ...SignerName[]]) => signed(pactType, amended, ...by)
  const [regime, ...regimes] = terms.regimes

  return [
    [
      'pact-ok',
      { why: 'a pact signed by exactly its members', expect: 'ok', after: null, ask: ask(good) },
    ],
    [
      'pact-byte-changed',
      {
        why: 'one byte changed: these are not the bytes announced',
        expect: 'pact/other-pact',
        after: null,
        ask: ask(altered),
      },
    ],
    refuse(
      'pact-byte-changed-announced',
      'pact/invalid-signature',
      'one byte changed, and the changed id announced: the signatures do not hold',
      altered,
      { member: 'jpn' },
    ),
    refuse(
      'pact-signature-missing',
      'pact/missing-signature',
      'one member has not signed',
      { ...good, acts: [jpnFirst ? first : second] },
      { member: 'nzl' },
    ),
    refuse(
      'pact-signature-foreign',
      'pact/foreign-signature',
      'somebody signed who is no party',
      await addAct(pactType, good, signers.stranger),
    ),
    refuse(
      'pact-signature-of-stranger',
      'pact/missing-signature',
      'a stranger signed in place of a member',
      await signed(pactType, terms, 'jpn', 'stranger'),
      { member: 'nzl' },
    ),
    refuse(
      'pact-signature-other-type',
      'pact/invalid-signature',
      'the signatures were made for a release: another `typ`',
      await signed('entente-release', terms, ...both),
      { member: 'jpn' },
    ),
    refuse(
      'pact-ed25519-altered',
      'pact/invalid-signature',
      'one Ed25519 signature is altered, its ML-DSA-65 signature is good',
      {
        ...good,
        acts: [
          {
            ...first,
            signature: { ...first.signature, ed25519: flipped(first.signature.ed25519) },
          },
          second,
        ],
      },
      { member: jpnFirst ? 'jpn' : 'nzl' },
    ),
    refuse(
      'pact-mldsa65-altered',
      'pact/invalid-signature',
      'one ML-DSA-65 signature is altered, its Ed25519 signature is good',
      {
        ...good,
        acts: [
          first,
          {
            ...second,
            signature: { ...second.signature, mldsa65: flipped(second.signature.mldsa65) },
          },
        ],
      },
      { member: jpnFirst ? 'nzl' : 'jpn' },
    ),
    refuse(
      'pact-signatures-swapped',
      'pact/invalid-signature',
      'each signature stands under the key of the other member',
      {
        ...good,
        acts: [
          { ...first, signature: second.signature },
          { ...second, signature: first.signature },
        ],
      },
      { member: 'jpn' },
    ),
    refuse('pact-signed-twice', 'signature/malformed', 'the same key has signed twice', {
      ...good,
      acts: [first, first, second],
    }),
    [
      'pact-act-without-mldsa65',
      {
        why: 'an act with one of its two signatures',
        expect: 'signature/malformed',
        after: null,
        ask: ask({
          ...good,
          acts: [{ ...first, signature: { ed25519: first.signature.ed25519 } }, second],
        }),
      },
    ],
    [
      'pact-act-unknown-suite',
      {
        why: 'an act of a suite nobody knows',
        expect: 'signature/malformed',
        after: null,
        ask: ask({ ...good, acts: [{ ...first, suite: 'rsa' }, second] }),
      },
    ],
    [
      'pact-statement-unknown-member',
      {
        why: 'the statement has a member that is not signed',
        expect: 'signature/malformed',
        after: null,
        ask: ask({ ...good, header: {} }),
      },
    ],
    await raw(
      'pact-duplicate-key',
      'format/not-canonical',
      'a key stands twice in the signed bytes',
      text.replace('"version":1', '"version":1,"version":1'),
    ),
    await raw(
      'pact-white-space',
      'format/not-canonical',
      'the signed bytes have a blank in them',
      text.replace('"version":1', '"version": 1'),
    ),
    await raw(
      'pact-other-number-spelling',
      'format/not-canonical',
      'a number is spelled in another way',
      text.replace('"version":1', '"version":1.0'),
    ),
    await raw(
      'pact-other-order',
      'format/not-canonical',
      'keys are not in order',
      `{"version":1,${text.slice(1).replace(',"version":1', '')}`,
    ),
    await said('pact-unknown-field', 'pact/malformed', 'the terms have a field nobody knows', {
      comment: 'x',
    }),
    await said(
      'pact-control-character',
      'pact/malformed',
      'a name holds a character that turns the direction of text',
      { name: { en: 'Pact \u202E', ja: '例' } },
    ),
    await said(
      'pact-level-control-character',
      'pact/malformed',
      'a level holds a character that turns the direction of text',
      {
        regimes: [
          {
            ...regime,
            levels: [
              { level: '極\u202E秘', name: terms.name, classified: true, reads: ['極\u202E秘'] },
            ],
          },
          ...regimes,
        ],
      },
    ),
    await said('pact-number-as-text', 'pact/malformed', 'a number is written as text', {
      receiptSeconds: '86400',
    }),
    await said('pact-no-members', 'pact/malformed', 'a pact of nobody', { members: [] }),
    await said('pact-member-twice', 'pact/inconsistent', 'a member stands twice', {
      members: [jpn, nzl, { ...nzl, appointingKey: newKey }],
    }),
    await said('pact-shared-key', 'pact/inconsistent', 'two members share half of a key', {
      members: [
        jpn,
        { ...nzl, appointingKey: { ...nzl.appointingKey, ed25519: jpn.appointingKey.ed25519 } },
      ],
    }),
    await said(
      'pact-equivalence-unreasoned',
      'pact/malformed',
      'nothing corresponds, for no reason',
      {
        equivalence: [{ from: psr('RESTRICTED'), member: 'jpn', to: null }],
      },
    ),
    await said('pact-equivalence-twice', 'pact/inconsistent', 'one level corresponds to two', {
      equivalence: [
        ...terms.equivalence,
        { from: hiketsu('極秘'), member: 'nzl', to: psr('RESTRICTED') },
      ],
    }),
    await said(
      'pact-equivalence-unknown-level',
      'pact/inconsistent',
      'an equivalence leads to a level that no regime has',
      { equivalence: [{ from: hiketsu('極秘'), member: 'nzl', to: psr('COSMIC') }] },
    ),
    await said(
      'pact-equivalence-own-level',
      'pact/inconsistent',
      'an equivalence maps a level to its own member',
      { equivalence: [{ from: hiketsu('極秘'), member: 'jpn', to: hiketsu('秘') }] },
    ),
    await said(
      'pact-level-reads-unknown',
      'pact/inconsistent',
      'a level reads one that is not there',
      {
        regimes: [
          {
            ...regime,
            levels: [
              { level: '極秘', name: terms.name, classified: true, reads: ['極秘', '機密'] },
            ],
          },
          ...regimes,
        ],
      },
    ),
    await said(
      'pact-handling-unknown-level',
      'pact/inconsistent',
      'a handling names a level that no regime has',
      {
        handling: [
          {
            ...hiketsu('機密'),
            custody: 'recipient',
            suites: ['x'],
            approvals: 1,
            acts: ['jws-hybrid'],
          },
        ],
      },
    ),
    await said(
      'pact-authority-foreign-level',
      'pact/inconsistent',
      'an authority reaches a level of the other member',
      {
        authorities: [
          { member: 'jpn', role: 'releaser', title: terms.name, levels: [psr('SECRET')] },
        ],
      },
    ),
    await said(
      'pact-version-without-previous',
      'pact/inconsistent',
      'a second version that names no first',
      { version: 2 },
    ),
    refuse(
      'pact-amendment-repinned',
      'pact/inconsistent',
      'an amendment that changes a key is good, but a standing that has pinned the old one needs a new ceremony',
      await amend('jpn', 'nzl', 'stranger'),
      { after: 'pact', member: 'nzl' },
    ),
    refuse(
      'pact-amendment-old-key-missing',
      'pact/missing-signature',
      'the key that the amendment replaces has not signed',
      await amend('jpn', 'stranger'),
      { after: 'pact', member: 'nzl' },
    ),
    refuse(
      'pact-amendment-new-key-missing',
      'pact/missing-signature',
      'the key that the amendment brings has not signed',
      await amend('jpn', 'nzl'),
      { after: 'pact', member: 'nzl' },
    ),
    refuse(
      'pact-amendment-unknown-previous',
      'pact/previous-version',
      'the version before is not known',
      await amend('jpn', 'nzl', 'stranger'),
    ),
    refuse(
      'pact-amendment-skips',
      'pact/previous-version',
      'a third version right after the first',
      await signed(pactType, { ...terms, version: 3, previous: pactId(terms) }, ...both),
      { after: 'pact' },
    ),
    refuse(
      'pact-amendment-same-keys-ok',
      'ok',
      'an amendment with the same keys',
      await signed(
        pactType,
        { ...terms, version: 2, previous: pactId(terms), receiptSeconds: 60 },
        ...both,
      ),
      { after: 'pact' },
    ),
  ]
}
