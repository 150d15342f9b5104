import assert from 'node:assert/strict'
import { test } from 'node:test'

import { digest, signers } from '../../../test/example-keys.ts'
import { labelOf } from '../../../test/example-label.ts'
import { hiketsu, terms } from '../../../test/example-terms.ts'
import { document, noon, term } from '../../../test/pact-world.ts'
import {
  type ActOfGrant,
  emptyStanding,
  type GrantEntry,
  type LevelKey,
  pactId,
} from '../../pact/index.ts'

import { factsOf } from './index.ts'

type Finding = ActOfGrant<'contractor'>

const later = '2026-12-25T12:00:00.000Z'
const found = (
  contractor: string,
  conditions: Finding['conditions'],
  levels: readonly LevelKey[] = [hiketsu('極秘')],
): Finding => ({ kind: 'contractor', contractor, levels, conditions, ...term })
const storage = { condition: 'storage', until: later } as const
const capability = { condition: 'capability', until: later } as const

/** The conditions that hold where a 極秘 document of ours would go. */
function conditionsAt(
  parties: readonly string[],
  acts: readonly Finding[],
  change: Partial<Pick<GrantEntry, 'withdrawn'>> = {},
): readonly string[] {
  const standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(terms)]))
  const entries = acts.map((act, at): GrantEntry => ({
    id: digest(`grant ${at}`),
    grant: {
      kind: 'grant',
      member: 'jpn',
      issuer: digest('issuer'),
      number: at + 1,
      previous: null,
      at: noon,
      act,
    },
    levels: [hiketsu('極秘')],
    officer: 'inspector',
    recorded: noon,
    withdrawn: undefined,
    ...change,
  }))
  const facts = factsOf(
    { ...standing, grants: { ...standing.grants, entries } },
    undefined,
    {
      kind: 'own',
      document,
      author: 'jpn-author',
      level: hiketsu('極秘'),
      case: null,
      awaitsApproval: false,
      disseminated: false,
      label: labelOf(hiketsu('極秘')),
    },
    { action: 'entrust', person: 'hana', facility: '', purpose: '', at: noon, parties },
  )
  return facts.circumstances.conditions
}

test('a condition holds where it was found at every contractor, in whatever grants', () => {
  assert.deepEqual(conditionsAt(['a'], [found('a', [storage, capability])]), [
    'capability',
    'storage',
  ])
  assert.deepEqual(conditionsAt(['a'], [found('a', [storage]), found('a', [capability])]), [
    'capability',
    'storage',
  ])
  const both = [found('a', [storage, capability]), found('b', [storage])]
  assert.deepEqual(conditionsAt(['a', 'b'], both), ['storage'])
  assert.deepEqual(conditionsAt(['b', 'c'], both), [])
})

test('nothing is found where there is no contractor, for another one or for another level', () => {
  assert.deepEqual(conditionsAt([], [found('a', [storage])]), [])
  assert.deepEqual(conditionsAt(['b'], [found('a', [storage])]), [])
  assert.deepEqual(conditionsAt(['a'], [found('a', [storage], [hiketsu('秘')])]), [])
})

test('a finding ends at its own time, with its grant, and when that is withdrawn', () => {
  assert.deepEqual(conditionsAt(['a'], [found('a', [{ ...storage, until: noon }])]), [])
  assert.deepEqual(conditionsAt(['a'], [{ ...found('a', [storage]), until: noon }]), [])
  assert.deepEqual(conditionsAt(['a'], [found('a', [storage])], { withdrawn: noon }), [])
})
