/**
 * A security policy as the API gives it: the form of core, word for word.
 *
 * @module
 */
import type { SpifData } from '@entente/core/label'
import { z } from '@hono/zod-openapi'

const tagType = z.enum([
  'enumerated-permissive',
  'enumerated-restrictive',
  'informative',
  'permissive',
  'restrictive',
])
const position = z.enum([
  'documentEnd',
  'documentStart',
  'firstLineOfText',
  'inputTitle',
  'lastLineOfText',
  'pageBottom',
  'pageTop',
  'portionMarking',
  'subject',
  'waterMark',
  'xHeader',
])
const markings = z
  .strictObject({
    phrases: z.array(
      z.strictObject({
        language: z.string(),
        text: z.string().nullable(),
        positions: z.array(position),
        effects: z.array(z.enum(['noNameDisplay', 'replacePolicy', 'suppressClassName'])),
      }),
    ),
    qualifiers: z.array(
      z.strictObject({
        language: z.string(),
        code: z.enum(['prefix', 'separator', 'suffix']),
        text: z.string(),
        positions: z.array(position).nullable(),
      }),
    ),
  })
  .openapi('PolicyMarkings')
const validity = z.strictObject({
  notBefore: z.string().nullable(),
  notAfter: z.string().nullable(),
})
const reference = z.strictObject({
  tagSet: z.string(),
  type: tagType,
  lacv: z.string().nullable(),
})
const requirement = z
  .strictObject({
    operation: z.enum(['all', 'oneOrMore', 'onlyOne']),
    members: z.array(reference),
  })
  .openapi('PolicyRequirement')
const applied = z.enum(['both', 'decrypt', 'encrypt'])
const policyRequirements = z.strictObject({
  policy: z.string(),
  requirements: z.array(requirement),
})
const classification = z
  .strictObject({
    name: z.string(),
    lacv: z.string(),
    hierarchy: z.number(),
    colour: z.string().nullable(),
    obsolete: z.boolean(),
    markings,
    requirements: z.array(requirement),
    equivalents: z.array(policyRequirements.extend({ lacv: z.string(), applied })),
  })
  .openapi('PolicyClassification')
const category = z
  .strictObject({
    name: z.string(),
    lacv: z.string(),
    tag: z.int().openapi({ description: 'Place of its tag in the tag set' }),
    order: z.number(),
    obsolete: z.boolean(),
    validity,
    markings,
    requiredClass: z.string().nullable(),
    excludedClasses: z.array(z.string()),
    requirements: z.array(requirement),
    excludedCategories: z.array(reference),
    equivalents: z.array(
      z.strictObject({
        policy: z.string(),
        applied,
        category: z
          .strictObject({ tagSetId: z.string(), type: tagType, lacv: z.string() })
          .nullable(),
      }),
    ),
  })
  .openapi('PolicyCategory')
const tag = z
  .strictObject({
    name: z.string(),
    type: tagType,
    selection: z.strictObject({ least: z.number(), most: z.number().nullable() }),
    markings,
  })
  .openapi('PolicyTag')

/** The policy of a regime, as data. */
export const policyData: z.ZodType<SpifData> = z
  .strictObject({
    name: z.string(),
    names: z.array(z.string()),
    id: z.string(),
    uris: z.array(z.string()),
    version: z.string(),
    validity,
    classifications: z.array(classification),
    tagSets: z.array(
      z.strictObject({
        name: z.string(),
        id: z.string(),
        tags: z.array(tag),
        categories: z.array(category),
        equivalents: z.array(policyRequirements),
      }),
    ),
    privacyMarks: z
      .array(z.strictObject({ name: z.string(), obsolete: z.boolean(), markings }))
      .nullable(),
    equivalentPolicies: z.array(
      z.strictObject({ name: z.string(), id: z.string(), requirements: z.array(requirement) }),
    ),
    markings,
  })
  .openapi('PolicyData')
