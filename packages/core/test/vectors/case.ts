/**
 * The form of a vector of the pact, and how a case is written down.
 *
 * @module
 */
import type { Hash, Statement } from '../../src/crypto/index.ts'
import type { ConsentUse, LevelKey, PactState, StandingKind } from '../../src/pact/index.ts'

/** What a case asks, after the history it stands on. */
export type Question =
  | { readonly kind: StandingKind; readonly statement: unknown }
  | { readonly kind: 'release' | 'receipt'; readonly statement: unknown }
  /** With the release that it has to name, which is good. */
  | { readonly kind: 'acknowledgement'; readonly statement: unknown; readonly release: unknown }
  | { readonly kind: 'label'; readonly statement: unknown; readonly xml: string }
  /** A home policy, and a label that it has to name. */
  | { readonly kind: 'policy'; readonly policy: string; readonly xml: string }
  | { readonly kind: 'state'; readonly at: string; readonly state: PactState }
  | {
      readonly kind: 'covers'
      readonly statement: unknown
      readonly use: ConsentUse
      /** Whether the consent covers it. */
      readonly covers: boolean
    }
  | {
      readonly kind: 'assured'
      readonly member: string
      readonly at: string
      /** What the member assures then. */
      readonly levels: readonly LevelKey[]
    }

/** One case, one outcome. */
export interface Vector {
  readonly why: string
  /** `ok`, or the code of the refusal. */
  readonly expect: string
  /** Whom the refusal has to name. */
  readonly member?: string
  /** Name of the last statement of `given.json` that stands; null: none. */
  readonly after: string | null
  /** Further ids that have been announced beside that of the given pact. */
  readonly trusted?: readonly Hash[]
  /** Further statements that stand. */
  readonly steps?: readonly { readonly kind: StandingKind; readonly statement: Statement }[]
  readonly ask: Question
}

/** `given.json`: a history that every step of is good. */
export interface Given {
  readonly why: string
  /** The member that folds. */
  readonly self: string
  readonly pact: Hash
  readonly statements: readonly {
    readonly name: string
    readonly kind: StandingKind
    readonly statement: Statement
  }[]
}

/** A case under its file name. */
export type Named = readonly [name: string, vector: Vector]
