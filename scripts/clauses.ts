/**
 * Writes docs/clauses.md and docs/ja/clauses.md: each clause, the article of the illustrative pact, the
 * rules that carry it out, the tests that hold them, and whether a server acts on it.
 *
 * `node scripts/clauses.ts` writes the files; `testing/clauses.test.ts` holds them to what this makes.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Language = 'en' | 'ja'

/** What becomes of a clause. */
export interface ClauseRow {
  readonly number: number
  readonly en: string
  readonly ja: string
  /** Articles of the illustrative pact beside those that carry its rules. */
  readonly articles: readonly string[]
  readonly rules: readonly string[]
  readonly tests: readonly { readonly file: string; readonly name: string }[]
  /** `decided`: a rule says yes or no, and no server acts on it yet. `none`: nothing for a rule to decide. */
  readonly acted: 'decided' | 'none' | 'yes'
  readonly why: { readonly en: string; readonly ja: string } | null
}

const root = join(import.meta.dirname, '..')

/** Every clause that agreements on the security of information have, in their order. */
export const clauseRows: readonly ClauseRow[] = JSON.parse(
  readFileSync(join(root, 'scripts/clauses.json'), 'utf8'),
)

/** Where the document of a language stands. */
export const files: Readonly<Record<Language, string>> = {
  en: join(root, 'docs/clauses.md'),
  ja: join(root, 'docs/ja/clauses.md'),
}

/** The document in a language. */
export function formatClauses(lang: Language): string {
  const articles = articlesByRule()
  const w = words[lang]
  const rows = clauseRows.map((row) => formatRow(row, lang, articles))
  return `${[...w.preamble, ...rows].join('\n')}\n`
}

function formatRow(row: ClauseRow, lang: Language, byRule: ReadonlyMap<string, string>): string {
  const w = words[lang]
  const own = row.rules.map((rule) => {
    const article = byRule.get(rule)
    if (article === undefined) throw new Error(`no article carries ${rule}`)
    return article
  })
  const cells = [
    String(row.number),
    row[lang],
    [...new Set([...row.articles, ...own])].join(' ') || '—',
    row.rules.map((rule) => `\`${rule}\``).join(' ') || '—',
    row.tests.map(({ file, name }) => `${file}: “${name}”`).join('<br>') || '—',
    [w[row.acted], row.why?.[lang] ?? ''].filter((part) => part !== '').join(w.gap),
  ]
  return `| ${cells.join(' | ')} |`
}

/** The article of the illustrative pact that carries each rule. */
function articlesByRule(): ReadonlyMap<string, string> {
  const file = join(root, 'profiles/jpn-nzl/terms.json')
  const profile: { clauses: { article: string; rules: string[] }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  return new Map(
    profile.clauses.flatMap(({ article, rules }) => rules.map((rule) => [rule, article] as const)),
  )
}

const words = {
  en: {
    preamble: [
      '# Clauses',
      '',
      'Made by `scripts/clauses.ts` from `scripts/clauses.json` and the illustrative pact; change those, not this.',
      '',
      'Every clause that agreements of this kind have. The policies are those of `packages/core/src/policy/rules/`,',
      'each pinned by its hash in the article named. *Yes*: a server acts on the decision. *Decided*: a rule says yes or no,',
      'and the act does not exist in the server yet. *No decision*: there is nothing for a rule to decide, and why.',
      '',
      '| | clause | article | policies | tests | acted on |',
      '|---|---|---|---|---|---|',
    ],
    yes: 'Yes.',
    decided: 'Decided, not yet acted on.',
    none: 'No decision.',
    gap: ' ',
  },
  ja: {
    preamble: [
      '# 条項の一覧',
      '',
      '`scripts/clauses.ts` が `scripts/clauses.json` と例示の協定から作成する。この文書は直接変更しないこと。',
      '',
      'この種の協定が備える全ての条項を掲げる。規則は `packages/core/src/policy/rules/` にあり、それぞれ示した条がハッシュで固定する。',
      '「実施」はサーバが判断に従って動作するもの、「判断のみ」は規則が許否を定めるが、その行為がまだサーバにないもの、「判断なし」は規則の判断すべきことがないものをいう。',
      '',
      '| | 条項 | 条 | 規則 | 試験 | 実施の状況 |',
      '|---|---|---|---|---|---|',
    ],
    yes: '実施。',
    decided: '判断のみ（未実施）。',
    none: '判断なし。',
    gap: '',
  },
} as const

if (import.meta.main) {
  for (const lang of ['en', 'ja'] as const) writeFileSync(files[lang], formatClauses(lang))
}
