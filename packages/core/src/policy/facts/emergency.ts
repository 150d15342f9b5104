/**
 * What a yes rests on, where it rests on emergency access.
 *
 * @module
 */
import type { Hash } from '../../crypto/index.ts'
import { grantedTo, type Instant, type Standing } from '../../pact/index.ts'

import type { DecisionRequest } from '../decide.ts'

import { levelText } from './parameters.ts'

/**
 * The grant of emergency access that a person opens a document by, as it has to be on record; undefined
 * where the person may open it without.
 */
export function findEmergency(
  { grants }: Standing,
  { person: facts, document: { level, needsClearance } }: DecisionRequest,
  { person, at }: { readonly person: string; readonly at: Instant },
): Hash | undefined {
  const without = !needsClearance || facts.reads.includes(level) || facts.exempt.includes(level)
  if (without || !facts.emergency.includes(level)) return undefined
  return grantedTo(grants, 'emergency-access', person, at).find(
    ({ act }) => levelText(act) === level,
  )?.entry.id
}
