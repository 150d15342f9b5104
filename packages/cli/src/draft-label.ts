/**
 * A label made from what an author says in one line: a level and who it may go to.
 *
 * @module
 */
import { formatLabel, parseInstant, releasableTag } from '@entente/core/label'
import { fromUtf8 } from '@entente/core/lib'
import type { Terms } from '@entente/core/pact'

import { CliError } from './errors.ts'

/** What an author says of a document. */
export interface LabelWish {
  readonly level: string
  /** Needed where two regimes of the member have a level of this name. */
  readonly regime: string | undefined
  /** Members it may be released to, besides the own one. */
  readonly to: readonly string[]
  /** When its classification is to be looked at again. */
  readonly review: string
}

/**
 * The label as ADatP-4774 XML: the level by the member's own regimes, as its pacts name them, and the
 * countries it may go to. What a pact does not know has no label here; there the file is written by hand.
 *
 * @throws {CliError} `cli/no-level`
 */
export function draftLabel(
  { level, regime, to, review }: LabelWish,
  self: string,
  pacts: readonly Terms[],
  now: Date,
): string {
  const regimes = pacts
    .flatMap((terms) => terms.regimes)
    .filter((one) => one.member === self && (regime === undefined || one.regime === regime))
  const levels = [...new Set(regimes.flatMap((one) => one.levels.map((row) => row.level)))]
  const uris = new Set(
    regimes.filter((one) => one.levels.some((row) => row.level === level)).map((one) => one.regime),
  )
  const [uri, ...others] = uris
  if (uri === undefined) {
    throw new CliError('cli/no-level', `no \`${level}\`; there are: ${levels.join(', ')}`)
  }
  if (others.length > 0) {
    throw new CliError('cli/no-level', `--regime is one of ${[...uris].join(', ')}`)
  }
  // As the policy of the regime calls itself.
  const name = regimes.find((one) => one.regime === uri)?.name.en ?? uri
  const countryOf = (member: string): string => {
    const known = pacts.flatMap((terms) => terms.members).find(({ id }) => id === member)
    if (known && known.country !== null) return known.country
    throw new CliError('cli/no-level', `\`${member}\` is no country of a pact`)
  }
  return fromUtf8(
    formatLabel({
      kind: 'originator',
      policy: { uri, name },
      classification: level,
      privacyMark: null,
      categories: [
        {
          type: 'PERMISSIVE',
          tagName: releasableTag,
          uri: null,
          values: [...new Set([self, ...to].map(countryOf))],
        },
      ],
      originator: null,
      created: parseInstant(now.toISOString()),
      review: parseInstant(review),
      succession: null,
    }),
  )
}
