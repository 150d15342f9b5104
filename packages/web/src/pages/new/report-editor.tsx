/**
 * Writing a short report: headings and paragraphs, each paragraph with its level.
 *
 * @module
 */
import type { Classification, Spif } from '@entente/core/label'
import { paragraphMark, type Report } from '@entente/core/marking'
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'

import { useTexts } from '../../text/language.tsx'
import { Button } from '../../ui/button.tsx'

import { texts } from './text.ts'

/** A block as it is written; its level by name, so that another policy can be chosen. */
export interface Block {
  readonly key: string
  readonly kind: 'heading' | 'paragraph'
  readonly text: string
  readonly level: string
}

/** An empty block. */
export function newBlock(kind: Block['kind'], level: string): Block {
  return { key: crypto.randomUUID(), kind, text: '', level }
}

/** The report that blocks make under a policy. A level that it does not have is its highest. */
export function reportOf(title: string, blocks: readonly Block[], spif: Spif): Report {
  return {
    title,
    blocks: blocks.map(({ kind, text, level }) =>
      kind === 'heading' ? { kind, text } : { kind, text, level: levelIn(spif, level) },
    ),
  }
}

/** The editor. */
export function ReportEditor({
  spif,
  levels,
  blocks,
  onBlocks,
}: {
  readonly spif: Spif
  /** Names of the levels that the pact knows. */
  readonly levels: readonly string[]
  readonly blocks: readonly Block[]
  readonly onBlocks: (blocks: readonly Block[]) => void
}): ReactNode {
  const s = useTexts(texts)
  const root = useRef<HTMLDivElement>(null)
  const hint = useId()
  const add = (kind: Block['kind'], at: number): void => {
    const before = blocks.slice(0, at).findLast((one) => one.kind === 'paragraph')
    const block = newBlock(kind, before?.level ?? levels[0] ?? '')
    onBlocks([...blocks.slice(0, at), block, ...blocks.slice(at)])
    requestAnimationFrame(() => {
      root.current?.querySelector<HTMLElement>(`[data-block="${block.key}"]`)?.focus()
    })
  }
  return (
    <div className="report" ref={root} role="group" aria-label={s.report}>
      <p id={hint} className="small">
        {s.blockHint}
      </p>
      {blocks.map((block, at) => {
        const number = blocks.slice(0, at + 1).filter(({ kind }) => kind === block.kind).length
        const name = block.kind === 'heading' ? s.heading(number) : s.paragraph(number)
        const change = (changed: Partial<Block>): void =>
          onBlocks(blocks.map((one) => (one.key === block.key ? { ...one, ...changed } : one)))
        return (
          <BlockField
            key={block.key}
            block={block}
            name={name}
            hint={hint}
            spif={spif}
            levels={levels}
            onChange={change}
            onNext={() => add('paragraph', at + 1)}
            onRemove={() => onBlocks(blocks.filter((one) => one.key !== block.key))}
            onUp={
              at === 0
                ? undefined
                : () => onBlocks(blocks.with(at, blocks[at - 1] ?? block).with(at - 1, block))
            }
          />
        )
      })}
      <p className="buttons">
        <Button onPress={() => add('paragraph', blocks.length)}>{s.addParagraph}</Button>
        <Button onPress={() => add('heading', blocks.length)}>{s.addHeading}</Button>
      </p>
    </div>
  )
}

function BlockField({
  block,
  name,
  hint,
  spif,
  levels,
  onChange,
  onNext,
  onRemove,
  onUp,
}: {
  readonly block: Block
  readonly name: string
  readonly hint: string
  readonly spif: Spif
  readonly levels: readonly string[]
  readonly onChange: (changed: Partial<Block>) => void
  readonly onNext: () => void
  readonly onRemove: () => void
  readonly onUp: (() => void) | undefined
}): ReactNode {
  const s = useTexts(texts)
  const id = useId()
  const next = (event: KeyboardEvent): void => {
    // Enter that ends a composition belongs to the input method.
    if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    onNext()
  }
  const common = {
    id,
    'data-block': block.key,
    value: block.text,
    'aria-describedby': hint,
    onKeyDown: next,
  }
  return (
    <div className="block">
      <div className="block-head">
        <label htmlFor={id}>{name}</label>
        {block.kind === 'paragraph' && (
          <>
            <span className="mark" aria-hidden="true">
              {paragraphMark(spif, levelIn(spif, block.level))}
            </span>
            <select
              aria-label={s.levelOf(name)}
              value={levels.includes(block.level) ? block.level : levelIn(spif, block.level).name}
              onChange={(event) => onChange({ level: event.target.value })}
            >
              {levels.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </>
        )}
        {onUp && (
          <Button look="plain" onPress={onUp} label={s.up(name)}>
            ↑
          </Button>
        )}
        <Button look="plain" onPress={onRemove} label={s.remove(name)}>
          ×
        </Button>
      </div>
      {block.kind === 'heading' ? (
        <input
          {...common}
          type="text"
          maxLength={400}
          autoComplete="off"
          onChange={(event) => onChange({ text: event.target.value })}
        />
      ) : (
        <textarea
          {...common}
          rows={4}
          maxLength={100_000}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      )}
    </div>
  )
}

function levelIn(spif: Spif, name: string): Classification {
  const found = spif.classifications.find((one) => one.name === name)
  const highest = spif.classifications.reduce((a, b) => (a.hierarchy >= b.hierarchy ? a : b))
  return found ?? highest
}
