import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { files, makeFolder } from './index.ts'

async function temporary(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-files-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

test('a file is replaced whole, is private, and leaves nothing beside it', async () => {
  await using here = await temporary()
  const path = join(here.folder, 'mark')
  await files.write(path, 'first')
  await files.write(path, Uint8Array.of(0x32))
  assert.equal(await readFile(path, 'utf8'), '2')
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(here.folder), ['mark'])
})

test('a write that fails leaves the old file, and nothing beside it', async () => {
  await using here = await temporary()
  const path = join(here.folder, 'folder')
  await mkdir(path)
  await assert.rejects(files.write(path, 'new'))
  assert.deepEqual(await readdir(here.folder), ['folder'])
})

test('reads plain bytes, and nothing where there is nothing', async () => {
  await using here = await temporary()
  const path = join(here.folder, 'bytes')
  assert.equal(await files.read(path), undefined)
  await files.write(path, Uint8Array.of(1, 2, 3))
  const read = await files.read(path)
  assert.deepEqual(read, Uint8Array.of(1, 2, 3))
  await assert.rejects(files.read(here.folder))
})

test('folders are private, those above them too', async () => {
  await using here = await temporary()
  await makeFolder(join(here.folder, 'a', 'b'))
  await makeFolder(join(here.folder, 'a', 'b'))
  for (const path of ['a', 'a/b']) {
    assert.equal((await stat(join(here.folder, path))).mode & 0o777, 0o700)
  }
})
