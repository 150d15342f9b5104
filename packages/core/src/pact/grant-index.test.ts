import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { digest } from '../../test/example-keys.ts'
import { hiketsu, tokutei } from '../../test/example-terms.ts'

import {
  accreditationsOf,
  casesOf,
  everGrantedTo,
  grantedEntries,
  grantedTo,
  type GrantAct,
  type GrantEntry,
  type Grants,
  isInPost,
  within,
} from './index.ts'

const times = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'].map(
  (day) => `${day}T00:00:00.000Z`,
)
const time = fc.constantFrom(...times)
const person = fc.constantFrom('hana', 'ken')
const span = { from: time, until: time }
const act: fc.Arbitrary<GrantAct> = fc.oneof(
  fc.record({
    kind: fc.constant('person' as const),
    person,
    nationality: fc.constant('JPN'),
    organ: fc.constantFrom('mod', 'mofa'),
    offices: fc.constant([]),
    ...span,
  }),
  fc.record({
    kind: fc.constant('clearance' as const),
    person,
    regime: fc.constant(tokutei.regime),
    level: fc.constant(tokutei.level),
    organ: fc.constantFrom('mod', 'mofa'),
    ...span,
  }),
  fc.record({
    kind: fc.constant('facility' as const),
    facility: fc.constantFrom('ichigaya', 'yokosuka'),
    levels: fc.constant([hiketsu('秘')]),
    ...span,
  }),
  fc.record({
    kind: fc.constant('facility-register' as const),
    facility: fc.constantFrom('ichigaya', 'yokosuka'),
    person,
    ...span,
  }),
  fc.record({
    kind: fc.constant('need-to-know' as const),
    person,
    scope: fc.constant({ kind: 'case' as const, case: 'convoy' }),
    purposes: fc.constant(['maritime-security']),
    ...span,
  }),
  fc.record({
    kind: fc.constant('case-document' as const),
    case: fc.constantFrom('convoy', 'other'),
    document: fc.constantFrom('a', 'b'),
    ...span,
  }),
)
const grants: fc.Arbitrary<Grants> = fc
  .array(fc.record({ act, at: time, withdrawn: fc.option(time, { nil: undefined }) }), {
    maxLength: 24,
  })
  .map((rows) => ({
    member: 'jpn',
    heads: new Map(),
    entries: rows.map((row, number): GrantEntry => ({
      id: digest(`${number}`),
      grant: {
        kind: 'grant',
        member: 'jpn',
        issuer: digest('issuer'),
        number: number + 1,
        previous: null,
        at: row.at,
        act: row.act,
      },
      levels: [],
      officer: 'security',
      recorded: row.at,
      withdrawn: row.withdrawn,
    })),
  }))

test('what is found by person, facility or document is what going through all grants finds', () => {
  fc.assert(
    fc.property(grants, person, time, (all, who, at) => {
      for (const kind of ['person', 'clearance', 'facility-register', 'need-to-know'] as const) {
        assert.deepEqual(
          grantedTo(all, kind, who, at),
          grantedEntries(all, kind, at).filter((one) => one.act.person === who),
        )
      }
      assert.deepEqual(
        everGrantedTo(all, 'clearance', who).map((one) => one.act),
        all.entries.flatMap(({ withdrawn, grant: { act: one } }) =>
          withdrawn === undefined && one.kind === 'clearance' && one.person === who ? [one] : [],
        ),
      )
      assert.deepEqual(
        accreditationsOf(all, 'ichigaya', at),
        grantedEntries(all, 'facility', at)
          .map((one) => one.act)
          .filter(({ facility }) => facility === 'ichigaya'),
      )
      assert.deepEqual(
        casesOf(all, 'a', at),
        grantedEntries(all, 'case-document', at).filter((one) => one.act.document === 'a'),
      )
    }),
  )
})

test('a grant belongs to the post in which it was given, however the posts are found', () => {
  fc.assert(
    fc.property(grants, person, time, (all, who, at) => {
      const posts = all.entries.flatMap((entry, place) =>
        entry.grant.act.kind === 'person' && entry.grant.act.person === who
          ? [{ post: entry.grant.act, place }]
          : [],
      )
      const now = grantedEntries(all, 'person', at).find((one) => one.act.person === who)
      for (const [place, entry] of all.entries.entries()) {
        const before = posts.filter((one) => one.place < place && within(one.post, entry.grant.at))
        const given = before.at(-1) ?? posts.find((one) => one.place > place)
        const expected = now !== undefined && now.act.organ === given?.post.organ
        assert.equal(isInPost(all, who, entry, at), expected)
      }
    }),
  )
})

test('grants that were replaced are not found by an older index', () => {
  fc.assert(
    fc.property(grants, person, time, (all, who, at) => {
      grantedTo(all, 'person', who, at)
      const entries = all.entries.map((entry) => ({ ...entry, withdrawn: at }))
      assert.deepEqual(grantedTo({ ...all, entries }, 'person', who, at), [])
    }),
  )
})
