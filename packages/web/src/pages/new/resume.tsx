/**
 * Going on with a draft whose sending was cut off.
 *
 * @module
 */
import { type ReactNode, useState } from 'react'

import { askVersion } from '../../api/ask.ts'
import { useWork } from '../../layout/work.ts'
import { useText, useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Marking } from '../../ui/marking.tsx'
import { Empty, Failure, Loading } from '../../ui/notice.tsx'
import { useAnswer } from '../../ui/use-answer.ts'

import { Discard } from './discard.tsx'
import { FileField } from './file-field.tsx'
import { Done, Running } from './running.tsx'
import { useSealing } from './sealing-run.ts'
import { texts } from './text.ts'

/** The page of one such draft. */
export function ResumePage({ document }: { readonly document: string }): ReactNode {
  const { language } = useText()
  const s = useTexts(texts)
  const { asker } = useWork()
  const [file, setFile] = useState<File>()
  const [run, start, reset] = useSealing()
  const [answer, again] = useAnswer(document, () =>
    askVersion(asker, 'GET /api/documents/{document}', { path: { document } }),
  )
  const [discarded, setDiscarded] = useState(false)
  const { answer: line, tag = '' } = answer.kind === 'ready' && !discarded ? answer.value : {}
  const isOpen = line?.direction === 'own' && line.state === 'sealing'
  return (
    <>
      <h1>{s.resumeTitle}</h1>
      {answer.kind === 'loading' && <Loading />}
      {answer.kind === 'failed' && <Failure error={answer.error} onAgain={again} />}
      {line && (
        <p>
          <strong>{line.title}</strong> <Marking marking={line.marking} />
        </p>
      )}
      {discarded && <Empty>{s.discarded}</Empty>}
      {line && !isOpen && <Empty>{s.resumeOther}</Empty>}
      {run.kind === 'failed' && <Failure error={run.error} />}
      {run.kind === 'running' && <Running run={run} onStop={reset} />}
      {run.kind === 'sealed' && (
        <Done
          run={run}
          onAnother={() => {
            location.hash = '#/new'
          }}
        />
      )}
      {isOpen && (run.kind === 'idle' || run.kind === 'failed') && (
        <>
          <p>{s.resumeText}</p>
          <FileField file={file} onFile={setFile} />
          <Button
            look="first"
            isDisabled={!file}
            onPress={() => {
              if (file) start({ kind: 'resume', language, document, content: file })
            }}
          >
            {s.resume}
          </Button>
          <Discard
            document={document}
            title={line.title}
            tag={tag}
            onDiscarded={() => setDiscarded(true)}
          />
        </>
      )}
    </>
  )
}
