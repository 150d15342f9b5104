/**
 * The fields of a new document, what they come to, and the buttons that seal it.
 *
 * @module
 */
import { type ReactNode, useMemo, useState } from 'react'

import type { Drafting } from '../../api/gen/api.ts'
import type { SealedAs, Wish } from '../../sealing/protocol.ts'
import { type Language, useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'

import { ContentFields } from './content-fields.tsx'
import {
  chosenOf,
  contentOf,
  emptyFields,
  type Fields,
  isCase,
  labelOfFields,
  policyOf,
  wishOf,
} from './draft-form.ts'
import { LabelFields, RecipientFields } from './label-fields.tsx'
import { MarkingPreview } from './label-picker.tsx'
import { PreCheck, usePreCheck } from './pre-check.tsx'
import { texts } from './text.ts'

/** What is handed to the worker. */
export interface Sealing {
  readonly draft: SealedAs
  readonly content: Blob
  readonly wish: Wish | null
}

/** The fields. */
export function DraftFields({
  drafting,
  onSeal,
}: {
  readonly drafting: Drafting
  readonly onSeal: (sealing: Sealing, language: Language) => void
}): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const [now] = useState(() => new Date())
  const [fields, setFields] = useState<Fields>(() => emptyFields(drafting, now))
  const change = (changed: Partial<Fields>): void => setFields((last) => ({ ...last, ...changed }))
  const regime = drafting.pacts
    .find(({ id }) => id === fields.pact)
    ?.regimes.find((one) => one.regime === fields.regime)
  const spif = useMemo(() => policyOf(regime), [regime])
  const chosen = chosenOf(fields, drafting, spif)
  const label = labelOfFields(fields, chosen, now)
  const wish = wishOf(fields)
  const kase = fields.case === '' ? null : fields.case
  const [check, again] = usePreCheck(
    wish && label && isCase(fields.case) ? { ...wish, labelXml: label.xml, case: kase } : undefined,
  )
  const lacking = lackingOf(fields, chosen.label !== undefined, label !== undefined, s.lacking)

  const seal = (asked: Wish | null): void => {
    const content = contentOf(fields, chosen)
    // Made now, not when the page was opened: the label says when.
    const fresh = labelOfFields(fields, chosen, new Date())
    if (!content || !fresh) return
    const draft = {
      document: crypto.randomUUID(),
      title: fields.title.trim(),
      mediaType: content.mediaType,
      case: kase,
      label: fresh,
    }
    onSeal({ draft, content: content.content, wish: asked }, language)
  }
  return (
    <div className="two">
      <div>
        <ContentFields fields={fields} chosen={chosen} onChange={change} />
        <LabelFields
          fields={fields}
          chosen={chosen}
          drafting={drafting}
          now={now}
          onChange={change}
        />
        <RecipientFields
          fields={fields}
          chosen={chosen}
          drafting={drafting}
          now={now}
          onChange={change}
        />
      </div>
      <aside>
        <MarkingPreview label={chosen.label} />
        <PreCheck check={check} onAgain={again} />
        {lacking.length > 0 && (
          <div className="small" id="lacking">
            {s.lackingTitle}
            <ul>
              {lacking.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </div>
        )}
        <p className="buttons">
          <Button
            look="first"
            isDisabled={lacking.length > 0 || check.kind !== 'passed'}
            onPress={() => seal(wish ?? null)}
          >
            {s.seal}
          </Button>
          <Button isDisabled={lacking.length > 0} onPress={() => seal(null)}>
            {s.sealDraft}
          </Button>
        </p>
      </aside>
    </div>
  )
}

function lackingOf(
  { kind, file, blocks, title, case: kase }: Fields,
  hasLevel: boolean,
  hasLabel: boolean,
  words: Readonly<Record<'content' | 'dates' | 'empty' | 'level' | 'title', string>>,
): readonly string[] {
  const hasContent =
    kind === 'file' ? file !== undefined : blocks.some((one) => one.text.trim() !== '')
  return [
    ...(hasContent ? [] : [words.content]),
    ...(kind === 'file' && file?.size === 0 ? [words.empty] : []),
    ...(title.trim() === '' || !isCase(kase) ? [words.title] : []),
    ...(hasLevel ? (hasLabel ? [] : [words.dates]) : [words.level]),
  ]
}
