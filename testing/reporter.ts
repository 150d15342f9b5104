/**
 * Prints failures, skips with what is missing, the slowest files, and the closing counts of node:test.
 *
 * @module
 */
import type { TestEvent } from 'node:test/reporters'
import { relative } from 'node:path'
import { inspect } from 'node:util'

/** Turns the runner's events into lines; under `ENTENTE_NO_SKIP=1` a skip ends the run with exit 1. */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const strict = process.env['ENTENTE_NO_SKIP'] === '1'
  let skipped = 0
  let summary = ''
  const files: { readonly file: string; readonly ms: number }[] = []
  for await (const event of source) {
    if (event.type === 'test:fail') {
      const { name, file, line, details } = event.data
      if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') continue
      yield `✘ ${name}\n  ${file ?? ''}:${line ?? ''}\n${indent(describe(details.error))}\n`
    } else if (event.type === 'test:pass' && event.data.skip !== undefined) {
      skipped++
      yield `${strict ? '✘ skipped under CI' : '- skipped'}: ${event.data.name}: ${String(event.data.skip)}\n`
    } else if (event.type === 'test:stderr' || event.type === 'test:stdout') {
      yield event.data.message
    } else if (event.type === 'test:summary' && event.data.file !== undefined) {
      files.push({ file: event.data.file, ms: event.data.duration_ms })
    } else if (event.type === 'test:summary') {
      const { counts, duration_ms: ms } = event.data
      const failed = counts.tests - counts.passed - counts.skipped - counts.todo
      summary =
        `ℹ tests ${counts.tests}\nℹ pass ${counts.passed}\nℹ fail ${failed}\n` +
        `ℹ skipped ${counts.skipped}\nℹ todo ${counts.todo}\nℹ duration_ms ${Math.round(ms)}\n`
    }
  }
  const slowest = files.toSorted((a, b) => b.ms - a.ms).slice(0, 30)
  if (files.length > 30) {
    yield slowest
      .map(({ file, ms }) => `ℹ ${Math.round(ms / 1000)} s ${relative('.', file)}\n`)
      .join('')
  }
  yield summary
  if (strict && skipped > 0) process.exitCode = 1
}

/** The error that a test threw, with what caused it. */
function describe(error: Error & { cause?: unknown }): string {
  return inspect(error.cause instanceof Error ? error.cause : error)
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ')
}
