/** The markings of spec/label.md, section 6.1, are those of registers and those of pages. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { generateHybridKey } from '@entente/core/crypto'
import { type Label, parseInstant, releasableTag, resolveLabel } from '@entente/core/label'
import { EntenteError, type Json, parseJson } from '@entente/core/lib'
import { type Circumstances, markPages } from '@entente/core/marking'
import {
  draftTerms,
  findLevel,
  findMember,
  localLabel,
  markingByPolicy,
  readPolicies,
} from '@entente/core/pact'
import { ruleHashes } from '@entente/core/policy'

import { xmlParser } from './parser.ts'
import { readPolicyFiles } from './shipped.ts'

const file = (name: string): Buffer => readFileSync(new URL(`../../../../${name}`, import.meta.url))
const template: Json = parseJson(file('profiles/jpn-nzl/terms.json'))
const terms = draftTerms(template, {
  members: {
    jpn: (await generateHybridKey()).publicKey,
    nzl: (await generateHybridKey()).publicKey,
  },
  rules: ruleHashes(),
})
const files = await readPolicyFiles()
const policies = readPolicies(terms, (digest) => files.get(digest), xmlParser)
const at = parseInstant('2026-11-29T00:00:00Z')

const rows = [
  ...file('spec/label.md')
    .toString('utf8')
    .matchAll(/^\| ((?:jpn|nzl):\S+) \| (.+?) \| (.+?) \| (jpn|nzl) \| (.+?) \| (.+?) \|$/gm),
].map(([, policy = '', level = '', countries = '', member = '', en = '', ja = '']) => ({
  regime: `urn:entente:regime:${policy}`,
  level,
  countries: countries.split(' '),
  member,
  marking: { en, ja },
}))

test('the specification has examples of every kind', () => {
  assert.ok(rows.length >= 14)
})

for (const { regime, level, countries, member, marking } of rows) {
  test(`${level} for ${countries.join(', ')} is marked by ${member} as ${marking.en}`, () => {
    const label = labelOf(regime, level, countries)
    assert.deepEqual(inRegister(label, member), marking)
    if (marking.en.startsWith('`')) return
    for (const lang of ['en', 'ja'] as const) {
      assert.equal(onPage(label, member, lang), marking[lang])
    }
  })
}

/** As a server marks its own drafts and what it received. */
function inRegister(label: Label, member: string): { readonly en: string; readonly ja: string } {
  const own = findLevel(terms, { regime: label.policy.uri, level: label.classification })
  try {
    return own?.regime.member === member
      ? markingByPolicy(label, policies, { at, age: 'new' })
      : localLabel(label, { terms, policies }, { recipient: member, at }).marking
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error
    return { en: `\`${error.code}\``, ja: `\`${error.code}\`` }
  }
}

/** As a renderer marks the same pages. */
function onPage(label: Label, member: string, lang: 'en' | 'ja'): string | undefined {
  const theirs = findLevel(terms, { regime: label.policy.uri, level: label.classification })
  const provider = findMember(terms, theirs?.regime.member ?? '')
  const isOwn = provider?.id === member
  const circumstances: Circumstances = {
    languages: [lang],
    at: new Date(at),
    received: null,
    designation: null,
    copy: '1',
    viewing: null,
  }
  const resolve = (one: Label) =>
    resolveLabel(one, policies.get(one.policy.uri) ?? assert.fail(), at)
  if (isOwn || !provider) return markPages(resolve(label), circumstances).lines[0]?.text
  const { alternative } = localLabel(label, { terms, policies }, { recipient: member, at })
  const received = {
    provider: provider.name,
    country: provider.country,
    equivalent: resolve(alternative),
    translatedInto: null,
  }
  return markPages(resolve(label), { ...circumstances, received }).lines[0]?.text
}

function labelOf(uri: string, classification: string, values: readonly string[]): Label {
  return {
    kind: 'originator',
    policy: { uri, name: policies.get(uri)?.name ?? 'none' },
    classification,
    privacyMark: null,
    categories: [{ type: 'PERMISSIVE', tagName: releasableTag, uri: null, values }],
    originator: null,
    created: at,
    review: parseInstant('2031-11-29T00:00:00Z'),
    succession: null,
  }
}
