/**
 * Small terms that use everything terms can say.
 *
 * @module
 */
import type { LevelKey, Role, Terms } from '../src/pact/index.ts'

import { digest, signers } from './example-keys.ts'

export const hiketsu = (level: string): LevelKey => ({ regime: 'urn:example:hiketsu', level })
export const tokutei: LevelKey = { regime: 'urn:example:tokutei-himitsu', level: '特定秘密' }
export const psr = (level: string): LevelKey => ({ regime: 'urn:example:psr', level })

const both = (text: string) => ({ en: text, ja: text })
const authority = (member: string, role: Role, levels: readonly LevelKey[]) => ({
  member,
  role,
  title: both(`${role} of ${member}`),
  levels,
})

/** Small terms that use everything terms can say. */
export const terms: Terms = {
  kind: 'pact',
  version: 1,
  previous: null,
  name: { en: 'Example', ja: '例' },
  illustrative: true,
  members: [
    {
      id: 'jpn',
      country: 'JPN',
      name: { en: 'Japan', ja: '日本国' },
      appointingKey: signers.jpn.publicKey,
    },
    {
      id: 'nzl',
      country: 'NZL',
      name: { en: 'New Zealand', ja: 'ニュージーランド' },
      appointingKey: signers.nzl.publicKey,
    },
  ],
  regimes: [
    {
      regime: 'urn:example:hiketsu',
      member: 'jpn',
      name: { en: 'Ministerial secrets', ja: '省秘' },
      spif: null,
      boundToOrgan: false,
      levels: [
        { level: '一般', name: both('一般'), classified: false, reads: ['一般'] },
        { level: '秘', name: both('秘'), classified: true, reads: ['秘'] },
        { level: '極秘', name: both('極秘'), classified: true, reads: ['秘', '極秘'] },
      ],
    },
    {
      regime: 'urn:example:tokutei-himitsu',
      member: 'jpn',
      name: { en: 'Specially Designated Secrets', ja: '特定秘密' },
      spif: digest('the SPIF of 特定秘密'),
      boundToOrgan: true,
      levels: [
        { level: '特定秘密', name: both('特定秘密'), classified: true, reads: ['特定秘密'] },
      ],
    },
    {
      regime: 'urn:example:psr',
      member: 'nzl',
      name: both('PSR'),
      spif: null,
      boundToOrgan: false,
      levels: [
        { level: 'UNCLASSIFIED', name: both('U'), classified: false, reads: ['UNCLASSIFIED'] },
        { level: 'RESTRICTED', name: both('R'), classified: true, reads: ['RESTRICTED'] },
        { level: 'SECRET', name: both('S'), classified: true, reads: ['RESTRICTED', 'SECRET'] },
      ],
    },
  ],
  equivalence: [
    { from: hiketsu('一般'), member: 'nzl', to: psr('UNCLASSIFIED') },
    { from: hiketsu('極秘'), member: 'nzl', to: psr('SECRET') },
    { from: hiketsu('秘'), member: 'nzl', to: null, reason: both('not agreed') },
    { from: tokutei, member: 'nzl', to: psr('SECRET') },
    { from: psr('SECRET'), member: 'jpn', to: hiketsu('極秘') },
    { from: psr('UNCLASSIFIED'), member: 'jpn', to: hiketsu('一般') },
    { from: psr('RESTRICTED'), member: 'jpn', to: null, reason: both('not agreed') },
  ],
  handling: [
    { ...hiketsu('一般'), custody: 'recipient', suites: ['x'], approvals: 1, acts: ['jws-hybrid'] },
    { ...hiketsu('秘'), custody: 'recipient', suites: ['x'], approvals: 1, acts: ['jws-hybrid'] },
    { ...hiketsu('極秘'), custody: 'recipient', suites: ['x'], approvals: 1, acts: ['jws-hybrid'] },
    { ...tokutei, custody: 'joint', suites: ['x'], approvals: 2, acts: ['jws-hybrid'] },
    {
      ...psr('UNCLASSIFIED'),
      custody: 'recipient',
      suites: ['x'],
      approvals: 1,
      acts: ['jws-hybrid'],
    },
    { ...psr('SECRET'), custody: 'originator', suites: ['x'], approvals: 1, acts: ['webauthn'] },
  ],
  authorities: [
    authority('jpn', 'releaser', [hiketsu('一般'), hiketsu('秘'), hiketsu('極秘'), tokutei]),
    authority('jpn', 'security', [hiketsu('極秘')]),
    authority('nzl', 'releaser', [psr('SECRET')]),
    authority('nzl', 'pact', []),
  ],
  purposes: [
    { id: 'maritime-security', name: both('maritime security') },
    { id: 'economic-security', name: both('economic security') },
  ],
  receiptSeconds: 86_400,
  clauses: [
    {
      article: '6(e)',
      title: both('Register'),
      text: both('Nobody opens what he is not registered for.'),
      parameters: { days: 30, strict: true, note: 'x' },
      rules: [{ id: 'open.facility-register', hash: digest('a rule') }],
    },
  ],
}

/**
 * The same pact, with numbers and lists that national rules look for. It has another id when it is signed;
 * tests put it in the place of the one above.
 */
export const ruledTerms: Terms = {
  ...terms,
  clauses: [
    ...terms.clauses,
    {
      article: '7(3)',
      title: both('Numbers'),
      text: both('What national rules count by.'),
      parameters: {
        clearanceYears: `${tokutei.regime} 5`,
        exemptOffices: `${tokutei.regime} minister`,
        emergencyHours: 72,
        withoutClearance: `${psr('RESTRICTED').regime} RESTRICTED`,
        eyesOnlyLevels: `${psr('SECRET').regime} SECRET`,
        highestLevels: `${tokutei.regime} 特定秘密`,
        accountableLevels: '',
        designatedRegimes: tokutei.regime,
        agreementRegimes: psr('SECRET').regime,
        maximumCopies: 2,
        witnesses: 2,
      },
      rules: [],
    },
  ],
}
