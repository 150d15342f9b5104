/**
 * What grants give: one act a kind, with the role of the officer who may give it.
 *
 * @module
 */
import { z } from 'zod'

import type { Hash } from '../crypto/index.ts'

import { type ContractorCondition, contractorConditions } from './contractor.ts'
import {
  documentId,
  hash,
  id,
  type Instant,
  instant,
  level,
  type LevelKey,
  levelKey,
  type Role,
  span,
  uri,
} from './vocabulary.ts'

interface Term {
  readonly from: Instant
  readonly until: Instant
}

/** Who a person is for a decision: no name, only what decides. `organ` is where the person serves now. */
export interface PersonGrant extends Term {
  readonly kind: 'person'
  readonly person: string
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string
  readonly organ: string
  readonly offices: readonly string[]
}

/** Eligibility for a level; opens nothing by itself. */
export interface ClearanceGrant extends Term {
  readonly kind: 'clearance'
  readonly person: string
  readonly regime: string
  readonly level: string
  /** The organ that granted it. */
  readonly organ: string
}

/** The levels a facility is accredited for. */
export interface FacilityGrant extends Term {
  readonly kind: 'facility'
  readonly facility: string
  readonly levels: readonly LevelKey[]
}

/** A line of a facility's register of authorised individuals. */
export interface RegisterGrant extends Term {
  readonly kind: 'facility-register'
  readonly facility: string
  readonly person: string
}

/** Need-to-know, for one document or for a case, and for what. */
export interface NeedToKnowGrant extends Term {
  readonly kind: 'need-to-know'
  readonly person: string
  readonly scope:
    | { readonly kind: 'document'; readonly document: string }
    | { readonly kind: 'case'; readonly case: string }
  readonly purposes: readonly string[]
}

/** Puts a document into a case. */
export interface CaseGrant extends Term {
  readonly kind: 'case-document'
  readonly case: string
  readonly document: string
}

/** What excuses the holder of an office from clearance for a level, and from nothing else (Act 108 of 2013, Article 11). */
export interface ExemptionGrant extends Term {
  readonly kind: 'exemption'
  readonly person: string
  readonly office: string
  readonly regime: string
  readonly level: string
}

/** Access for a short time to one level above a clearance, by the head of an agency (PSR of New Zealand). */
export interface EmergencyGrant extends Term {
  readonly kind: 'emergency-access'
  readonly person: string
  readonly regime: string
  readonly level: string
}

/** Somebody who administers a facility or its systems, and so could see what is read there. */
export interface AdministratorGrant extends Term {
  readonly kind: 'administrator'
  readonly facility: string
  readonly person: string
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string
}

/** The approval of the Director-General for a foreign national to see what is for New Zealand eyes only. */
export interface EyesOnlyApprovalGrant extends Term {
  readonly kind: 'eyes-only-approval'
  readonly person: string
  readonly regime: string
  readonly level: string
}

/** The host's permission of a visit: up to which levels the visitor may be shown anything, and where. */
export interface VisitGrant extends Term {
  readonly kind: 'visit'
  readonly person: string
  readonly facility: string
  readonly levels: readonly LevelKey[]
}

/**
 * A designation under Japanese law, or an extension of one by the same number; its term ends with `until`,
 * the beginning of a day in Tokyo (Act 108 of 2013, Articles 3 and 4).
 */
export interface DesignationGrant extends Term {
  readonly kind: 'designation'
  readonly document: string
  /** Number in the register of designations. */
  readonly number: string
  /** The organ that has designated it, whose head signs. */
  readonly organ: string
  /** Reference of the Cabinet's approval, beyond thirty years in all; null where none was asked for. */
  readonly cabinet: string | null
}

/** The consent of the organ that designated a document to another organ's having it (Act 108 of 2013, Article 6). */
export interface OrganConsentGrant extends Term {
  readonly kind: 'organ-consent'
  readonly document: string
  /** The organ that consents, whose head signs. */
  readonly organ: string
  readonly to: string
}

