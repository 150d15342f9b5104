/**
 * The policies that a pact pins: by them labels are judged, marked, and given an equivalent.
 *
 * @module
 */
import { type Hash, hashOf } from '../crypto/index.ts'
import {
  alternativeLabel,
  dominates,
  earliestReview,
  type Instant,
  judgeLabel,
  type Label,
  type LabelContent,
  labelFaults,
  LabelError,
  labelOf,
  mapToTarget,
  markingOf,
  ownMarking,
  parseSpif,
  receivedMarking,
  resolveLabel,
  type Spif,
  type XmlParser,
} from '../label/index.ts'
import type { Bytes } from '../lib/index.ts'

import { PactError } from './errors.ts'
import { findEquivalent, findLevel, findMember, type Regime, type Terms } from './terms.ts'
import type { Bilingual, LevelKey } from './vocabulary.ts'

/** Policies by the regime whose labels they judge; a regime that pins none has none. */
export type PinnedPolicies = ReadonlyMap<string, Spif>

/**
 * Reads the policies that terms pin, each verified by the digest of its bytes, and holds them to the terms: each
 * names its regime and every level of it, and what one says of another is what the table says.
 *
 * @param find the bytes of a policy by their digest, from wherever they are kept
 * @throws {PactError} `pact/policy-missing`, `pact/other-policy`, each with the member whose policy it is;
 *   {LabelError} of `parseSpif`
 */
export function readPolicies(
  terms: Terms,
  find: (digest: Hash) => Bytes | undefined,
  xml: XmlParser,
): PinnedPolicies {
  const policies = new Map<string, Spif>()
  for (const regime of terms.regimes) {
    if (regime.spif === null) continue
    const bytes = find(regime.spif)
    if (!bytes) throw refused('pact/policy-missing', regime, `${regime.spif} is not here`)
    if (hashOf(bytes) !== regime.spif)
      throw refused('pact/other-policy', regime, 'has another digest')
    policies.set(regime.regime, requireFitting(regime, parseSpif(bytes, xml)))
  }
  requireTable(terms, policies)
  return policies
}

/** What a label of ours, or one that we take, says to people under the policies of a pact. */
export interface LocalLabel {
  readonly marking: Bilingual
  /** What the recipient adds, in its own policy. */
  readonly alternative: Label
}

/** Whether a label is a new one, or one that was written before; only the latter may have obsolete values. */
export type LabelAge = 'new' | 'written'

/** When a label is judged and as what; `equivalentOf` as in {@link markingOf}. */
export interface MarkingQuestion {
  readonly at: Instant
  readonly age: LabelAge
  readonly equivalentOf?: string | null
}

/**
 * Judges a label by the policy of its regime, and gives the marking of its originator. Where the pact pins none for
 * the regime, the terms alone have judged the level and the marking is the level's name.
 *
 * @throws {LabelError} `label/wrong-policy`, `label/spif-expired`, `label/unknown-level`,
 *   `label/unknown-category`, `label/repeated`, `label/required`, `label/excluded`, `label/obsolete`
 */
export function markingByPolicy(
  label: LabelContent,
  policies: PinnedPolicies,
  { at, age, equivalentOf }: MarkingQuestion,
): Bilingual {
  const policy = policies.get(label.policy.uri)
  if (!policy) {
    const marking = ownMarking(label.classification)
    return { en: marking, ja: marking }
  }
  const resolved = judgeLabel(label, policy, { at, age })
  const beside = equivalentOf === undefined ? {} : { equivalentOf }
  return {
    en: markingOf(resolved, { language: 'en', ...beside }),
    ja: markingOf(resolved, { language: 'ja', ...beside }),
  }
}

/**
 * How `recipient` marks and labels what comes under `label`: the originator's government and its level, and the
 * recipient's own marking after the table of the pact. Restrictions that the recipient's policy cannot say block.
 *
 * @throws {LabelError} `label/no-equivalent`, and all that {@link markingByPolicy} throws
 */
