import assert from 'node:assert/strict'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { LabelError, spifLimits } from '@entente/core/label'

import { readXmlFile } from './read-file.ts'

test('a file is read as it is, and one longer than any of its kind is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entente-xml-'))
  try {
    const file = join(folder, 'a.xml')
    await writeFile(file, '<a/>')
    assert.equal(Buffer.from(await readXmlFile(file)).toString(), '<a/>')
    await truncate(file, spifLimits.bytes)
    assert.equal((await readXmlFile(file)).length, spifLimits.bytes)
    // Sparse: ten gigabytes that take no room, and would fill any memory.
    for (const size of [spifLimits.bytes + 1, 10_000_000_000]) {
      await truncate(file, size)
      await assert.rejects(
        readXmlFile(file),
        (error) => error instanceof LabelError && error.code === 'label/xml-too-large',
      )
    }
    await assert.rejects(readXmlFile(join(folder, 'absent')), { code: 'ENOENT' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
