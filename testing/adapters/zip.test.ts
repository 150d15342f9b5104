import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const here = import.meta.dirname
const vectors = join(here, '../../../shared/vectors/opentdf')
const skip = existsSync(vectors) ? false : '../shared/vectors/opentdf is not there'
const cases = join(here, '../../spec/vectors/container')

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const judge = (file: string): { verdict: string; manifest_sha256?: string; error?: string } => {
  const run = spawnSync(join(here, 'zip'), [file], { encoding: 'utf8' })
  assert.equal(run.status, 0, run.stderr)
  return JSON.parse(run.stdout)
}

test(
  'the containers of other clients are accepted, with the manifest given for each',
  { skip },
  () => {
    for (const file of globSync(join(vectors, '*.tdf'))) {
      const { verdict, manifest_sha256 } = judge(file)
      const manifest = readFileSync(file.replace(/\.tdf$/, '.manifest.json'))
      assert.deepEqual(
        { verdict, manifest_sha256 },
        { verdict: 'accept', manifest_sha256: sha256(manifest) },
      )
    }
  },
)

test('our own cases come out as expected', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-zip-'))
  try {
    for (const verdict of ['accept', 'reject'] as const) {
      const [path] = globSync(join(cases, `zip-${verdict}-*.json`)).toSorted()
      assert.ok(path)
      const file = join(folder, verdict)
      writeFileSync(file, Buffer.from(JSON.parse(readFileSync(path, 'utf8')).zip, 'base64'))
      assert.equal(judge(file).verdict, verdict)
    }
    assert.equal(judge(join(folder, 'absent')).verdict, 'reject')
    assert.equal(judge(folder).verdict, 'reject')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
