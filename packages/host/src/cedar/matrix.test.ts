import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { findClauseOfRule } from '@entente/core/pact'
import { rules } from '@entente/core/policy'

import { answerTo, casesOf, formatMatrix } from '../../test/matrix/section.ts'
import { buildSections } from '../../test/matrix/sections.ts'
import { actionsOf } from '../../test/rule-parts.ts'
import { terms } from '../../test/seats.ts'
import { actions } from '../../test/second-reading.ts'

import { cedarEngine } from './engine.ts'

const engine = cedarEngine()
const cases = casesOf(await buildSections())
const answers = new Map(cases.map((one) => [one, answerTo(one, engine)]))

/** What stands above the cases: how to read them, and what each act is looked at by. */
const introduction = `# Who may do what

Written by \`ENTENTE_UPDATE_GOLDEN=1 npm test -- packages/host/src/cedar/matrix.test.ts\` from the statements
that stand at two members of the illustrative pact. A line says: act | who asks | on which days | answer. ✔ is
yes. ✘ is no, with every article that stands against it and the code of the refusal. A difference in this
file is a change of who may do what.

${actions
  .map((action) => {
    const looked = rules.filter(({ cedar }) => actionsOf(cedar).includes(action))
    const articles = looked.map(({ id }) => findClauseOfRule(terms, id)?.article ?? 'no article')
    return `- ${action} is looked at by ${[...new Set(articles)].join(', ')}\n`
  })
  .join('')}`

test('the matrix of people, documents, acts and days is as the file says', () => {
  const text = introduction + formatMatrix(cases, engine)
  const file = fileURLToPath(new URL('matrix.txt', import.meta.url))
  if (process.env['ENTENTE_UPDATE_GOLDEN'] === '1') writeFileSync(file, text)
  assert.equal(text, readFileSync(file, 'utf8'))
})

test('every act is allowed in some line and refused in another', () => {
  for (const action of actions) {
    const said = cases.filter(({ request }) => request.action === action)
    assert.ok(
      said.some((one) => answers.get(one) === '✔'),
      `${action} is never allowed`,
    )
    assert.ok(
      said.some((one) => answers.get(one) !== '✔'),
      `${action} is never refused`,
    )
  }
})

/**
 * Rules that never stand alone, because others refuse the same for want of what they are about: they are
 * there to name the reason.
 */
const explaining: ReadonlySet<string> = new Set([
  // What has no level here is at a level that no clearance, facility or need reaches.
  'open.equivalence',
])

for (const rule of rules) {
  const alone = !explaining.has(rule.id)
  test(`without ${rule.id} a line of the matrix ${alone ? 'is a yes' : 'is another'}`, () => {
    const others = cedarEngine(
      rules.filter((one) => one !== rule),
      'without-one',
    )
    const code = rule.code.slice('decision/'.length)
    const refused = cases.filter((one) => answers.get(one)?.includes(` ${code}`))
    const changed = refused.filter((one) => answerTo(one, others) !== answers.get(one))
    assert.ok(changed.length > 0, `no line of the matrix is covered by ${rule.id}`)
    const opened = changed.filter((one) => answerTo(one, others) === '✔')
    assert.equal(opened.length > 0, alone, `${rule.id} alone refuses ${opened.length} lines`)
  })
}
