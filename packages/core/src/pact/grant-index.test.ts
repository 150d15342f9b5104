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
const grantsBy = (...officers: readonly string[]): fc.Arbitrary<Grants> =>
  fc
    .array(
      fc.record({
        act,
        at: time,
        withdrawn: fc.option(time, { nil: undefined }),
        officer: fc.constantFrom(...officers),
      }),
      { maxLength: 24 },
    )
    .map((rows) => ({
      member: 'jpn',
      heads: new Map(),
      entries: rows.map(({ officer, ...row }, place): GrantEntry => ({
        id: digest(`${place}`),
        grant: {
          kind: 'grant',
          member: 'jpn',
          issuer: digest(officer),
          number: rows.slice(0, place + 1).filter((one) => one.officer === officer).length,
          previous: null,
          at: row.at,
          act: row.act,
        },
        levels: [],
        officer,
        recorded: row.at,
        withdrawn: row.withdrawn,
      })),
    }))
const grants = grantsBy('security')

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
    fc.property(grantsBy('security', 'controller'), person, time, (all, who, at) => {
      /** Later than what the officer gave before, and so in the order of the chain. */
      const given = (entry: GrantEntry): string => {
        const own = all.entries.filter(
          ({ grant }) => grant.issuer === entry.grant.issuer && grant.number <= entry.grant.number,
        )
        return (
          own
            .map(({ grant }) => grant.at)
            .toSorted()
            .at(-1) ?? ''
        )
      }
      const isBefore = (one: GrantEntry, other: GrantEntry): boolean =>
        one.grant.issuer === other.grant.issuer
          ? one.grant.number < other.grant.number
          : given(one) < given(other)
      const posts = all.entries
        .flatMap((entry) => {
          const post = entry.grant.act
          return post.kind === 'person' && post.person === who ? [{ post, entry }] : []
        })
        .toSorted((a, b) => {
          const [one, other] = [a, b].map(({ entry }) => {
            const number = String(entry.grant.number).padStart(3, '0')
            return `${given(entry)} ${entry.grant.issuer} ${number}`
          })
          return (one ?? '') < (other ?? '') ? -1 : 1
        })
      const now = posts.findLast(({ post }) => post.from <= at)
      const isNow = now?.entry.withdrawn === undefined && now !== undefined && within(now.post, at)
      for (const entry of all.entries) {
        const then = posts.findLast(
          (one) => isBefore(one.entry, entry) && one.post.from <= entry.grant.at,
        )
        const post =
          then && within(then.post, entry.grant.at)
            ? then
            : posts.find((one) => !isBefore(one.entry, entry))
        const expected = isNow && now.post.organ === post?.post.organ
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
