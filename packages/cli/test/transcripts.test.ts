/** Every transcript beside this file holds. */
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { parseTranscript, play } from './transcript.ts'

const here = import.meta.dirname
const names = (await readdir(here)).filter(
  (name) => name.endsWith('.txt') && !name.startsWith('help.'),
)

for (const name of names.toSorted()) {
  test(`${name} is what happens`, async () => {
    await play(parseTranscript(await readFile(join(here, name), 'utf8')))
  })
}

test('a line that does not hold is told with its number and what was said', async () => {
  await assert.rejects(
    play(parseTranscript('\nentente tdf inspect absent\n')),
    /line 2: entente tdf/,
  )
  await assert.rejects(play(parseTranscript('! entente --help\n')), /line 1/)
  await assert.rejects(play(parseTranscript('entente --help\nstdout nothing-like-it\n')), /line 2/)
  await assert.rejects(play(parseTranscript('entente --help\n! stdout Commands\n')), /line 2/)
  await assert.rejects(play(parseTranscript('entente --help\nexit 1\n')), /line 2/)
  await assert.rejects(play(parseTranscript('entente --help\njson\n')), /line 2/)
  await assert.rejects(play(parseTranscript('exists a\n')), /line 1/)
  await assert.rejects(play(parseTranscript('cmp a b\n-- a --\n1\n-- b --\n2\n')), /line 1/)
  await assert.rejects(play(parseTranscript('fly away\n')), /line 1/)
})
