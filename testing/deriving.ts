/**
 * A person at the command line who translates a document that came to them.
 *
 * @module
 */
import assert from 'node:assert/strict'

import { arrayOf, objectOf } from './command-line.ts'

/** Translates `document` of Japan as the person whose profile is given, and looks at what came of it. */
export async function translate(
  done: (line: readonly string[]) => Promise<Readonly<Record<string, unknown>>>,
  profile: readonly string[],
  { document, file }: { readonly document: string; readonly file: string },
): Promise<void> {
  const ask = (...line: readonly string[]) => done([...line, ...profile])
  const seal = ['document', 'seal', file, '--title', 'A translation', '--level', 'SECRET']
  const from = ['--translation-of', document, '--language', 'en', '--purpose', 'maritime-security']
  const made = await ask(...seal, '--to', 'jpn', ...from)
  const statement = 'This translation contains classified information of Japan.'
  assert.equal(made['statement'], statement)
  const translation = String(made['document'])

  const { sources } = await ask('document', 'sources', translation)
  const [source] = arrayOf(sources)
  assert.equal(objectOf(source?.['line'])['document'], document)
  assert.deepEqual(
    [source?.['originator'], source?.['use'], source?.['statement']],
    ['jpn', 'translate', statement],
  )
  const { derivatives } = await ask('document', 'sources', document)
  assert.deepEqual(
    arrayOf(derivatives).map((line) => line['document']),
    [translation],
  )
}
