/**
 * The JSON form of labels, for OpenTDF readers that show a handling assertion. No standard fixes it:
 * the names are those of OpenTDF's sample (`CreationTime`, `GenericValues`), and those of the XML
 * for what the sample leaves out. It never decides: the XML does, and both must say the same.
 *
 * @module
 */
import { z } from 'zod'

import { canonicalJson, equalBytes, type Json } from '../lib/index.ts'

import { LabelError } from './errors.ts'
import {
  type Label,
  type LabelContent,
  type LabelKind,
  originatorIdTypes,
  requireLabel,
} from './label.ts'
import { formatLabel, labelNamespace, labelRoots, parseLabel } from './label-xml.ts'
import type { XmlParser } from './xml.ts'

interface JsonContent {
  readonly CreationTime: string
  readonly ConfidentialityInformation: {
    readonly PolicyIdentifier: string
    readonly PolicyIdentifierURI: string
    readonly Classification: string
    readonly PrivacyMark?: string | undefined
    readonly Category: readonly {
      readonly Type: 'INFORMATIVE' | 'PERMISSIVE' | 'RESTRICTIVE'
      readonly TagName: string
      readonly URI?: string | undefined
      readonly GenericValues: readonly string[]
    }[]
  }
  readonly OriginatorID?:
    | { readonly IDType: (typeof originatorIdTypes)[number]; readonly Value: string }
    | undefined
  readonly SuccessionHandling?:
    | {
        readonly SuccessionDateTime: string
        readonly SuccessorConfidentialityLabel: JsonContent
      }
    | undefined
}

interface JsonLabel extends JsonContent {
  readonly Xmlns: typeof labelNamespace
  readonly Kind: string
  readonly ReviewDateTime?: string | undefined
}

const content = {
  CreationTime: z.string(),
  ConfidentialityInformation: z.strictObject({
    PolicyIdentifier: z.string(),
    PolicyIdentifierURI: z.string(),
    Classification: z.string(),
    PrivacyMark: z.string().optional(),
    Category: z.array(
      z.strictObject({
        Type: z.enum(['INFORMATIVE', 'PERMISSIVE', 'RESTRICTIVE']),
        TagName: z.string(),
        URI: z.string().optional(),
        GenericValues: z.array(z.string()),
      }),
    ),
  }),
  OriginatorID: z.strictObject({ IDType: z.enum(originatorIdTypes), Value: z.string() }).optional(),
  SuccessionHandling: z
    .strictObject({
      SuccessionDateTime: z.string(),
      SuccessorConfidentialityLabel: z.lazy(() => successor),
    })
    .optional(),
}

const successor: z.ZodType<JsonContent> = z.strictObject(content)

const jsonLabel: z.ZodType<JsonLabel> = z.strictObject({
  Xmlns: z.literal(labelNamespace),
  Kind: z.string(),
  ReviewDateTime: z.string().optional(),
  ...content,
})

const labelKinds: readonly LabelKind[] = ['alternative', 'metadata', 'originator']

/**
 * The JSON form of a label.
 *
 * @throws {LabelError} for a label that would not be valid, with the code it would be refused with
 */
export function formatLabelJson(label: Label): Json {
  const valid = requireLabel(label)
  return {
    Xmlns: labelNamespace,
    Kind: labelRoots[valid.kind],
    ...(valid.review === null ? {} : { ReviewDateTime: valid.review }),
    ...formatContent(valid),
  }
}

/**
 * Reads the JSON form, unknown members refused. JSON text that comes from a stranger has to be
 * bounded in depth, and free of doubled keys, before it gets here.
 *
 * @throws {LabelError} `label/malformed`, `label/unknown-root`, and the codes of {@link requireLabel}
 */
export function parseLabelJson(value: unknown): Label {
  const read = jsonLabel.safeParse(value)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new LabelError('label/malformed', `JSON form: ${issue?.path.join('.')} ${issue?.code}`)
  }
  const kind = labelKinds.find((one) => labelRoots[one] === read.data.Kind)
  if (!kind) throw new LabelError('label/unknown-root', 'not a confidentiality label')
  return requireLabel({
    kind,
    ...readContent(read.data),
    review: read.data.ReviewDateTime ?? null,
  })
}

/**
 * Reads a label that travels in both forms and requires that they say the same.
 *
 * @throws {LabelError} `label/forms-disagree`, and what {@link parseLabel} throws
 */
export function parseBothForms(xml: Uint8Array, json: unknown, parser: XmlParser): Label {
  const label = parseLabel(xml, parser)
  if (!isSameLabel(label, parseLabelJson(json))) {
    throw new LabelError('label/forms-disagree', 'the XML and the JSON form say different things')
  }
  return label
}

/**
 * Reads a label that travels in both forms, without a parser of XML: it has to be spelled exactly as
 * {@link formatLabel} spells what the JSON form says, or it is not read.
 *
 * @throws {LabelError} `label/forms-disagree`, and what {@link parseLabelJson} throws
 */
export function parseWrittenForms(xml: Uint8Array, json: unknown): Label {
  const label = parseLabelJson(json)
  if (!equalBytes(formatLabel(label), xml)) {
    throw new LabelError('label/forms-disagree', 'the XML is not as the JSON form is written')
  }
  return label
}

/** Whether two labels say the same, the order of categories and values included. */
export function isSameLabel(a: Label, b: Label): boolean {
  return equalBytes(canonicalJson(formatLabelJson(a)), canonicalJson(formatLabelJson(b)))
}

function formatContent(label: LabelContent): { readonly [name: string]: Json } {
  const { policy, classification, privacyMark, categories, originator, succession } = label
  return {
    CreationTime: label.created,
    ConfidentialityInformation: {
      PolicyIdentifier: policy.name,
      PolicyIdentifierURI: policy.uri,
      Classification: classification,
      ...(privacyMark === null ? {} : { PrivacyMark: privacyMark }),
      Category: categories.map(({ type, tagName, uri, values }) => ({
        Type: type,
        TagName: tagName,
        ...(uri === null ? {} : { URI: uri }),
        GenericValues: values,
      })),
    },
    ...(originator ? { OriginatorID: { IDType: originator.type, Value: originator.id } } : {}),
    ...(succession
      ? {
          SuccessionHandling: {
            SuccessionDateTime: succession.at,
            SuccessorConfidentialityLabel: formatContent(succession.label),
          },
        }
      : {}),
  }
}

function readContent(json: JsonContent): LabelContent {
  const { ConfidentialityInformation: information } = json
  const { OriginatorID: originator, SuccessionHandling: succession } = json
  return {
    policy: { uri: information.PolicyIdentifierURI, name: information.PolicyIdentifier },
    classification: information.Classification,
    privacyMark: information.PrivacyMark ?? null,
    categories: information.Category.map(({ Type, TagName, URI, GenericValues }) => ({
      type: Type,
      tagName: TagName,
      uri: URI ?? null,
      values: GenericValues,
    })),
    originator: originator ? { type: originator.IDType, id: originator.Value } : null,
    created: json.CreationTime,
    succession: succession
      ? {
          at: succession.SuccessionDateTime,
          label: readContent(succession.SuccessorConfidentialityLabel),
        }
      : null,
  }
}