/** What has been found at a contractor, and until when each finding counts. */
export interface ContractorGrant extends Term {
  readonly kind: 'contractor'
  readonly contractor: string
  readonly levels: readonly LevelKey[]
  readonly conditions: readonly {
    readonly condition: ContractorCondition
    readonly until: Instant
  }[]
}

/** The end of an earlier grant, by whoever has the role to give it: an issuer may have left. */
export interface GrantWithdrawal {
  readonly kind: 'withdrawal'
  readonly grant: Hash
}

/** What a grant gives, or ends. */
export type GrantAct =
  | PersonGrant
  | ClearanceGrant
  | FacilityGrant
  | RegisterGrant
  | NeedToKnowGrant
  | CaseGrant
  | ExemptionGrant
  | EmergencyGrant
  | AdministratorGrant
  | EyesOnlyApprovalGrant
  | VisitGrant
  | DesignationGrant
  | OrganConsentGrant
  | ContractorGrant
  | GrantWithdrawal

/** Acts that hold for a time: all but withdrawals. */
export type GrantedKind = Exclude<GrantAct['kind'], 'withdrawal'>

/** Which role gives what. A withdrawal needs the role of what it ends. */
export const roleOf: Record<GrantedKind, Role> = {
  person: 'security',
  clearance: 'security',
  facility: 'security',
  'facility-register': 'security',
  'need-to-know': 'controller',
  'case-document': 'controller',
  exemption: 'security',
  'emergency-access': 'head',
  administrator: 'security',
  'eyes-only-approval': 'head',
  visit: 'security',
  designation: 'head',
  'organ-consent': 'head',
  contractor: 'security',
}

/** A number in a register of paper. */
const reference = z.string().regex(/^[\w.()-]{1,60}$/)
const nationality = z.string().regex(/^[A-Z]{3}$/)

/** A {@link GrantAct}. */
export const grantAct: z.ZodType<GrantAct> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('person'),
    person: id,
    nationality,
    organ: id,
    offices: z.array(id).max(64),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('clearance'),
    person: id,
    regime: uri,
    level,
    organ: id,
    ...span,
  }),
  z.strictObject({
    kind: z.literal('facility'),
    facility: id,
    levels: z.array(levelKey).min(1).max(256),
    ...span,
  }),
  z.strictObject({ kind: z.literal('facility-register'), facility: id, person: id, ...span }),
  z.strictObject({
    kind: z.literal('need-to-know'),
    person: id,
    scope: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('document'), document: documentId }),
      z.strictObject({ kind: z.literal('case'), case: id }),
    ]),
    purposes: z.array(id).min(1).max(256),
    ...span,
  }),
  z.strictObject({ kind: z.literal('case-document'), case: id, document: documentId, ...span }),
  z.strictObject({
    kind: z.literal('exemption'),
    person: id,
    office: id,
    regime: uri,
    level,
    ...span,
  }),
  z.strictObject({ kind: z.literal('emergency-access'), person: id, regime: uri, level, ...span }),
  z.strictObject({
    kind: z.literal('administrator'),
    facility: id,
    person: id,
    nationality,
    ...span,
  }),
  z.strictObject({
    kind: z.literal('eyes-only-approval'),
    person: id,
    regime: uri,
    level,
    ...span,
  }),
  z.strictObject({
    kind: z.literal('visit'),
    person: id,
    facility: id,
    levels: z.array(levelKey).max(256),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('designation'),
    document: documentId,
    number: reference,
    organ: id,
    cabinet: reference.nullable(),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('organ-consent'),
    document: documentId,
    organ: id,
    to: id,
    ...span,
  }),
  z.strictObject({
    kind: z.literal('contractor'),
    contractor: id,
    levels: z.array(levelKey).min(1).max(256),
    conditions: z
      .array(z.strictObject({ condition: z.enum(contractorConditions), until: instant }))
      .max(contractorConditions.length),
    ...span,
  }),
  z.strictObject({ kind: z.literal('withdrawal'), grant: hash }),
])

/** Levels that a grant names itself; a need is for a document, whose level the grant does not say. */
export function levelsOf(act: GrantAct): readonly LevelKey[] {
  if ('regime' in act) return [{ regime: act.regime, level: act.level }]
  return 'levels' in act ? act.levels : []
}
