/**
 * Makes anew what follows from the profiles, the policies and the form of statements.
 *
 * `node scripts/regenerate.ts` pins each shipped policy in `profiles/PACT/terms.json`, then writes the vectors of
 * `spec/vectors/pact`, the examples of `spec/pact.md` and the golden files of the rules and the HTTP API. What the
 * command changes is read as a change of what members sign. Rules are pinned when a pact is drafted, and in no file.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import {
  parseStatement,
  type Statement,
  statementId,
  statementValue,
} from '../packages/core/src/crypto/index.ts'
import { canonicalJson, type Json } from '../packages/core/src/lib/index.ts'

const root = join(import.meta.dirname, '..')
const specification = join(root, 'spec/pact.md')
const given = join(root, 'spec/vectors/pact/given.json')
const golden = [
  'packages/core/src/pact/vectors.test.ts',
  'packages/host/src/cedar/decide.test.ts',
  'testing/openapi.test.ts',
]

/** Digest of the bytes of each policy that ships and names a regime in its head, by that. */
export function shippedPolicies(): ReadonlyMap<string, string> {
  return new Map(
    globSync('profiles/*/*.spif.xml', { cwd: root }).flatMap((file) => {
      const bytes = readFileSync(join(root, file))
      const [, regime] = /\se:regime="([^"]+)"/.exec(bytes.toString('utf8')) ?? []
      const digest = createHash('sha256').update(bytes).digest('hex')
      return regime === undefined ? [] : [[regime, digest] as const]
    }),
  )
}

/** The text of terms, each of whose regimes pins the policy that ships for it, or none. */
export function pinPolicies(terms: string, policies: ReadonlyMap<string, string>): string {
  return terms.replaceAll(
    /("regime": "([^"]+)", "member": .*?"spif": )(?:null|"[0-9a-f]{64}")/g,
    (_all, head: string, regime: string) =>
      `${head}${JSON.stringify(policies.get(regime) ?? null)}`,
  )
}

if (import.meta.main) {
  for (const file of globSync('profiles/*/terms.json', { cwd: root })) {
    const path = join(root, file)
    writeFileSync(path, pinPolicies(readFileSync(path, 'utf8'), shippedPolicies()))
  }
  const before = statements()
  const run = spawnSync(process.execPath, ['scripts/test.ts', ...golden], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ENTENTE_UPDATE_GOLDEN: '1' },
  })
  if (run.error) throw run.error
  rewriteExamples(before)
}

/** Statements of the vectors that `spec/pact.md` may show, by name. */
function statements(): ReadonlyMap<string, Statement> {
  const history: Given = JSON.parse(readFileSync(given, 'utf8'))
  const asked = ['release-ok', 'receipt-ok', 'label-ok', 'consent-ok', 'acknowledgement-ok'].map(
    (name): Given['statements'][number] => {
      const file: Asked = JSON.parse(readFileSync(join(given, `../${name}.json`), 'utf8'))
      return { name, statement: file.ask.statement }
    },
  )
  return new Map(
    [...history.statements, ...asked].map(({ name, statement }) => [
      name,
      parseStatement(statement),
    ]),
  )
}

/** Puts what the vectors say now in the place of what they said before. */
function rewriteExamples(before: ReadonlyMap<string, Statement>): void {
  const after = statements()
  let text = readFileSync(specification, 'utf8')
  for (const [name, statement] of before) {
    const now = after.get(name)
    if (!now) throw new Error(`\`${name}\` is gone: write the examples of spec/pact.md by hand`)
    const [old, id] = [statementId(statement), statementId(now)]
    const example = new RegExp(`^\`\`\`json\\n[^\`]*\\n\`\`\`(?=\\n\\n\`${old}\`$)`, 'm')
    text = text.replace(example, () => `\`\`\`json\n${formatExample(statementValue(now))}\n\`\`\``)
    text = text.replaceAll(old, id)
  }
  const pact = after.get('pact')
  if (!pact) throw new Error('the history has no pact')
  const bytes = canonicalJson(statementValue(pact)).length.toLocaleString('en')
  text = text.replace(/^(The terms of the examples.*\()[0-9,]+(?= bytes;$)/m, `$1${bytes}`)
  writeFileSync(specification, text)
}

/** A statement as the specification shows it: the kind first, a line for each member. */
function formatExample(value: Json): string {
  if (value === null || typeof value !== 'object') throw new Error('a statement is an object')
  const members = Object.entries(value).toSorted(
    ([a], [b]) => Number(b === 'kind') - Number(a === 'kind') || (a < b ? -1 : 1),
  )
  const lines = members.map(([name, member]) => `  ${JSON.stringify(name)}: ${onOneLine(member)}`)
  return `{\n${lines.join(',\n')}\n}`
}

function onOneLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}: ${onOneLine(one)}`).join(', ')}}`
}

interface Given {
  readonly statements: readonly { readonly name: string; readonly statement: Json }[]
}

interface Asked {
  readonly ask: { readonly statement: Json }
}
