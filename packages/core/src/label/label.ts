/**
 * Confidentiality labels (ADatP-4774), whatever they are written in.
 *
 * @module
 */
import { LabelError } from './errors.ts'
import { type Instant, parseInstant } from './instant.ts'
import type { LevelKey } from './level-key.ts'
import { requireText, requireUri } from './text.ts'

/** Whose label it is: the originator's, an equivalent under another policy, or that of metadata. */
export type LabelKind = 'alternative' | 'metadata' | 'originator'

/** How the values of a category limit access: all needed, one needed, none. */
export type CategoryType = 'INFORMATIVE' | 'PERMISSIVE' | 'RESTRICTIVE'

/** Values of one tag of the policy. */
export interface LabelCategory {
  readonly type: CategoryType
  readonly tagName: string
  readonly uri: string | null
  readonly values: readonly string[]
}

/** What kind of name {@link LabelContent.originator} is (ADatP-4774, table 9). */
export type OriginatorIdType = (typeof originatorIdTypes)[number]

/** All kinds of names of an originator. */
export const originatorIdTypes: readonly [
  'dNSName',
  'directoryName',
  'iPAddress',
  'jID',
  'rfc822Name',
  'uniformResourceIdentifier',
  'userPrincipalName',
  'x400Address',
] = [
  'dNSName',
  'directoryName',
  'iPAddress',
  'jID',
  'rfc822Name',
  'uniformResourceIdentifier',
  'userPrincipalName',
  'x400Address',
]

/** What a label says; a successor says no more than this. */
export interface LabelContent {
  /** The security policy: the regime of the label's level (D5), and its name for people. */
  readonly policy: { readonly uri: string; readonly name: string }
  readonly classification: string
  readonly privacyMark: string | null
  readonly categories: readonly LabelCategory[]
  readonly originator: { readonly type: OriginatorIdType; readonly id: string } | null
  readonly created: Instant
  readonly succession: Succession | null
}

/** The label that takes this one's place at a time set beforehand: downgrade, end of an embargo. */
export interface Succession {
  readonly at: Instant
  readonly label: LabelContent
}

/** A label. */
export interface Label extends LabelContent {
  readonly kind: LabelKind
  /** When somebody has to look at the label again; a past one does not make it invalid. */
  readonly review: Instant | null
}

/** The level of a label. */
export function levelOf({
  policy,
  classification,
}: Pick<LabelContent, 'classification' | 'policy'>): LevelKey {
  return { regime: policy.uri, level: classification }
}

/**
 * The countries a label lets its document go to, ISO 3166-1 alpha-3. Undefined where it names none,
 * which means that it goes to nobody. Values that are not countries open nothing here.
 */
export function releasableTo({
  categories,
}: Pick<LabelContent, 'categories'>): readonly string[] | undefined {
  const countries = categories
    .filter(({ type, tagName }) => type === 'PERMISSIVE' && tagName === releasableTag)
    .flatMap(({ values }) => values.filter((value) => /^[A-Z]{3}$/.test(value)))
  return countries.length === 0 ? undefined : countries
}

/** The tag that lists countries, spelled alike under every policy Entente ships. */
export const releasableTag = 'Releasable To'

/**
 * Requires everything that ADatP-4774 asks for beyond the structure, and brings times into one form.
 * All readers and writers of labels pass through here, so that they agree.
 *
 * @throws {LabelError} `label/bad-text`, `label/bad-time`, `label/no-review`, `label/repeated`,
 *   `label/malformed`
 */
export function requireLabel(label: Label): Label {
  if (label.review === null && label.succession === null) {
    throw new LabelError('label/no-review', 'neither a review time nor a successor')
  }
  return {
    kind: label.kind,
    ...requireContent(label),
    review: label.review === null ? null : parseInstant(label.review),
  }
}

/**
 * The categories, each once, with at least one value, each once. Of two that share a tag, readers
 * differ whether both count or the last.
 *
 * @throws {LabelError} `label/bad-text`, `label/malformed`, `label/repeated`
 */
export function requireCategories(categories: readonly LabelCategory[]): readonly LabelCategory[] {
  requireUnique(categories.map(({ type, tagName }) => `${type} ${tagName}`))
  for (const { tagName, uri, values } of categories) {
    requireText(tagName, 'a tag name')
    if (uri !== null) requireUri(uri, 'a tag')
    if (values.length === 0) throw new LabelError('label/malformed', 'a category without values')
    for (const value of values) requireText(value, 'a value')
    requireUnique(values)
  }
  return categories
}

function requireContent(content: LabelContent): LabelContent {
  const { policy, classification, privacyMark, categories, originator, succession } = content
  requireUri(policy.uri, 'the policy')
  requireText(policy.name, 'the name of the policy')
  requireText(classification, 'the classification')
  if (privacyMark !== null) requireText(privacyMark, 'the privacy mark')
  if (originator) requireText(originator.id, 'the originator')
  return {
    policy: { uri: policy.uri, name: policy.name },
    classification,
    privacyMark,
    categories: requireCategories(categories),
    originator,
    created: parseInstant(content.created),
    succession: succession && {
      at: parseInstant(succession.at),
      label: requireContent(succession.label),
    },
  }
}

function requireUnique(names: readonly string[]): void {
  if (new Set(names).size !== names.length) {
    throw new LabelError('label/repeated', 'a category or a value stands twice')
  }
}
