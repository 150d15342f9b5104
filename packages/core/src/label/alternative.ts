/**
 * What the recipient adds to a label: an equivalent one under its own policy. The originator's label
 * stays, byte for byte (ADatP-4774.1 §4.2).
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { earliest, type Instant } from './instant.ts'
import { type Label, levelOf, releasableTag, requireLabel } from './label.ts'
import { formatLevel, type LevelKey } from './level-key.ts'

/** How the recipient protects the level, after the pact. */
export interface EquivalentLevel extends LevelKey {
  /** Name of the recipient's policy, as its labels carry it. */
  readonly policyName: string
  /** Tags that mean the same under the recipient's policy; `Releasable To` always does. */
  readonly sharedTags?: readonly string[]
}

/**
 * The alternative label, created at `at`, for a recipient who protects the originator's level as
 * `equivalent`.
 *
 * Where the pact has no equivalent, or the label restricts by a tag that the recipient's policy does
 * not have, there is no alternative label: nothing is ever lowered to what fits. It has to be looked
 * at again when the originator's is, or when that is succeeded.
 *
 * @throws {LabelError} `label/not-originator`, `label/no-equivalent`, and the codes of
 *   {@link requireLabel}
 */
export function alternativeLabel(
  label: Label,
  equivalent: EquivalentLevel | null | undefined,
  at: Instant,
): Label {
  if (label.kind !== 'originator') {
    throw new LabelError('label/not-originator', 'only an originator’s label has an alternative')
  }
  const level = formatLevel(levelOf(label))
  if (!equivalent) throw new LabelError('label/no-equivalent', `\`${level}\` has no equivalent`)

  const shared = [releasableTag, ...(equivalent.sharedTags ?? [])]
  const binding = label.categories.filter(({ type }) => type !== 'INFORMATIVE')
  const foreign = binding.find(({ tagName }) => !shared.includes(tagName))
  if (foreign) {
    throw new LabelError('label/no-equivalent', `\`${foreign.tagName}\` of \`${level}\` has none`)
  }
  return requireLabel({
    kind: 'alternative',
    policy: { uri: equivalent.regime, name: equivalent.policyName },
    classification: equivalent.level,
    privacyMark: null,
    // The tag's URI is one of the originator's policy.
    categories: binding.map((category) => ({ ...category, uri: null })),
    originator: null,
    created: at,
    review: earliest(label.review, label.succession?.at ?? null),
    succession: null,
  })
}
