/** What people type and put into files: each is read, or refused with an error of ours. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { EntenteError } from '@entente/core/lib'
import fc from 'fast-check'

import { bentText, bentValue, heavyJson } from '../../core/test/bent.ts'

import { readAppointmentActs, readGrantActs } from './commands/acts.ts'
import { commands } from './commands/index.ts'
import { readInstant } from './time.ts'
import { run } from './run.ts'
import type { Terminal } from './terminal.ts'
import { loadTexts } from './texts.ts'

const folder = await mkdtemp(join(tmpdir(), 'entente-typed-'))
after(() => rm(folder, { recursive: true }))
const terminal: Terminal = {
  lang: 'en',
  interactive: false,
  cwd: folder,
  env: {},
  now: () => new Date('2026-11-25T00:00:00.000Z'),
  print: () => {},
  say: () => {},
  progress: () => {},
  secret: () => Promise.reject(new Error('nobody is asked')),
  confirm: () => Promise.resolve(false),
  sleep: () => Promise.resolve(),
  stopped: () => Promise.resolve(),
}

async function attempt(read: () => unknown): Promise<void> {
  try {
    await read()
  } catch (error) {
    assert.ok(error instanceof EntenteError, String(error))
  }
}

test('any text is a time, or refused with an error of ours', async () => {
  const near = bentText([
    '2030-01-01',
    '2030-01-01T00:00:00+09:00',
    '2030-01-01T00:00Z[Asia/Tokyo]',
  ])
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.string()), async (text) => {
      await attempt(() => {
        assert.equal(new Date(readInstant('until', text)).toISOString(), readInstant('until', text))
      })
    }),
    { numRuns: 2000 },
  )
})

test('acts of any form are read, or refused with an error of ours', async () => {
  const acts = [
    { kind: 'device', person: 'mori', facility: 'hq', key: 'B'.repeat(87), until: '2030-01-01' },
    { kind: 'officer', person: 'mori', keyFile: 'none.pem', roles: ['pact'], levels: [], until: 1 },
    [
      {
        kind: 'need-to-know',
        person: 'mori',
        scope: { kind: 'case', case: 'convoy' },
        purposes: ['maritime-security'],
        from: '2026-01-01',
        until: '2030-01-01',
      },
    ],
  ]
  const values = bentValue(acts).map((value) => {
    try {
      return JSON.stringify(value) ?? ''
    } catch {
      return ''
    }
  })
  const file = join(folder, 'acts.json')
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(values, bentText(acts.map((one) => JSON.stringify(one))), fc.string()),
      async (text) => {
        await writeFile(file, text)
        await attempt(() => readAppointmentActs(terminal, file))
        await attempt(() => readGrantActs(terminal, file))
      },
    ),
    { numRuns: 300 },
  )
  for (const text of heavyJson) {
    await writeFile(file, text)
    await attempt(() => readGrantActs(terminal, file))
  }
})

test('any command line ends with an exit code and no stack', async () => {
  const words = fc.oneof(
    fc.constantFrom(...commands.flatMap(({ name }) => name.split(' '))),
    fc.constantFrom(
      '--json',
      '--lang',
      'ja',
      '--help',
      '--pact',
      '--at',
      '-o',
      '--',
      '-',
      '=',
      '--x=1',
    ),
    fc.string({ maxLength: 12 }),
  )
  const open = (): Terminal => terminal
  // What would wait for a server, or ask a person, is not what this is about.
  const line = fc
    .array(words, { maxLength: 6 })
    .filter((list) => !['init', 'serve', 'login', 'kas', 'key'].includes(list[0] ?? ''))
  await fc.assert(
    fc.asyncProperty(line, async (list) => {
      const { exit, stderr } = await run(list, {
        commands,
        texts: loadTexts,
        terminal: open,
        env: {},
      })
      assert.ok([0, 1, 2].includes(exit), String(exit))
      assert.doesNotMatch(stderr, /\n\s+at |TypeError|undefined/, list.join(' '))
    }),
    { numRuns: 200 },
  )
})
