/**
 * What our own people do with our own documents, decided by the rules that the pact pins (D14).
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'
import type { Instant, Pact, Standing } from '@entente/core/pact'
import { decide, type Decision, factsOf, type Going, type PolicyEngine } from '@entente/core/policy'

import type { DocumentsTable } from '../store/index.ts'

/** An author who prepares a release, or an officer who approves one by a key. */
export type OwnAct =
  | {
      readonly action: 'prepare'
      readonly person: string
      readonly at: Instant
      /** What would go, and to whom. */
      readonly going: Going
    }
  | {
      readonly action: 'approve'
      readonly person: string
      readonly at: Instant
      readonly going: Going
      readonly officerKey: Hash
    }

/** Decides an act on one of our documents under a pact. */
export function decideOwn(
  act: OwnAct,
  {
    document,
    author,
    regime,
    level,
    case_id,
  }: Pick<DocumentsTable, 'author' | 'case_id' | 'document' | 'level' | 'regime'>,
  { standing, pact, engine }: { standing: Standing; pact: Pact; engine: PolicyEngine },
): Decision {
  const subject = {
    kind: 'own',
    document,
    author,
    level: { regime, level },
    case: case_id,
    awaitsApproval: false,
    disseminated: true,
    // Neither act shows what stands in it; the label is checked against the recipients beside this.
    label: null,
  } as const
  // Neither act depends on a place or a purpose; their rules see none.
  const question = { ...act, facility: '', purpose: '' }
  return decide(factsOf(standing, pact, subject, question), engine, pact.terms)
}
