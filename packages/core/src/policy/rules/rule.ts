/**
 * One rule: a Cedar policy that forbids, and the code it denies by.
 *
 * @module
 */
import type { DecisionCode } from '../errors.ts'

/** What can be asked for. */
export type DecisionAction =
  | 'approve'
  | 'copy'
  | 'deliver'
  | 'destroy'
  | 'entrust'
  | 'extract'
  | 'open'
  | 'prepare'
  | 'print'
  | 'provide'
  | 'receive'
  | 'reclassify'
  | 'translate'

/** What several actions have in common, so that a rule for all of them is written once. */
export type ActionGroup = 'content' | 'release' | 'reproduction' | 'use'

/** One rule. */
export interface Rule {
  /** As clauses of a pact name it. */
  readonly id: string
  readonly code: DecisionCode
  /** The actions that it can forbid. */
  readonly actions: readonly DecisionAction[]
  readonly cedar: string
}

const content: readonly DecisionAction[] = ['open', 'print', 'copy', 'extract', 'translate']

/**
 * Groups of actions. `content`: what shows or repeats what stands in the document. `use`: that, and
 * handing it on. `reproduction`: what leaves another copy of it. `release`: the originator's way of a
 * document to a member, and its arrival.
 */
export const groups: Readonly<Record<ActionGroup, readonly DecisionAction[]>> = {
  content,
  use: [...content, 'provide', 'entrust'],
  reproduction: ['print', 'copy', 'extract'],
  release: ['prepare', 'approve', 'deliver', 'receive'],
}

/** All actions, in the order in which they are shown. */
export const actions: readonly DecisionAction[] = [
  ...groups.content,
  ...groups.release,
  'provide',
  'entrust',
  'reclassify',
  'destroy',
]

/** A rule that forbids every action of `where` under `condition`, a Cedar `when` or `unless`. */
export function forbid(
  id: string,
  code: DecisionCode,
  where: ActionGroup | readonly DecisionAction[],
  condition: string,
): Rule {
  const named = typeof where === 'string'
  const scope = named
    ? `action in Action::"${where}"`
    : `action in [${where.map((one) => `Action::"${one}"`).join(', ')}]`
  return {
    id,
    code,
    actions: named ? groups[where] : where,
    cedar: `forbid (principal, ${scope}, resource)\n${condition};`,
  }
}
