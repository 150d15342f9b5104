/**
 * Cases on home policies: what the author's machine binds under the payload key, the label among it.
 *
 * @module
 */
import { hashOf } from '../../src/crypto/index.ts'
import { toHex, utf8 } from '../../src/lib/index.ts'
import { formatPolicy } from '../../src/tdf/index.ts'
import { hiketsu } from '../example-terms.ts'
import { document } from '../pact-world.ts'

import type { Named } from './case.ts'

/** What is bound is the text, whatever it says. */
const labelXml = '<label>極秘 NZL</label>'

/** Cases on home policies. */
export function policyCases(): readonly Named[] {
  const { regime, level } = hiketsu('極秘')
  const usual = {
    home: 'jpn',
    author: 'jpn-author',
    regime,
    level,
    label: hashOf(utf8(labelXml)),
  }
  const written = (
    values: Readonly<Record<string, string>>,
    authority = 'https://entente.invalid/attr',
    more: readonly string[] = [],
  ): string =>
    formatPolicy({
      uuid: document,
      attributes: [
        ...Object.entries(values).map(
          ([name, value]) => `${authority}/${name}/value/${toHex(utf8(value))}`,
        ),
        ...more,
      ],
    })
  const one = (
    name: string,
    expect: string,
    why: string,
    policy: string,
    xml = labelXml,
  ): Named => [`policy-${name}`, { why, expect, after: null, ask: { kind: 'policy', policy, xml } }]
  const { label, ...unlabelled } = usual
  const bad = 'pact/malformed'
  return [
    one('ok', 'ok', 'the home policy of a document, with its label', written(usual)),
    one('case-ok', 'ok', 'one of a document in a case', written({ ...usual, case: 'convoy' })),
    one(
      'other-label',
      'pact/inconsistent',
      'a label that the author has not bound',
      written(usual),
      labelXml.replace('NZL', 'AUS'),
    ),
    one(
      'label-with-a-space',
      'pact/inconsistent',
      'the label with one byte more',
      written(usual),
      `${labelXml} `,
    ),
    one(
      'without-label',
      'pact/inconsistent',
      'a policy that names no label names none',
      written(unlabelled),
    ),
    one(
      'label-no-digest',
      bad,
      'a label that is no digest',
      written({ ...usual, label: 'SECRET' }),
    ),
    one(
      'label-in-capitals',
      bad,
      'a digest in another spelling',
      written({ ...usual, label: label.toUpperCase() }),
    ),
    one(
      'label-twice',
      bad,
      'two labels',
      written(usual, undefined, [
        `https://entente.invalid/attr/label/value/${toHex(utf8('0'.repeat(64)))}`,
      ]),
    ),
    one(
      'without-author',
      bad,
      'nobody has written it',
      written({ home: 'jpn', regime, level, label }),
    ),
    one(
      'unknown-attribute',
      bad,
      'an attribute that nobody knows',
      written({ ...usual, note: 'x' }),
    ),
    one(
      'other-authority',
      bad,
      'attributes of somebody else',
      written(usual, 'https://example.com/attr'),
    ),
    one(
      'label-of-a-release',
      bad,
      'a policy of a release that names a label',
      written({ originator: 'jpn', release: '0'.repeat(32), label }),
    ),
  ]
}
