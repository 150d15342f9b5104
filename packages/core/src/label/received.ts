/**
 * What the recipient adds to a label that came: an alternative label and a marking. The originator's
 * own bytes are never touched (ADatP-4774.1 §4.2; Article 4(2) of the sibling treaties).
 *
 * @module
 */
import type { Label } from './label.ts'

/** A level of the recipient, to write into a label. */
export interface TargetLevel {
  readonly regime: string
  /** Name of the policy as the label carries it. */
  readonly policyName: string
  readonly level: string
}

/** The names a marking is made of, in one language. */
export interface MarkingNames {
  /** The provider's government, `Japan`. */
  readonly provider: string
  /** The provider's level, `極秘`. */
  readonly level: string
  /** The recipient's corresponding level, `SECRET`. */
  readonly equivalent: string
}

/** The alternative label: the recipient's level, who may have it unchanged. */
export function alternativeLabel(
  label: Label,
  { regime, policyName, level }: TargetLevel,
  at: string,
): Label {
  return {
    kind: 'alternative',
    policy: { uri: regime, name: policyName },
    classification: level,
    privacyMark: null,
    categories: label.categories.filter(({ type }) => type === 'PERMISSIVE'),
    created: at,
    review: label.review ?? at,
  }
}

/** The text a person reads on a received document: `JAPAN 極秘 / SECRET`. */
export function receivedMarking({ provider, level, equivalent }: MarkingNames): string {
  return `${provider.toUpperCase()} ${level} / ${equivalent}`
}
