/**
 * The documents of the repository: the codes they list, the files they point to, the commands they show.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

import { collectErrorTexts, formatErrors } from '../scripts/errors.ts'

import { type Block, blocksOf } from './markdown.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const documents = globSync('**/*.md', {
  cwd: root,
  exclude: (path) => /(?:^|\/)(?:node_modules|tmp|\.git)(?:\/|$)/.test(path),
}).toSorted()

test('docs/errors.md is what the packages say: `node scripts/errors.ts` writes it', async () => {
  assert.equal(read('docs/errors.md'), formatErrors(await collectErrorTexts()))
})

test('every code stands under the domain it names, in words that differ by language', async () => {
  for (const { code, en, ja } of await collectErrorTexts()) {
    assert.match(code, /^[a-z]+\/[a-z0-9-]+$/)
    assert.match(ja, /[\u3040-\u30FF\u4E00-\u9FFF]/, `${code} in Japanese`)
    assert.doesNotMatch(en, /[\u3040-\u30FF\u4E00-\u9FFF]/, `${code} in English`)
  }
})

for (const file of documents) {
  test(`every link of ${file} leads somewhere`, () => {
    for (const link of linksOf(read(file))) {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : relative(root, join(root, dirname(file), path))
      assert.ok(existsSync(join(root, target)), `${link}: there is no ${target}`)
      if (anchor === undefined || !target.endsWith('.md')) continue
      const anchors = headingsOf(read(target)).map(({ title }) => anchorOf(title))
      assert.ok(anchors.includes(decodeURIComponent(anchor)), `${link}: no such heading`)
    }
  })
}

for (const [english, japanese] of bothLanguages()) {
  test(`${english} says the same in both languages`, () => {
    const [en, ja] = [read(english), read(japanese)]
    const levels = (text: string): readonly number[] => headingsOf(text).map(({ level }) => level)
    assert.deepEqual(levels(ja), levels(en))
    const targets = (file: string): readonly string[] =>
      linksOf(read(file))
        // A heading is called otherwise in each language; that it is there is tested above.
        .map((link) => link.replace(/#.*$/, ''))
        .map((link) => join(dirname(file), link).replace(/^docs\/ja(?=\/|$)/, 'docs'))
        .filter((link) => link !== english && link !== japanese)
        .toSorted()
    assert.deepEqual(targets(japanese), targets(english))
    // A picture has words in it; what is typed has to be the same.
    const shown = (text: string): readonly Block[] =>
      blocksOf(text).map(({ info, text: body }) => ({
        info,
        text: info === 'mermaid' ? body.replaceAll(/^( *[\w>-]+)[ :].*$/gm, '$1') : body,
      }))
    assert.deepEqual(shown(ja), shown(en))
  })
}

test('the operator’s alarms and the metrics there are name each other', () => {
  const namesIn = (text: string): readonly string[] =>
    [...new Set([...text.matchAll(/\bentente_[a-z_]+/g)].map(([name]) => name))].toSorted()
  const sources = globSync('packages/server/src/telemetry/*.ts', { cwd: root })
  const measured = sources
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => namesIn(read(file)))
    .toSorted()
  for (const file of ['docs/operating.md', 'docs/ja/operating.md']) {
    assert.deepEqual(namesIn(read(file)), measured, file)
  }
})

for (const [index, { text }] of examplesOf('README.md').entries()) {
  test(`example ${index + 1} of README.md runs as it stands`, async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'entente-docs-'))
    try {
      const { status, stderr } = runExample(text, cwd)
      assert.equal(status, 0, stderr)
    } finally {
      await rm(cwd, { recursive: true })
    }
  })
}

test('README.md has examples that run', () => {
  assert.ok(examplesOf('README.md').length > 0)
})

test('an example that ends in a refusal is noticed', () => {
  assert.notEqual(runExample('npm run entente -- tdf inspect absent.tdf', tmpdir()).status, 0)
})

/** Documents that are written in both languages. */
function bothLanguages(): readonly (readonly [english: string, japanese: string])[] {
  const translated = documents.filter((file) => file.startsWith('docs/ja/'))
  return [
    ['README.md', 'README.ja.md'],
    ...translated.map((file) => [file.replace('docs/ja/', 'docs/'), file] as const),
  ]
}

function examplesOf(file: string): readonly Block[] {
  return blocksOf(read(file)).filter(({ info }) => info === 'sh test')
}

/** Runs an example in `cwd`. `npm run` would leave it for the root, so the command behind it stands in. */
function runExample(text: string, cwd: string): { status: number | null; stderr: string } {
  const script = `
    set -euo pipefail
    npm() {
      [ "$1 $2 $3" = 'run entente --' ]
      shift 3
      "$NODE" --disable-warning=ExperimentalWarning "$ENTENTE" "$@"
    }
    ${text}`
  return spawnSync('bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE: process.execPath,
      ENTENTE: join(root, 'packages/cli/src/main.ts'),
    },
  })
}

/** Relative links outside of code. */
function linksOf(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm)]
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
}

function headingsOf(text: string): readonly { level: number; title: string }[] {
  return [...text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/^(#+) (.+)$/gm)].map(
    ([, marks = '', title = '']) => ({ level: marks.length, title }),
  )
}

/** The anchor a heading gets where Markdown is shown. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}

function prose(text: string): string {
  return text.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '')
}
