/**
 * From a label under the policy of New Zealand to the marking that its rules ask for: they group marks
 * in a way that a SPIF cannot say.
 *
 * @module
 */
import { releasableTag } from '../label.ts'
import type { ResolvedLabel } from '../spif/index.ts'

import { bad, nzClassifications, nzEndorsements, type NzMarking } from './rules.ts'
import { formatNzMarking, isNzClassification } from './text.ts'

/** The regime whose labels are marked so. */
export const nzRegime = 'urn:entente:regime:nzl:psr'

/**
 * The marking of a label. A release list is marked on national security classifications only; a list
 * of New Zealand alone releases to nobody else and is not marked. It begins with the country of the
 * originator, where the label is the equivalent of another's.
 *
 * @throws {LabelError} `label/bad-marking` where the rules do not allow what the label says
 */
export function nzMarkingOf(
  { classification, categories }: ResolvedLabel,
  originator?: string | null,
): string {
  const { name } = classification
  if (!isNzClassification(name)) throw bad('not a classification of New Zealand')
  const values = (tagSet: string): readonly string[] =>
    categories.filter(({ tag }) => tag.tagSet.name === tagSet).map((category) => category.name)
  const dissemination = values('Dissemination')
  const countries = nzClassifications[name].kind === 'security' ? values(releasableTag) : []
  const isReleased = countries.some((country) => country !== 'NZL')
  const marking: NzMarking = {
    classification: name,
    accountable: name === 'TOP SECRET' || values('Control').includes('ACCOUNTABLE MATERIAL'),
    compartments: [],
    dissemination: dissemination.filter((mark) => mark !== 'NZEO'),
    ...releasability(dissemination.includes('NZEO'), isReleased ? countries : []),
    endorsements: nzEndorsements.filter((one) => values('Endorsement').includes(one)),
    departments: [],
    embargoedUntil: null,
    reviewOn: null,
  }
  return formatNzMarking(marking, originator ?? 'NZL')
}

function releasability(
  isNzeo: boolean,
  countries: readonly string[],
): Pick<NzMarking, 'relTo' | 'releasability'> {
  if (isNzeo) return { releasability: 'NZEO', relTo: countries }
  return { releasability: countries.length > 0 ? 'REL TO' : null, relTo: countries }
}
