import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { digest, signers } from '../../test/example-keys.ts'
import { hiketsu, terms } from '../../test/example-terms.ts'
import { noon, signPact, term } from '../../test/pact-world.ts'
import {
  emptyStanding,
  extendStanding,
  type GrantAct,
  type GrantEntry,
  pactId,
  requirePact,
} from '../pact/index.ts'

import { needsAmong, needsToKnow, reachOf } from './needs.ts'
import { type JudgedSubject, localLevel } from './subject.ts'

const id = pactId(terms)
const standing = await extendStanding(
  emptyStanding('jpn', signers.jpn.publicKey, new Set([id])),
  'pact',
  await signPact(),
)
const pact = requirePact(standing, id)
const levels = [hiketsu('一般'), hiketsu('秘'), hiketsu('極秘')]
const documents = ['a', 'b', 'c']
const cases = ['convoy', 'sanctions']
const person = fc.constantFrom('hana', 'ken')
const until = fc.constantFrom(term.until, term.until, noon)
const act: fc.Arbitrary<GrantAct> = fc.oneof(
  fc.record({
    kind: fc.constant('need-to-know' as const),
    person,
    scope: fc.oneof(
      fc.record({
        kind: fc.constant('document' as const),
        document: fc.constantFrom(...documents),
      }),
      fc.record({ kind: fc.constant('case' as const), case: fc.constantFrom(...cases) }),
    ),
    purposes: fc.subarray(['maritime-security', 'economic-security'], { minLength: 1 }),
    from: fc.constant(term.from),
    until,
  }),
  fc.record({
    kind: fc.constant('case-document' as const),
    case: fc.constantFrom(...cases),
    document: fc.constantFrom(...documents),
    from: fc.constant(term.from),
    until,
  }),
)
const serving = ['hana', 'ken'].map((who): GrantAct => {
  return { kind: 'person', person: who, nationality: 'JPN', organ: 'mod', offices: [], ...term }
})
const entries = fc
  .array(
    fc.record({
      act,
      levels: fc.oneof(fc.constant(levels), fc.subarray(levels)),
      gone: fc.nat(5).map((n) => n === 0),
    }),
    { minLength: 4, maxLength: 16 },
  )
  .map((given) =>
    [...serving.map((one) => ({ act: one, levels, gone: false })), ...given].map(
      (one, at): GrantEntry => ({
        id: digest(`grant ${at}`),
        grant: {
          kind: 'grant',
          member: 'jpn',
          issuer: digest('issuer'),
          number: at + 1,
          previous: null,
          at: noon,
          act: one.act,
        },
        levels: one.levels,
        officer: 'controller',
        recorded: noon,
        withdrawn: one.gone ? noon : undefined,
      }),
    ),
  )

test('what a person needs among all documents is what is needed of each of them', () => {
  let needed = 0
  const level = fc.constantFrom(...levels)
  fc.assert(
    fc.property(entries, person, level, fc.constantFrom(null, ...cases), (all, who, at, inCase) => {
      const base = { ...standing, grants: { ...standing.grants, entries: all } }
      const like = (document: string, named: string | null): JudgedSubject => ({
        kind: 'own',
        document,
        author: '',
        level: at,
        case: named,
        awaitsApproval: false,
        disseminated: true,
        label: null,
      })
      const among = needsAmong(base, pact, like('', null), who, noon)
      for (const document of documents) {
        const subject = like(document, inCase)
        const reach = reachOf(pact, subject, localLevel(base, pact, subject))
        const each = needsToKnow(base.grants, subject, reach, who, noon)
        const found = [
          ...(among.documents.get(document) ?? []),
          ...((inCase !== null && among.cases.get(inCase)) || []),
        ]
        assert.deepEqual(new Set(found), new Set(each.flatMap(({ purposes }) => purposes)))
        needed += each.length
      }
    }),
    { numRuns: 500 },
  )
  assert.ok(needed > 200, `${needed} needs were compared`)
})
