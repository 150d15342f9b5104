/**
 * The designation of a document as its register has it, made of the terms that heads of organs have granted,
 * and who has to be told when it ends.
 *
 * @module
 */
import type { Hash } from '../crypto/index.ts'
import type { Designation, ExpiryHolder } from '../label/index.ts'
import { type Granted, type Instant, termOf, type Standing } from '../pact/index.ts'

import { designationsMade } from './facts/designation.ts'

/** A designation, and the grant of its last term, by which its end is known. */
export interface MadeDesignation {
  readonly grant: Hash
  readonly designation: Designation
}

/**
 * The designation of a document of `regime` at `at`: the newest one that has begun, with the terms that it was
 * extended from without a gap; undefined where none was made. Organs have no other name here than their id.
 */
export function findDesignation(
  standing: Standing,
  { document, regime }: { readonly document: string; readonly regime: string },
  at: Instant,
): MadeDesignation | undefined {
  const made = designationsMade(standing, document, at).toSorted((a, b) =>
    a.act.until < b.act.until ? -1 : 1,
  )
  const last = made.at(-1)
  if (!last) return undefined
  let first: Granted<'designation'> = last
  let extensions = 0
  for (const earlier of made.toReversed().slice(1)) {
    if (earlier.act.number !== last.act.number || earlier.act.until < first.act.from) break
    if (earlier.act.from >= first.act.from) continue
    first = earlier
    extensions += 1
  }
  const { number, organ } = last.act
  return {
    grant: last.entry.id,
    designation: {
      regime: regime.endsWith(':keizai-anpo') ? 'keizai-anpo' : 'tokutei-himitsu',
      number,
      organ: { en: organ, ja: organ },
      designatedOn: termOf(first.act).first,
      validUntil: termOf(last.act).last,
      extensions,
      cabinetApproval: last.act.cabinet,
    },
  }
}

/**
 * Whom the grants name as those who may have a document: other organs that its organ has consented to, and
 * everybody who was ever given need-to-know of it, also where that has been withdrawn since. `cases` are those
 * that its home policy names.
 */
export function holdersByGrants(
  { grants }: Standing,
  { document, cases }: { readonly document: string; readonly cases: readonly string[] },
  at: Instant,
): readonly ExpiryHolder[] {
  const acts = grants.entries.flatMap(({ grant: { act } }) =>
    'from' in act && act.from <= at ? [act] : [],
  )
  const filed = acts.filter((act) => act.kind === 'case-document' && act.document === document)
  return acts.flatMap((act): readonly ExpiryHolder[] => {
    if (act.kind === 'organ-consent') {
      return act.document === document ? [{ kind: 'organ', id: act.to }] : []
    }
    if (act.kind !== 'need-to-know') return []
    const { scope } = act
    const covers =
      scope.kind === 'document'
        ? scope.document === document
        : cases.includes(scope.case) ||
          filed.some(
            (one) =>
              one.kind === 'case-document' &&
              one.case === scope.case &&
              one.from < act.until &&
              act.from < one.until,
          )
    return covers ? [{ kind: 'person', id: act.person }] : []
  })
}
