import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const here = import.meta.dirname
const adapter = join(here, 'merkle')
const vectors = join(here, '../../../shared/vectors/merkle/run.mjs')
const skip = existsSync(vectors) ? false : '../shared/vectors/merkle is not there'

test('the given Merkle vectors come out as expected', { skip }, () => {
  const run = spawnSync(process.execPath, [vectors, '--', adapter], { encoding: 'utf8' })
  assert.equal(run.status, 0, run.stdout + run.stderr)
  assert.match(run.stdout, /^[1-9]\d* passed, 0 failed$/m)
})

test('numbers beyond 2^53 keep every digit, and what is no proof is no error', () => {
  const hash = Buffer.alloc(32).toString('base64')
  const ask = (id: string, rest: string): string => `{"id":"${id}","kind":"consistency",${rest}}`
  const same = `"root1":"${hash}","root2":"${hash}","proof":null`
  const input = [
    ask('equal', `"size1":18446744073709551615,"size2":18446744073709551615,${same}`),
    ask('one less', `"size1":18446744073709551614,"size2":18446744073709551615,${same}`),
    ask('too large', `"size1":18446744073709551616,"size2":18446744073709551616,${same}`),
    ask('zero', `"size1":0,"size2":0,${same}`),
    ask('negative', `"size1":-1,"size2":-1,${same}`),
    ask('1e1', `"size1":1e1,"size2":1e1,${same}`),
    ask('not base64', `"size1":1,"size2":1,"root1":"?","root2":"?","proof":[]`),
    ask('missing', `"size1":1`),
    '{"id":"no kind"}',
  ]
  const run = spawnSync(adapter, { input: `${input.join('\n')}\n`, encoding: 'utf8' })
  assert.equal(run.status, 0, run.stderr)
  const answers = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    answers.map(({ id, ok }) => [id, ok]),
    [
      ['equal', true],
      ['one less', false],
      ['too large', false],
      ['zero', false],
      ['negative', false],
      ['1e1', false],
      ['not base64', false],
      ['missing', false],
      ['no kind', false],
    ],
  )
})