export function localLabel(
  label: Label,
  { terms, policies }: { readonly terms: Terms; readonly policies: PinnedPolicies },
  { recipient, at }: { readonly recipient: string; readonly at: Instant },
): LocalLabel {
  if (label.kind !== 'originator') {
    throw new LabelError('label/not-originator', 'only an originator’s label has an alternative')
  }
  const level = { regime: label.policy.uri, level: label.classification }
  const provider = findMember(terms, findLevel(terms, level)?.regime.member ?? '')
  const equivalent = findEquivalent(terms, level, recipient)
  const ours = equivalent && findLevel(terms, equivalent)
  if (!provider || !equivalent || !ours) {
    throw new LabelError('label/no-equivalent', `nothing of \`${recipient}\` corresponds`)
  }
  markingByPolicy(label, policies, { at, age: 'written' })
  const alternative = alternativeFor(
    label,
    { level: equivalent, regime: ours.regime },
    policies,
    at,
  )
  const question = { at, age: 'written', equivalentOf: provider.country } as const
  const own = markingByPolicy(alternative, policies, question)
  const marking = (lang: keyof Bilingual): string =>
    receivedMarking({
      provider: provider.name[lang],
      level: level.level,
      equivalent: own[lang],
    })
  return { marking: { en: marking('en'), ja: marking('ja') }, alternative }
}

/**
 * Checks that a label protects all that its document is made of, as labels of our own policy say it: not lower, under
 * every restriction, and for nobody for whom a part is not (ADatP-4774.1 §4.4). Nothing compares regimes, and nothing
 * but its policy compares labels.
 *
 * @throws {LabelError} `label/below-source`, and all that {@link markingByPolicy} throws
 */
export function requireDominating(
  label: LabelContent,
  parts: readonly LabelContent[],
  policies: PinnedPolicies,
  at: Instant,
): void {
  const policy = policies.get(label.policy.uri)
  const holds = (part: LabelContent): boolean =>
    policy !== undefined &&
    part.policy.uri === label.policy.uri &&
    dominates(resolveLabel(label, policy, at), resolveLabel(part, policy, at))
  if (!parts.every(holds)) {
    throw new LabelError('label/below-source', 'a part is protected more than the whole')
  }
}

function alternativeFor(
  label: Label,
  { level, regime }: { readonly level: LevelKey; readonly regime: Regime },
  policies: PinnedPolicies,
  at: Instant,
): Label {
  const [source, target] = [policies.get(label.policy.uri), policies.get(level.regime)]
  if (!source || !target) {
    return alternativeLabel(label, { ...level, policyName: target?.name ?? regime.name.en }, at)
  }
  const mapped = mapToTarget(resolveLabel(label, source, at), target)
  if (mapped.classification.name !== level.level || labelFaults(mapped).length > 0) {
    throw new LabelError('label/no-equivalent', `\`${target.name}\` cannot say what the label says`)
  }
  const frame = { kind: 'alternative', originator: null, created: at } as const
  return labelOf(mapped, { ...frame, review: earliestReview([label]) })
}

function requireFitting(regime: Regime, spif: Spif): Spif {
  const names = new Set(spif.classifications.map(({ name }) => name))
  const lacking = regime.levels.find(({ level }) => !names.has(level))
  if (!spif.uris.includes(regime.regime))
    throw refused('pact/other-policy', regime, 'is of another regime')
  if (!spif.names.includes(regime.name.en))
    throw refused('pact/other-policy', regime, 'has another name')
  if (lacking) throw refused('pact/other-policy', regime, `does not know \`${lacking.level}\``)
  return spif
}

/** Two answers to one question would let each side believe the one that it likes. */
function requireTable({ equivalence, regimes }: Terms, policies: PinnedPolicies): void {
  for (const { from, member, to } of equivalence) {
    const source = policies.get(from.regime)
    const found = source?.classifications.find(({ name }) => name === from.level)
    for (const regime of regimes.filter((one) => one.member === member)) {
      const target = policies.get(regime.regime)
      if (!source || !target) continue
      const sent = found?.equivalents.find(
        ({ policy, applied }) => policy === target.id && applied !== 'decrypt',
      )
      const said = target.classifications.find(({ lacv }) => lacv === sent?.lacv)?.name
      const agreed = to?.regime === regime.regime ? to.level : undefined
      if (said !== agreed) {
        throw refused('pact/other-policy', regime, `corresponds to \`${from.level}\` otherwise`)
      }
    }
  }
}

function refused(
  code: 'pact/other-policy' | 'pact/policy-missing',
  { regime, member }: Regime,
  reason: string,
): PactError {
  return new PactError(code, `the policy of ${regime} ${reason}`, { member })
}
