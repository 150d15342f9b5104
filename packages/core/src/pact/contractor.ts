/**
 * The conditions that have to hold at a contractor before it is given anything (after Article 16(a)–(o)
 * of the agreement between Japan and the Republic of Korea of 2016, in our own order and words where its
 * text is not known to us).
 *
 * @module
 */

/** All conditions, in the order of the article. */
export const contractorConditions = [
  'no-access-by-rank',
  'capability',
  'clearances',
  'assessment',
  'notification',
  'initial-inspection',
  'periodic-inspection',
  'need-to-know',
  'register',
  'responsible-officer',
  'storage',
  'transmission',
  'destruction',
  'reproduction',
  'translation',
] as const

/** One of the fifteen. */
export type ContractorCondition = (typeof contractorConditions)[number]
