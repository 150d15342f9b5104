/**
 * Everything an author has chosen and written so far, and what it comes to.
 *
 * @module
 */
import { type ResolvedLabel, type Spif, spifOfData } from '@entente/core/label'
import { formatReport, levelOfReport } from '@entente/core/marking'

import type { Drafting } from '../../api/gen/api.ts'
import type { SealedAs, Wish } from '../../sealing/protocol.ts'

import { type DraftingPact, type DraftingRegime, labelTo, resolvedOf } from './model.ts'
import { type Block, reportOf } from './report-editor.tsx'

/** What stands in the fields. */
export interface Fields {
  readonly kind: 'file' | 'report'
  readonly file: File | undefined
  readonly blocks: readonly Block[]
  readonly title: string
  readonly case: string
  readonly pact: string
  readonly regime: string
  readonly level: string
  /** Names of values, with their tag sets. */
  readonly values: readonly string[]
  readonly recipients: readonly string[]
  readonly purposes: readonly string[]
  /** Days, as fields of dates spell them. */
  readonly review: string
  readonly until: string
}

/** The fields before anything is chosen: what there is only one of is chosen. */
export function emptyFields({ pacts }: Drafting, now: Date): Fields {
  const pact = pacts.find(({ state }) => state === 'in-force') ?? pacts[0]
  const regimes = pact?.regimes.filter(({ policy }) => policy !== null) ?? []
  return {
    kind: 'file',
    file: undefined,
    blocks: [],
    title: '',
    case: '',
    pact: pact?.id ?? '',
    regime: regimes.length === 1 ? (regimes[0]?.regime ?? '') : '',
    level: '',
    values: [],
    recipients: [],
    purposes: [],
    review: dayIn(now, 5),
    until: dayIn(now, 1),
  }
}

/** The fields under what they name. */
export interface Chosen {
  readonly pact: DraftingPact | undefined
  readonly regime: DraftingRegime | undefined
  readonly spif: Spif | undefined
  /** Names of the levels that the pact knows and the policy has, lowest first. */
  readonly levels: readonly string[]
  readonly label: ResolvedLabel | undefined
}

/** How a value is named in {@link Fields}. */
export function valueName(value: {
  readonly name: string
  readonly tag: { readonly tagSet: { readonly id: string } }
}): string {
  return `${value.tag.tagSet.id} ${value.name}`
}

/** The policy of a regime, ready to be asked. */
export function policyOf(regime: DraftingRegime | undefined): Spif | undefined {
  return regime?.policy ? spifOfData(regime.policy) : undefined
}

/** What the fields name, with a policy that was read before. */
export function chosenOf(
  { pact: id, regime: uri, ...fields }: Fields,
  { pacts, member }: Drafting,
  spif: Spif | undefined,
): Chosen {
  const pact = pacts.find((one) => one.id === id)
  const regime = pact?.regimes.find((one) => one.regime === uri)
  if (!pact || !regime || !spif) {
    return { pact, regime, spif: undefined, levels: [], label: undefined }
  }
  const known = new Set(regime.levels.map(({ level }) => level))
  const usable = spif.classifications
    .filter(({ name, obsolete }) => known.has(name) && !obsolete)
    .toSorted((a, b) => a.hierarchy - b.hierarchy)
  const level =
    fields.kind === 'report'
      ? levelOfReport(reportOf('', fields.blocks, spif))
      : usable.find(({ name }) => name === fields.level)
  const values = spif.tagSets
    .flatMap(({ categories }) => categories)
    .filter((one) => fields.values.includes(valueName(one)))
  const { recipients } = fields
  const label = level && resolvedOf({ spif, level, values, recipients }, pact, member)
  return { pact, regime, spif, levels: usable.map(({ name }) => name), label }
}

/** What is to be asked of approvers; undefined while something of it is missing. */
export function wishOf({ pact, recipients, purposes, until }: Fields): Wish | undefined {
  const notAfter = endOf(until)
  if (!notAfter || recipients.length === 0 || purposes.length === 0) return undefined
  return { pact, recipients, purposes, notAfter: notAfter.toISOString() }
}

/** The label to be signed; undefined while the policy does not allow it, or no review is set. */
export function labelOfFields(
  { review }: Fields,
  { label }: Chosen,
  now: Date,
): SealedAs['label'] | undefined {
  const end = endOf(review)
  if (!label || !end || end <= now) return undefined
  try {
    return labelTo(label, { created: now, review: end })
  } catch {
    // The policy asks for more; the page says for what.
    return undefined
  }
}

/** Content and media type; undefined while there is none. */
export function contentOf(
  { kind, file, blocks, title }: Fields,
  { spif }: Chosen,
): { readonly content: Blob; readonly mediaType: string } | undefined {
  if (kind === 'file') {
    return (
      file && {
        content: file,
        mediaType: /^[\x21-\x7e]{1,200}$/.exec(file.type)?.[0] ?? unknownType,
      }
    )
  }
  if (!spif || !levelOfReport(reportOf('', blocks, spif))) return undefined
  const text = formatReport(reportOf(title, blocks, spif), spif)
  return { content: new Blob([text]), mediaType: 'text/plain' }
}

const unknownType = 'application/octet-stream'

/** Whether a case is spelled as the register spells it, or is none. */
export function isCase(text: string): boolean {
  return text === '' || /^[a-z0-9][a-z0-9-]{0,62}$/.test(text)
}

/** The end of a day here; undefined for what is no day. */
function endOf(day: string): Date | undefined {
  const end = new Date(`${day}T23:59:59.000`)
  return Number.isNaN(end.getTime()) || end.getFullYear() > 9000 ? undefined : end
}

function dayIn(now: Date, years: number): string {
  const day = new Date(now)
  day.setFullYear(day.getFullYear() + years)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
