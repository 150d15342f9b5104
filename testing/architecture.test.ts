/**
 * The repository's own rules: which folder may know which, what core may use, what is documented.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const found = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.includes('node_modules') && !file.includes('/gen/'))
    .toSorted((a, b) => (a < b ? -1 : 1))

/** Lowest first. A folder of core imports only what stands before it, through its index. */
const layers = [
  'lib',
  'crypto',
  'label',
  'marking',
  'ledger',
  'tdf',
  'pact',
  'policy',
  'wire',
  'evidence',
]

/** What each package may import of the others. */
const packages: Record<string, readonly string[]> = {
  core: [],
  host: ['core'],
  sdk: ['core'],
  server: ['core', 'host'],
  web: ['core', 'sdk'],
  // Of web the command knows the build alone.
  cli: ['core', 'host', 'sdk', 'server', 'web'],
}

const sources = [
  ...found('packages/*/{src,build}/**/*.ts'),
  ...found('packages/web/src/**/*.tsx'),
].filter((file) => !file.endsWith('.test.ts'))
const core = sources.filter((file) => file.startsWith('packages/core/src/'))

test('every folder of core is a layer', () => {
  const folders = new Set(core.map((file) => file.split('/')[3]))
  assert.deepEqual(folders, new Set(layers))
})

for (const file of core) {
  const inside = file.slice('packages/core/src/'.length)
  const layer = inside.split('/')[0] ?? ''

  test(`core/${inside} depends only downwards`, () => {
    for (const [, target = ''] of read(file).matchAll(/from '(\.[^']+)'/g)) {
      const path = posix.normalize(posix.join(posix.dirname(inside), target))
      const [to = '', ...rest] = path.split('/')
      if (to === layer) continue
      assert.ok(layers.indexOf(to) < layers.indexOf(layer), `${layer} may not know of ${to}`)
      assert.deepEqual(rest, ['index.ts'], `import ${to} through its index`)
    }
  })

  test(`core/${inside} runs in a browser`, () => {
    assert.doesNotMatch(read(file), /from 'node:|\bBuffer\b|\bprocess\./)
  })
}

for (const file of sources) {
  test(`${file} imports only the packages it may`, () => {
    const own = file.split('/')[1] ?? ''
    for (const [, target = ''] of read(file).matchAll(/from '@entente\/([a-z]+)/g)) {
      assert.ok(packages[own]?.includes(target), `${own} may not know of ${target}`)
    }
  })

  test(`${file} says what it is and documents what it exports`, () => {
    const text = read(file)
    if (text.trim() === 'export {}') return
    assert.match(text, /^(?:#!.*\n)?\/\*\*[^]*?@module\n \*\/\n/, 'a module comment')
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      if (
        !/^export (?:async )?(?:function\*?|class|abstract class|const|interface|type) /.test(line)
      )
        continue
      if (line.startsWith('export type {')) continue
      assert.match(lines[index - 1] ?? '', /\*\/$/, `line ${index + 1} is not documented: ${line}`)
    }
  })
}

test('nothing turns a security check off', () => {
  const pattern = /rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|NODE_ENV/
  for (const file of [...sources, ...found('testing/**/*.ts')]) {
    if (file === 'testing/architecture.test.ts') continue
    assert.doesNotMatch(read(file), pattern, file)
  }
})

test('no source holds the marks of unfinished work', () => {
  for (const file of sources)
    assert.doesNotMatch(read(file), /\bTODO\b(?!\(#\d+\))|FIXME|XXX/, file)
})

test('every error code is documented in both languages', () => {
  const documented = existsSync(join(root, 'docs/errors.md')) ? read('docs/errors.md') : ''
  for (const file of sources.filter((one) => one.endsWith('errors.ts'))) {
    for (const [, code = ''] of read(file).matchAll(/^ {2}\| '([a-z-]+\/[a-z-]+)'/gm)) {
      assert.ok(documented.includes(`\`${code}\``), `${code} of ${file} is not in docs/errors.md`)
    }
  }
})

test('every dependency has its reason', () => {
  const reasons = read('docs/dependencies.md')
  for (const file of [
    'package.json',
    ...found('packages/*/package.json'),
    'testing/package.json',
  ]) {
    const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(read(file))
    for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      for (const [name, version] of Object.entries(manifest[group] ?? {})) {
        if (name.startsWith('@entente/')) continue
        assert.match(version, /^\d+\.\d+\.\d+$/, `${name} in ${file} is not pinned exactly`)
        assert.ok(
          reasons.includes(`| \`${name}\` |`),
          `${name} has no line in docs/dependencies.md`,
        )
      }
    }
  }
})
