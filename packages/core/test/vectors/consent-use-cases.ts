/**
 * Cases on what a consent covers, and on what it does not.
 *
 * @module
 */
import { consentType, type ConsentUse, pactId } from '../../src/pact/index.ts'
import { digest, signed } from '../example-keys.ts'
import { hiketsu, terms, tokutei } from '../example-terms.ts'
import { consent, document, noon } from '../pact-world.ts'

import type { Named } from './case.ts'
import type { World } from './chain-place.ts'

/** Cases on what a good consent covers. */
export async function consentUseCases({ chains }: World): Promise<readonly Named[]> {
  const good = await signed(consentType, consent(chains.jpn.head()), 'jpn releaser')
  const elsewhere = document.replace('0f', '0e')
  const use: ConsentUse = {
    pact: pactId(terms),
    originator: 'jpn',
    document,
    level: hiketsu('極秘'),
    act: 'provide',
    member: 'nzl',
    party: 'aus',
    purpose: 'maritime-security',
    to: null,
    at: noon,
  }
  const covers = (
    name: string,
    why: string,
    change: Partial<ConsentUse>,
    expected = false,
  ): Named => [
    `consent-covers-${name}`,
    {
      why,
      expect: 'ok',
      after: 'need-to-know',
      ask: { kind: 'covers', statement: good, use: { ...use, ...change }, covers: expected },
    },
  ]
  return [
    covers('ok', 'the act that it names', {}, true),
    covers(
      'last-instant-ok',
      'the last instant before its end',
      { at: '2026-12-25T11:59:59.999Z' },
      true,
    ),
    covers('other-document', 'not another document', { document: elsewhere }),
    covers(
      'other-level',
      'not a document of a higher level: its officer may not consent for that',
      { level: tokutei },
    ),
    covers('other-act', 'not another act', { act: 'entrust' }),
    covers('other-member', 'not another member', { member: 'jpn' }),
    covers('other-party', 'not another third party', { party: 'fji' }),
    covers('other-purpose', 'not another purpose', { purpose: 'economic-security' }),
    covers('other-pact', 'not what was released under another pact', {
      pact: digest('another pact'),
    }),
    covers('other-originator', 'not a document of another originator', { originator: 'nzl' }),
    covers('other-goal', 'not another level', {
      act: 'reclassify',
      party: null,
      to: hiketsu('秘'),
    }),
    covers('not-yet', 'not before its day', { at: '2026-11-25T11:59:59.999Z' }),
    covers('expired', 'not at its end or after it', { at: '2026-12-25T12:00:00.000Z' }),
  ]
}
