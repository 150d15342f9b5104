/**
 * What a draft was made from, as an author says it: documents that it repeats, and one that it translates.
 *
 * @module
 */
import { statementValue } from '@entente/core/crypto'
import { translationStatement } from '@entente/core/label'
import { findMember, parseTerms } from '@entente/core/pact'
import { type Client, type NewDraft, readLine, readStatements } from '@entente/sdk'

import type { Command, Input } from './command.ts'
import { CliError } from './errors.ts'

/** The options of a command that makes a draft. */
export const sourceOptions: Command['options'] = {
  'extract-of': {
    value: 'DOCUMENT',
    multiple: true,
    text: {
      en: 'document whose information it repeats; may stand several times',
      ja: '情報を引用した文書（複数可）',
    },
  },
  'translation-of': {
    value: 'DOCUMENT',
    text: { en: 'document that it translates', ja: '翻訳した文書' },
  },
  language: {
    value: 'en|ja',
    text: { en: 'language of the translation', ja: '翻訳の言語' },
  },
  purpose: {
    value: 'ID',
    text: { en: 'what these documents were used for', ja: 'これらの文書を用いた目的' },
  },
}

/** The sources of a draft, and what a translation has to say in its own language. */
export interface DraftSources {
  readonly sources: NonNullable<NewDraft['sources']>
  /** As the pact wants it on the translation; null where there is none, or the source is our own. */
  readonly statement: string | null
}

/**
 * Reads them, and makes the statement of a translation with the name that the pact gives the provider.
 *
 * @throws {CliError} `cli/usage`; {ApiError}
 */
export async function findSources(
  input: Pick<Input, 'list' | 'text'>,
  client: Client,
): Promise<DraftSources> {
  const [extracts, translated] = [input.list('extract-of'), input.text('translation-of')]
  const [language, purpose] = [input.text('language'), input.text('purpose')]
  if (extracts.length === 0 && translated === undefined) {
    if (language === undefined && purpose === undefined) return { sources: [], statement: null }
    throw new CliError('cli/usage', 'it takes --extract-of or --translation-of')
  }
  if (purpose === undefined) throw new CliError('cli/usage', 'it takes --purpose')
  const repeated = extracts.map(
    (document) => ({ document, use: 'extract', purpose, translation: null }) as const,
  )
  if (translated === undefined) return { sources: repeated, statement: null }
  if (language !== 'en' && language !== 'ja')
    throw new CliError('cli/usage', '--language is en or ja')
  const { direction, originator } = await readLine(client, translated)
  const provider = await nameOf(client, originator, language)
  const statement = translationStatement(provider, language)
  return {
    sources: [
      ...repeated,
      { document: translated, use: 'translate', purpose, translation: { language, statement } },
    ],
    statement: direction === 'received' ? statement : null,
  }
}

async function nameOf(client: Client, member: string, language: 'en' | 'ja'): Promise<string> {
  const pacts = await readStatements(client, 'pact')
  const names = pacts.flatMap(
    (pact) => findMember(parseTerms(statementValue(pact)), member)?.name[language] ?? [],
  )
  return names[0] ?? member
}
