import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { type Bytes, concatBytes, utf8 } from '../lib/index.ts'

import { type ByteSource, bytesSource } from './byte-source.ts'
import { combineCrc32, crc32 } from './crc32.ts'
import { TdfError } from './errors.ts'
import { buildZip } from './zip-builder.fixture.ts'
import { hostileZips } from './zip-hostile.fixture.ts'
import { openZip, readPayload } from './zip-reader.ts'
import { validZips } from './zip-valid.fixture.ts'
import { zipHead, zipTail } from './zip-writer.ts'

const readAll = async (source: ByteSource): Promise<{ manifest: Bytes; payload: Bytes }> => {
  const { manifest, payload } = await openZip(source)
  return {
    manifest,
    payload: concatBytes(...(await Array.fromAsync(readPayload(source, payload)))),
  }
}

for (const { why, zip } of validZips) {
  test(`reads ${why}`, async () => {
    const { manifest, payload } = await readAll(bytesSource(zip))
    assert.ok(manifest.length > 0)
    assert.ok(why.includes('empty') === (payload.length === 0))
  })
}

for (const { why, zip, expect } of hostileZips) {
  test(`refuses ${why}`, async () => {
    await assert.rejects(readAll(bytesSource(zip)), { name: 'TdfError', code: expect })
  })
}

test('whatever is changed is refused, or changes nothing of what is read', async () => {
  const { zip } = validZips.find(({ why }) => why.startsWith('zip64 from'))!
  const before = await readAll(bytesSource(zip))
  const changes = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 3,
  })
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const changed = zip.slice()
      for (const [at, mask] of list) changed[at]! ^= mask
      try {
        assert.deepEqual(await readAll(bytesSource(changed)), before)
      } catch (error) {
        if (!(error instanceof TdfError)) throw error
      }
    }),
    { numRuns: 3000 },
  )
})

test('every single byte is either checked or names a time, a system or an owner', async () => {
  for (const { zip } of validZips) {
    const before = await readAll(bytesSource(zip))
    for (const at of zip.keys()) {
      const changed = zip.slice()
      changed[at]! ^= 0x40
      try {
        assert.deepEqual(await readAll(bytesSource(changed)), before)
      } catch (error) {
        if (!(error instanceof TdfError)) throw error
      }
    }
  }
})

test('bytes put in or left out anywhere are refused', async () => {
  for (const { zip } of validZips) {
    for (const at of zip.keys()) {
      const more = concatBytes(zip.subarray(0, at), Uint8Array.of(0), zip.subarray(at))
      const less = concatBytes(zip.subarray(0, at), zip.subarray(at + 1))
      await assert.rejects(readAll(bytesSource(more)), TdfError)
      await assert.rejects(readAll(bytesSource(less)), TdfError)
    }
  }
})

test('random bytes after any beginning are refused', async () => {
  const { zip } = validZips[0]!
  await fc.assert(
    fc.asyncProperty(
      fc.nat(zip.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      async (at, rest) => {
        await assert.rejects(readAll(bytesSource(concatBytes(zip.subarray(0, at), rest))), TdfError)
      },
    ),
  )
})

test('work does not grow with what a file claims', async () => {
  for (const { zip } of [...validZips, ...hostileZips]) {
    let reads = 0
    let bytes = 0
    const inner = bytesSource(zip)
    const counted: ByteSource = {
      size: zip.length,
      read: (offset, length) => {
        reads++
        bytes += length
        return inner.read(offset, length)
      },
    }
    await openZip(counted).catch(() => {})
    assert.ok(reads <= 9, `${reads} reads`)
    assert.ok(bytes <= zip.length + 500, `${bytes} bytes`)
  }
})

test('a directory that fills gigabytes is refused without being read', async () => {
  const size = 3 * 2 ** 30
  const end = validZips[0]!.zip.slice(-22)
  new DataView(end.buffer).setUint32(12, size - 22, true)
  new DataView(end.buffer).setUint32(16, 0, true)
  const source: ByteSource = {
    size,
    read: (_, length) => {
      assert.ok(length < 2 ** 24)
      return Promise.resolve(concatBytes(new Uint8Array(length - 22), end))
    },
  }
  await assert.rejects(openZip(source), { code: 'tdf/bad-zip' })
})

test('a source that gives less than it promised is refused', async () => {
  const { zip } = validZips[0]!
  for (const size of [zip.length + 1, zip.length * 2]) {
    await assert.rejects(openZip({ ...bytesSource(zip), size }), TdfError)
  }
})

test('what is written is read back, whether the size was known or not', async () => {
  const manifest = utf8('{}')
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.boolean(), async (random, known) => {
      const payload = Uint8Array.from(random)
      const announced = known ? payload.length : undefined
      const facts = { size: payload.length, crc32: crc32(payload) }
      const file = concatBytes(zipHead(announced), payload, zipTail(facts, manifest, announced))
      assert.deepEqual(await readAll(bytesSource(file)), { manifest, payload })
    }),
  )
})

test('a payload of 5 GiB is written as zip64 and found again', async () => {
  const size = 5 * 2 ** 30
  const head = zipHead(size)
  const tail = zipTail({ size, crc32: 7 }, utf8('{}'), size)
  // The payload is a hole: only what stands around it is ever read.
  const tailAt = head.length + size
  const source: ByteSource = {
    size: tailAt + tail.length,
    read: (offset, length) =>
      Promise.resolve(
        offset < head.length
          ? head.slice(offset, offset + length)
          : tail.slice(offset - tailAt, offset - tailAt + length),
      ),
  }
  const { payload } = await openZip(source)
  assert.deepEqual(payload, { offset: head.length, size, crc32: 7 })
})

test('a payload of another size than announced is a mistake of the caller', () => {
  assert.throws(() => zipTail({ size: 1, crc32: 0 }, utf8('{}'), 2), RangeError)
})

test('CRC-32 has its check value, and that of a whole comes from those of its parts', () => {
  assert.equal(crc32(utf8('123456789')), 0xcbf43926)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
      const whole = crc32(concatBytes(a, b))
      const parts = [a, b].map((part) => ({ crc32: crc32(part), length: part.length }))
      assert.equal(combineCrc32(parts), whole)
      assert.equal(crc32(b, crc32(a)), whole)
    }),
  )
})

test('the builder of cases builds what it says', () => {
  assert.equal(buildZip({ entries: [] }).length, 22)
})
