import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const here = import.meta.dirname
const vectors = join(here, '../../../shared/vectors/labels')
const skip = existsSync(vectors) ? false : '../shared/vectors/labels is not there'
const examples = join(here, '../../packages/core/src/label/examples')
const example = (name: string): string => join(examples, name)

test('the given labels come out as expected', { skip, timeout: 300_000 }, () => {
  const run = spawnSync(process.execPath, [join(vectors, 'run.mjs'), '--', join(here, 'label')], {
    encoding: 'utf8',
  })
  assert.equal(run.status, 0, run.stdout + run.stderr)
  assert.match(run.stdout, /^[1-9]\d* passed, 0 failed$/m)
})

test('the given New Zealand markings come out as expected', { skip }, () => {
  const run = spawnSync(
    process.execPath,
    [join(vectors, 'nz/run.mjs'), '--', join(here, 'nz-marking')],
    { encoding: 'utf8' },
  )
  assert.equal(run.status, 0, run.stdout + run.stderr)
  assert.match(run.stdout, /^[1-9]\d* passed, 0 failed$/m)
})

test('our own labels are answered in JSON, errors and absent files too', () => {
  const ask = (
    ...args: readonly string[]
  ): { valid: boolean; allowed: boolean; error?: string } => {
    const run = spawnSync(join(here, 'label'), args, { encoding: 'utf8' })
    assert.equal(run.status, 0, run.stderr)
    return JSON.parse(run.stdout)
  }
  const policy = example('example.spif.xml')
  const wrong = ask(policy, example('nzl-secret.xml'), '-')
  assert.deepEqual([wrong.valid, wrong.allowed], [false, false])
  assert.match(wrong.error ?? '', /^label\/wrong-policy: /)
  assert.match(ask(policy, example('absent.xml'), '-', 'ja').error ?? '', /ENOENT/)
})

test('markings are answered line by line', () => {
  const input = [
    { id: 'a', op: 'parse', input: 'STAFF SENSITIVE' },
    { id: 'b', op: 'parse', input: 7 },
    { id: 'c', op: 'format', input: { classification: 'SECRET' } },
    { id: 4, op: 'parse', input: 'SECRET//NZEO' },
  ]
  const run = spawnSync(join(here, 'nz-marking'), {
    input: `${input.map((one) => JSON.stringify(one)).join('\n')}\nno JSON\n{}\n`,
    encoding: 'utf8',
  })
  assert.equal(run.status, 0, run.stderr)
  const answers = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).valid)
  assert.deepEqual(answers, [true, false, false, true, false, false])
})

test('labels and bindings are read, and believed only from a trusted signer', () => {
  const ask = (file: string, trust?: string): readonly unknown[] => {
    const args = [example(file), ...(trust === undefined ? [] : ['--trust', example(trust)])]
    const run = spawnSync(join(here, 'xml'), args, { encoding: 'utf8' })
    assert.equal(run.status, 0, run.stderr)
    const { verdict, classification, privacyMark } = JSON.parse(run.stdout)
    return [verdict, classification, privacyMark]
  }
  const signer = 'binding-signer-ec.pem'
  assert.deepEqual(ask('jpn-tokutei-himitsu.xml'), ['accept', '特定秘密', null])
  assert.deepEqual(ask('jpn-tokutei-himitsu.xml', signer), ['reject', null, null])
  assert.deepEqual(ask('binding-enveloped.xml'), ['accept', 'HIGH', 'STAFF'])
  assert.deepEqual(ask('binding-enveloped.xml', signer), ['accept', 'HIGH', 'STAFF'])
  assert.deepEqual(ask('binding-by-id.xml', signer), ['reject', null, null])
  assert.deepEqual(ask('binding-by-id.xml', 'nzl-secret.xml'), ['reject', null, null])
  assert.deepEqual(ask('binding-by-part.xml', 'binding-signer-part.pem'), ['accept', 'HIGH', null])
  assert.deepEqual(ask('example.spif.xml'), ['reject', null, null])
  assert.deepEqual(ask('absent.xml'), ['reject', null, null])
})

test('a device without end and a folder are refused, from whatever folder one asks', () => {
  for (const file of ['/dev/zero', '/dev/null', '/']) {
    const run = spawnSync(join(here, 'xml'), [file], { encoding: 'utf8', cwd: '/' })
    assert.equal(run.status, 0, run.stderr)
    assert.equal(JSON.parse(run.stdout).verdict, 'reject')
  }
})
