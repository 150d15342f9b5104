/**
 * Protective markings of New Zealand as text: canonical on write, generous on read.
 *
 * `[ENDORSEMENT …] CLASSIFICATION[//CONTROL[/CONTROL]][//DISSEMINATION[/DISSEMINATION]]`
 *
 * @module
 */
import {
  accountableMark,
  bad,
  isDissemination,
  isReleasability,
  type NzClassification,
  nzClassifications,
  type NzEndorsement,
  nzEndorsements,
  type NzMarking,
  requireNzMarking,
} from './rules.ts'

/** Many times the longest marking. */
const longest = 2000

/** The source spells the word both ways. */
const relTo = /^(?:REL|RELEASE?ABLE) TO(?: |$)/
const date = /^(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)(?: |$)/

/**
 * Writes a marking as the rules spell it. Of a release list the originating country stands first, the
 * others by the alphabet.
 *
 * @throws {LabelError} `label/bad-marking`
 */
export function formatNzMarking(marking: NzMarking, originator = 'NZL'): string {
  const { classification, accountable, ...valid } = requireNzMarking(marking)
  const before = valid.endorsements.map((endorsement) => {
    if (endorsement === 'USE ONLY') return `${valid.departments.join(', ')} USE ONLY`
    if (endorsement === 'EMBARGOED FOR RELEASE') return `${endorsement} ${valid.embargoedUntil}`
    if (endorsement === 'TO BE REVIEWED ON') return `${endorsement} ${valid.reviewOn}`
    return endorsement
  })
  const control = [
    // Nobody writes on TOP SECRET what it always is.
    ...(accountable && classification !== 'TOP SECRET' ? [accountableMark] : []),
    ...valid.compartments,
  ]
  const dissemination = [
    ...valid.dissemination,
    ...(valid.releasability === 'NZEO' ? ['NZEO'] : []),
    ...(valid.releasability === 'REL TO'
      ? [`REL TO ${originatorFirst(valid.relTo, originator).join(', ')}`]
      : []),
  ]
  return [
    [...before, classification].join(' '),
    ...[control, dissemination].filter(({ length }) => length > 0).map((part) => part.join('/')),
  ].join('//')
}

function originatorFirst(countries: readonly string[], originator: string): readonly string[] {
  const others = countries.filter((country) => country !== originator).toSorted()
  return countries.includes(originator) ? [originator, ...others] : countries
}

/**
 * Reads a marking: in any case, with spaces around separators, lists in any order, both spellings of
 * RELEASABLE and of EVALUATIVE. What it means must be clear: an unknown word is refused.
 *
 * @throws {LabelError} `label/bad-marking`
 */
export function parseNzMarking(text: string): NzMarking {
  // Letters that only look like these stay out, and so do those that upper case makes of others.
  if (text.length > longest || !/^[\x20-\x7e]*$/.test(text)) throw bad('not the text of a marking')
  const plain = text.toUpperCase().replaceAll(/ +/g, ' ')
  const [head = '', ...sections] = plain.split('//').map((part) => part.trim())
  if (sections.length > 2) throw bad('more than two sections after the classification')
  const lists = sections.map((section) => section.split('/').map((part) => part.trim()))
  const classification = classificationOf(head)
  const [control = [], dissemination = []] =
    lists.length === 1 && lists[0]?.some(isDissemination) ? [[], ...lists] : lists
  const released = dissemination.filter(isReleasability)
  if (released.length > 1 || control.some(isReleasability)) {
    throw bad('releasability is said once, in the last section')
  }
  return requireNzMarking({
    classification,
    accountable: classification === 'TOP SECRET' || control.includes(accountableMark),
    compartments: control.filter((mark) => mark !== accountableMark),
    dissemination: dissemination.filter((mark) => !isReleasability(mark)),
    ...releasabilityOf(released[0]),
    ...endorsementsOf(head.slice(0, head.length - classification.length).trim()),
  })
}

function classificationOf(head: string): NzClassification {
  const names = Object.keys(nzClassifications).filter(isNzClassification)
  const found = names
    .toSorted((a, b) => b.length - a.length)
    .find((name) => head === name || head.endsWith(` ${name}`))
  if (!found) throw bad('no classification')
  return found
}

/** Whether a text is the name of a classification. */
export function isNzClassification(name: string): name is NzClassification {
  return Object.hasOwn(nzClassifications, name)
}

function releasabilityOf(mark: string | undefined): Pick<NzMarking, 'releasability' | 'relTo'> {
  if (mark === undefined) return { releasability: null, relTo: [] }
  if (mark === 'NZEO') return { releasability: 'NZEO', relTo: [] }
  const countries = mark.replace(relTo, '').split(',')
  return { releasability: 'REL TO', relTo: countries.map((country) => country.trim()) }
}

type Endorsed = Pick<NzMarking, 'departments' | 'embargoedUntil' | 'endorsements' | 'reviewOn'>

/** Reads the endorsements before the classification, one after another. */
function endorsementsOf(text: string): Endorsed {
  const endorsements: NzEndorsement[] = []
  const dates: (string | null)[] = [null, null]
  let departments: readonly string[] = []
  let rest = text
  const add = (endorsement: NzEndorsement, length: number): void => {
    if (endorsements.includes(endorsement)) throw bad(`\`${endorsement}\` stands twice`)
    endorsements.push(endorsement)
    rest = rest.slice(length).trim()
  }
  while (rest !== '') {
    const endorsement = startOf(rest)
    if (endorsement === undefined) {
      const list = /^(.+?) USE ONLY(?= |$)/.exec(rest)
      if (!list) throw bad('a word that is no endorsement')
      departments = (list[1] ?? '').split(',').map((one) => one.trim())
      add('USE ONLY', list[0].length)
      continue
    }
    add(endorsement.name, endorsement.length)
    const dated = ['EMBARGOED FOR RELEASE', 'TO BE REVIEWED ON'].indexOf(endorsement.name)
    if (dated === -1) continue
    const found = date.exec(rest)
    dates[dated] = found?.[1] ?? null
    rest = rest.slice(found?.[0].length ?? 0)
  }
  const [embargoedUntil = null, reviewOn = null] = dates
  return { endorsements, departments, embargoedUntil, reviewOn }
}

/** The endorsement that a text starts with, unless that is the name of a department. */
function startOf(
  text: string,
): { readonly name: NzEndorsement; readonly length: number } | undefined {
  // One library writes EVALUATE.
  const spelled = [
    ...nzEndorsements.filter((name) => name !== 'USE ONLY').map((name) => ({ name, word: name })),
    { name: 'EVALUATIVE' as const, word: 'EVALUATE' },
  ]
  const found = spelled.find(({ word }) => text === word || text.startsWith(`${word} `))
  if (!found || text.slice(found.word.length).startsWith(' USE ONLY')) return undefined
  return { name: found.name, length: found.word.length }
}
