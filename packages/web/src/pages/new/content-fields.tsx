/**
 * What is sealed: a file or a short report, and what the register calls it.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { useTexts } from '../../text/language.tsx'

import { type Chosen, type Fields, isCase } from './draft-form.ts'
import { Line, Picks } from './fields.tsx'
import { FileField, shownName } from './file-field.tsx'
import { newBlock, ReportEditor } from './report-editor.tsx'
import { texts } from './text.ts'

/** The fields. A file lends its name to the title until one is written. */
export function ContentFields({
  fields,
  chosen: { spif, levels },
  onChange,
}: {
  readonly fields: Fields
  readonly chosen: Chosen
  readonly onChange: (changed: Partial<Fields>) => void
}): ReactNode {
  const s = useTexts(texts)
  const { kind, file, blocks, title, case: kase } = fields
  return (
    <section aria-labelledby="content-title">
      <h2 id="content-title">{s.contentTitle}</h2>
      <Picks
        legend={s.contentKind}
        kind="radio"
        options={[
          { id: 'file', name: s.kindFile },
          { id: 'report', name: s.kindReport },
        ]}
        picked={[kind]}
        onPick={([picked]) => {
          if (picked === 'file') onChange({ kind: picked })
          if (picked === 'report') {
            const begun = blocks.length > 0 ? blocks : [newBlock('paragraph', levels[0] ?? '')]
            onChange({ kind: picked, blocks: begun })
          }
        }}
      />
      {kind === 'file' && (
        <FileField
          file={file}
          onFile={(one) => {
            // A title that was written stays; one that was lent goes with the file that lent it.
            const lent = title === '' || (file !== undefined && title === titleOf(file))
            onChange({ file: one, ...(lent ? { title: titleOf(one) } : {}) })
          }}
        />
      )}
      <Line
        label={s.title}
        hint={s.titleHint}
        value={title}
        onValue={(value) => onChange({ title: value })}
      />
      {kind === 'report' &&
        (spif ? (
          <ReportEditor
            spif={spif}
            levels={levels}
            blocks={blocks}
            onBlocks={(value) => onChange({ blocks: value })}
          />
        ) : (
          <p className="empty">{s.regimeFirst}</p>
        ))}
      <Line
        label={s.caseId}
        hint={s.caseHint}
        fault={isCase(kase) ? undefined : s.caseWrong}
        value={kase}
        most={63}
        onValue={(value) => onChange({ case: value })}
      />
    </section>
  )
}

function titleOf({ name }: File): string {
  return shownName(name).replace(/\.[^.]{1,10}$/, '')
}
