/**
 * What a document is to become, as it is chosen so far: which label that makes, and what is still missing.
 *
 * @module
 */
import {
  type Category,
  type Classification,
  formatLabel,
  type Label,
  type LabelChoice,
  labelChoices,
  labelFaults,
  labelOf,
  parseInstant,
  releasableTag,
  type ResolvedLabel,
  type Spif,
  type TagChoices,
  withoutImpossible,
} from '@entente/core/label'
import { fromUtf8 } from '@entente/core/lib'

import type { Drafting } from '../../api/gen/api.ts'

/** A pact as the server gives it to authors. */
export type DraftingPact = Drafting['pacts'][number]

/** A regime of ours in a pact. */
export type DraftingRegime = DraftingPact['regimes'][number]

/** What is chosen of a label under one policy. */
export interface LabelWish {
  readonly spif: Spif
  readonly level: Classification
  /** All but the countries it may go to. */
  readonly values: readonly Category[]
  /** Members that it may go to. */
  readonly recipients: readonly string[]
}

/** The label so far. Our own country is among those named where any other is. */
export function resolvedOf(
  { spif, level, values, recipients }: LabelWish,
  { members }: Pick<DraftingPact, 'members'>,
  self: string,
): ResolvedLabel {
  const named = recipients.length === 0 ? [] : [self, ...recipients]
  const countries = members.flatMap(({ id, country }) => (named.includes(id) ? [country] : []))
  const places = releasableValues(spif).filter(({ name }) => countries.includes(name))
  const base = { spif, classification: level, categories: values, privacyMark: null }
  return withoutImpossible({ ...base, categories: inPolicyOrder([...values, ...places]) })
}

/** The tags to choose from besides where it may go, and each value with what rules it out. */
export function tagsOf(label: ResolvedLabel, at: Date): readonly TagChoices[] {
  return labelChoices(label, instant(at)).filter(
    ({ tag, choices }) => tag.tagSet.name !== releasableTag && choices.length > 0,
  )
}

/** Whether the label may name a member, by its country; undefined where the policy does not know that. */
export function recipientChoice(
  label: ResolvedLabel,
  country: string | null,
  at: Date,
): LabelChoice | undefined {
  return labelChoices(label, instant(at))
    .filter(({ tag }) => tag.tagSet.name === releasableTag)
    .flatMap(({ choices }) => choices)
    .find(({ category }) => category.name === country)
}

/** What a policy still asks for. */
export function missingOf(label: ResolvedLabel): readonly string[] {
  return [...new Set(labelFaults(label).map(({ rule }) => rule))]
}

/**
 * The label to be signed.
 *
 * @throws {LabelError} if its policy does not allow it
 */
export function labelTo(
  label: ResolvedLabel,
  { created, review }: { readonly created: Date; readonly review: Date },
): { readonly xml: string; readonly said: Label } {
  const said = labelOf(label, {
    kind: 'originator',
    originator: null,
    created: instant(created),
    review: instant(review),
  })
  return { xml: fromUtf8(formatLabel(said)), said }
}

function releasableValues({ tagSets }: Spif): readonly Category[] {
  return tagSets.filter(({ name }) => name === releasableTag).flatMap((one) => one.categories)
}

function inPolicyOrder(values: readonly Category[]): readonly Category[] {
  return [...new Set(values)].toSorted((a, b) => a.order - b.order)
}

function instant(at: Date): ReturnType<typeof parseInstant> {
  return parseInstant(at.toISOString())
}
