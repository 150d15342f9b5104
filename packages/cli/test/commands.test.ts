/** What holds for every command there is. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { type Command, commonOptions } from '../src/command.ts'
import { commands } from '../src/commands/index.ts'
import { type Ending, run } from '../src/run.ts'
import { processTerminal } from '../src/terminal.ts'
import { loadTexts } from '../src/texts.ts'

import { helpFile, helpPages } from './help-pages.ts'

const japanese = /[\u3040-\u30FF\u4E00-\u9FFF]/

for (const lang of ['en', 'ja'] as const) {
  test(`help.${lang}.txt is what --help says: \`node packages/cli/test/help-pages.ts\` writes it`, () => {
    assert.equal(readFileSync(helpFile(lang), 'utf8'), helpPages(lang))
  })
}

for (const command of commands) {
  const { name, options, examples, summary } = command

  test(`${name} explains itself in both languages, with an example that it would take`, async () => {
    for (const { en, ja } of [summary, ...Object.values(options).map(({ text }) => text)]) {
      assert.match(ja, japanese)
      assert.doesNotMatch(en, japanese)
    }
    assert.ok(examples.length > 0)
    for (const example of examples) {
      const [entente, ...words] = wordsOf(example)
      assert.equal(entente, 'entente')
      const { exit, stderr } = await type(words, [{ ...command, run: answered }])
      assert.equal(exit, 0, `${example}\n${stderr}`)
    }
  })

  test(`${name} refuses in JSON where JSON is wanted, and in words elsewhere`, async () => {
    const { exit, stdout, stderr } = await type([...name.split(' '), '--no-such-option', '--json'])
    assert.equal(exit, 2)
    assert.equal(stderr, '')
    assert.deepEqual(JSON.parse(stdout).error.code, 'cli/usage')
    const plain = await type([...name.split(' '), '--no-such-option'])
    assert.equal(plain.stdout, '')
    assert.match(plain.stderr, /^ {2}cli\/usage: /m)
  })

  test(`${name} takes no secret on the command line`, () => {
    for (const [option, { value }] of Object.entries({ ...commonOptions, ...options })) {
      if (!/pass|secret|password|pin|token|private|seed|key/.test(option)) continue
      // What names a secret is a place where it lies, or a public key.
      const place = /^(?:FILE|FOLDER|PEM|ID=FILE|KEY)$/
      assert.match(value ?? '', place, `--${option}`)
      if (value === 'KEY') assert.match(options[option]?.text.en ?? '', /verifier key/)
    }
  })
}

test('an answer is JSON where JSON is wanted', async () => {
  const { stdout } = await type(['try', '--json'], [{ ...trial, run: answered }])
  assert.deepEqual(JSON.parse(stdout), { done: true })
})

test('a defect of ours ends with 70, in JSON too, and says so', async () => {
  const faulty = { ...trial, run: () => Promise.reject(new RangeError('out of range')) }
  const plain = await type(['try'], [faulty])
  assert.equal(plain.exit, 70)
  assert.match(plain.stderr, /did not foresee.*\nRangeError: out of range/)
  const { exit, stdout, stderr } = await type(['try', '--json'], [faulty])
  assert.equal(exit, 70)
  assert.equal(stderr, '')
  assert.equal(JSON.parse(stdout).error.code, 'cli/defect')
})

test('a command that does not exist is refused in JSON too', async () => {
  const { exit, stdout } = await type(['dance', '--json'])
  assert.equal(exit, 2)
  assert.equal(JSON.parse(stdout).error.code, 'cli/usage')
})

const trial: Command = {
  name: 'try',
  summary: { en: 'Try', ja: '試す' },
  positionals: [],
  options: {},
  examples: [],
  run: answered,
}

function answered(): ReturnType<Command['run']> {
  return Promise.resolve({ json: { done: true }, text: 'done' })
}

function type(words: readonly string[], among: readonly Command[] = commands): Promise<Ending> {
  return run(words, { commands: among, texts: loadTexts, terminal: processTerminal, env: {} })
}

/** Words of a shell line; double quotes hold one together. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
}
