import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { type Hash } from '@entente/core/crypto'
import { payloadDigest } from '@entente/core/tdf'
import fc from 'fast-check'

import {
  type Blobs,
  BlobsError,
  type BlobState,
  copyBlobs,
  openBlobs,
  type Segment,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof BlobsError && error.code === expected

interface Payload {
  readonly id: Hash
  readonly bytes: Uint8Array
  readonly segments: readonly Segment[]
}

function payload(...parts: readonly Uint8Array[]): Payload {
  const segments = parts.map((part) => ({
    hash: new Uint8Array(createHash('sha256').update(part).digest()),
    bytes: part.length,
  }))
  const bytes = new Uint8Array(Buffer.concat(parts))
  return { id: payloadDigest(segments.map(({ hash }) => hash)), bytes, segments }
}

/** Three segments: 1,000, 1,000 and 7 bytes. */
const letter = payload(
  new Uint8Array(1000).fill(1),
  new Uint8Array(1000).fill(2),
  new Uint8Array(7).fill(3),
)

async function* chunks(bytes: Uint8Array, size = 333): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

async function temporary() {
  const folder = await mkdtemp(join(tmpdir(), 'entente-blobs-'))
  return {
    folder,
    blobs: await openBlobs(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

test('a payload comes back whole and in ranges', async () => {
  await using here = await temporary()
  const { blobs } = here
  assert.equal(await blobs.state(letter.id), undefined)
  assert.deepEqual(await blobs.announce(letter.id, letter.segments), {
    segments: 3,
    present: 0,
    size: 2007,
    complete: false,
  })
  const state = await blobs.putSegments(letter.id, 0, chunks(letter.bytes))
  assert.deepEqual(state, { segments: 3, present: 3, size: 2007, complete: true })
  assert.deepEqual(await blobs.state(letter.id), state)
  assert.deepEqual(await all(await blobs.read(letter.id)), letter.bytes)
  for (const [start, end] of [
    [0, 0],
    [999, 1001],
    [2006, 2007],
  ] as const) {
    const part = await all(await blobs.read(letter.id, { start, end }))
    assert.deepEqual(part, letter.bytes.subarray(start, end))
  }
  assert.deepEqual(await blobs.segments(letter.id), letter.segments)
  assert.deepEqual(await blobs.list(), [letter.id])
  await blobs.verify(letter.id)
})

test('a payload may come in pieces of any size, over any number of requests', async () => {
  await using here = await temporary()
  const { blobs } = here
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 120 }),
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 4 }),
      async (parts, size, cuts) => {
        const { id, bytes, segments } = payload(...parts)
        const offsetOf = (count: number): number =>
          segments.slice(0, count).reduce((sum, one) => sum + one.bytes, 0)
        let { present } = await blobs.announce(id, segments)
        for (const cut of cuts) {
          const from = offsetOf(present)
          const rest = bytes.subarray(from, from + cut)
          present = (await blobs.putSegments(id, present, chunks(rest, size))).present
        }
        await blobs.putSegments(id, present, chunks(bytes.subarray(offsetOf(present)), size))
        assert.deepEqual(await all(await blobs.read(id)), bytes)
        await blobs.remove(id)
      },
    ),
    { numRuns: 40 },
  )
})

test('a payload without segments is whole when it is announced', async () => {
  await using here = await temporary()
  const { blobs } = here
  const { id, segments } = payload()
  assert.equal((await blobs.announce(id, segments)).complete, true)
  assert.deepEqual(await all(await blobs.read(id)), new Uint8Array())
})

test('an upload that breaks off goes on where it was, also in a new process', async () => {
  await using here = await temporary()
  await here.blobs.announce(letter.id, letter.segments)
  async function* breaking() {
    yield letter.bytes.subarray(0, 1500)
    throw new Error('line lost')
  }
  await assert.rejects(here.blobs.putSegments(letter.id, 0, breaking()), /line lost/)
  const again = await openBlobs(here.folder)
  assert.equal((await again.state(letter.id))?.present, 1)
  await again.putSegments(letter.id, 1, chunks(letter.bytes.subarray(1000)))
  assert.deepEqual(await all(await again.read(letter.id)), letter.bytes)
})

for (const [why, damage] of [
  ['bytes that were never confirmed', (file: string) => appendFile(file, 'torn')],
  ['fewer bytes than were confirmed', (file: string) => truncate(file, 500)],
] as const) {
  test(`a power cut that leaves ${why} costs a repetition and nothing else`, async () => {
    await using here = await temporary()
    await here.blobs.announce(letter.id, letter.segments)
    await here.blobs.putSegments(letter.id, 0, chunks(letter.bytes.subarray(0, 1000)))
    await damage(join(here.folder, 'incoming', letter.id, 'data'))
    const again = await openBlobs(here.folder)
    const present = (await again.state(letter.id))?.present ?? 0
    await again.putSegments(letter.id, present, chunks(letter.bytes.subarray(present * 1000)))
    await again.verify(letter.id)
  })
}

for (const [how, goOn] of [
  ['sending nothing', (blobs) => blobs.putSegments(letter.id, 3, chunks(new Uint8Array()))],
  ['announcing it again', (blobs) => blobs.announce(letter.id, letter.segments)],
] as const satisfies [string, (blobs: Blobs) => Promise<BlobState>][]) {
  test(`a crash before the last rename is made good by ${how}`, async () => {
    await using here = await temporary()
    await here.blobs.announce(letter.id, letter.segments)
    await here.blobs.putSegments(letter.id, 0, chunks(letter.bytes.subarray(0, 2000)))
    const place = join(here.folder, 'incoming', letter.id)
    await appendFile(join(place, 'data'), letter.bytes.subarray(2000))
    await writeFile(join(place, 'progress'), '3')
    const again = await openBlobs(here.folder)
    assert.equal((await again.state(letter.id))?.complete, false)
    assert.equal((await goOn(again)).complete, true)
    await again.verify(letter.id)
  })
}

test('what a crash left of a removal is cleared away', async () => {
  await using here = await temporary()
  await mkdir(join(here.folder, 'incoming', `${letter.id}.x.gone`))
  await openBlobs(here.folder)
  assert.deepEqual(await readdir(join(here.folder, 'incoming')), [])
})

test('nothing of a payload is readable before all of it is there', async () => {
  await using here = await temporary()
  const { blobs } = here
  await blobs.announce(letter.id, letter.segments)
  await blobs.putSegments(letter.id, 0, chunks(letter.bytes.subarray(0, 2000)))
  await assert.rejects(blobs.read(letter.id), code('blobs/unknown'))
  await assert.rejects(blobs.verify(letter.id), code('blobs/unknown'))
  assert.deepEqual(await blobs.list(), [])
})

test('refuses a segment that is not as announced, and keeps those before it', async () => {
  await using here = await temporary()
  const { blobs } = here
  await blobs.announce(letter.id, letter.segments)
  const changed = letter.bytes.slice()
  changed[1999]! ^= 1
  await assert.rejects(
    blobs.putSegments(letter.id, 0, chunks(changed)),
    code('blobs/wrong-segment'),
  )
  assert.equal((await blobs.state(letter.id))?.present, 1)
  await blobs.putSegments(letter.id, 1, chunks(letter.bytes.subarray(1000)))
  await blobs.verify(letter.id)
})

test('refuses bytes behind the last segment', async () => {
  await using here = await temporary()
  const { blobs } = here
  await blobs.announce(letter.id, letter.segments)
  const longer = new Uint8Array([...letter.bytes, 0])
  await assert.rejects(blobs.putSegments(letter.id, 0, chunks(longer)), code('blobs/too-long'))
})

test('refuses segments out of order and of a payload nobody announced', async () => {
  await using here = await temporary()
  const { blobs } = here
  await assert.rejects(blobs.putSegments(letter.id, 0, chunks(letter.bytes)), code('blobs/unknown'))
  await blobs.announce(letter.id, letter.segments)
  for (const from of [1, 3, -1, 0.5, Number.NaN]) {
    await assert.rejects(
      blobs.putSegments(letter.id, from, chunks(letter.bytes)),
      code('blobs/not-next'),
    )
  }
})

test('refuses a second writer of one payload while the first is at it', async () => {
  await using here = await temporary()
  const { blobs } = here
  await blobs.announce(letter.id, letter.segments)
  const first = blobs.putSegments(letter.id, 0, chunks(letter.bytes))
  await assert.rejects(blobs.putSegments(letter.id, 0, chunks(letter.bytes)), code('blobs/busy'))
  await assert.rejects(blobs.remove(letter.id), code('blobs/busy'))
  assert.equal((await first).complete, true)
})

for (const [why, id, segments, expected] of [
  ['the list of another payload', letter.id, letter.segments.slice(1), 'blobs/wrong-digest'],
  ['a name that leads out of the folder', '../../etc/passwd', [], 'blobs/malformed'],
  [
    'a segment without bytes',
    letter.id,
    letter.segments.map((one) => ({ ...one, bytes: 0 })),
    'blobs/malformed',
  ],
  [
    'a segment that would fill the memory',
    letter.id,
    letter.segments.map((one) => ({ ...one, bytes: 2 ** 31 })),
    'blobs/malformed',
  ],
  [
    'a hash that is none',
    letter.id,
    letter.segments.map((one) => ({ ...one, hash: new Uint8Array(31) })),
    'blobs/malformed',
  ],
] as const) {
  test(`refuses to take on ${why}`, async () => {
    await using here = await temporary()
    const { blobs, folder } = here
    await assert.rejects(blobs.announce(id, segments), code(expected))
    assert.deepEqual(await readdir(join(folder, 'incoming')), [])
  })
}

test('names that are no digests are simply not there', async () => {
  await using here = await temporary()
  const { blobs } = here
  for (const name of ['', '..', '../whole', letter.id.toUpperCase()]) {
    assert.equal(await blobs.state(name), undefined)
    await assert.rejects(blobs.read(name), code('blobs/unknown'))
  }
})

test('wrong sizes announced first do not keep the right ones out', async () => {
  await using here = await temporary()
  const { blobs } = here
  const wrong = letter.segments.map((one) => ({ ...one, bytes: one.bytes + 1 }))
  await blobs.announce(letter.id, wrong)
  await assert.rejects(
    blobs.putSegments(letter.id, 0, chunks(letter.bytes)),
    code('blobs/wrong-segment'),
  )
  await blobs.announce(letter.id, letter.segments)
  assert.equal((await blobs.putSegments(letter.id, 0, chunks(letter.bytes))).complete, true)
})

test('a whole payload is not changed by being announced or sent again', async () => {
  await using here = await temporary()
  await here.blobs.announce(letter.id, letter.segments)
  await here.blobs.putSegments(letter.id, 0, chunks(letter.bytes))
  const file = join(here.folder, 'whole', letter.id, 'data')
  const { mtimeMs } = await stat(file)
  const wrong = letter.segments.map((one) => ({ ...one, bytes: one.bytes + 1 }))
  assert.equal((await here.blobs.announce(letter.id, wrong)).complete, true)
  await here.blobs.putSegments(letter.id, 3, chunks(new Uint8Array(9)))
  assert.equal((await stat(file)).mtimeMs, mtimeMs)
})

for (const [start, end] of [
  [-1, 1],
  [0, 2008],
  [5, 4],
  [0.5, 1],
] as const) {
  test(`refuses the range from ${start} to ${end}`, async () => {
    await using here = await temporary()
    const { blobs } = here
    await blobs.announce(letter.id, letter.segments)
    await blobs.putSegments(letter.id, 0, chunks(letter.bytes))
    await assert.rejects(blobs.read(letter.id, { start, end }), code('blobs/bad-range'))
  })
}

test('finds a bit that has changed on the disk, and a file cut short', async () => {
  await using here = await temporary()
  await here.blobs.announce(letter.id, letter.segments)
  await here.blobs.putSegments(letter.id, 0, chunks(letter.bytes))
  const file = join(here.folder, 'whole', letter.id, 'data')
  const bytes = await readFile(file)
  bytes[1500]! ^= 1
  await writeFile(file, bytes)
  await assert.rejects(here.blobs.verify(letter.id), code('blobs/corrupt'))
  await truncate(file, 1200)
  await assert.rejects(here.blobs.verify(letter.id), code('blobs/corrupt'))
  const reading = await here.blobs.read(letter.id)
  await assert.rejects(all(reading), code('blobs/corrupt'))
})

test('a removed payload is gone, and who was reading it gets to the end', async () => {
  await using here = await temporary()
  const { blobs } = here
  const long = payload(new Uint8Array(600_000).fill(1))
  await blobs.announce(long.id, long.segments)
  await blobs.putSegments(long.id, 0, chunks(long.bytes, 100_000))
  const reader = (await blobs.read(long.id)).getReader()
  const { value: first } = await reader.read()
  await blobs.remove(long.id)
  assert.equal(await blobs.state(long.id), undefined)
  const { value: rest } = await reader.read()
  assert.deepEqual(
    Buffer.concat([first ?? Buffer.of(), rest ?? Buffer.of()]),
    Buffer.from(long.bytes),
  )
  assert.equal((await reader.read()).done, true)
  await blobs.remove(long.id)
})

test('what is read to its end, broken off or never read leaves no file open', async () => {
  await using here = await temporary()
  const { blobs } = here
  const long = payload(new Uint8Array(600_000).fill(1))
  await blobs.announce(long.id, long.segments)
  await blobs.putSegments(long.id, 0, chunks(long.bytes, 100_000))
  await blobs.read(long.id)
  await all(await blobs.read(long.id))
  const begun = (await blobs.read(long.id)).getReader()
  await begun.read()
  await begun.cancel()
  const hasty = (await blobs.read(long.id)).getReader()
  const asked = hasty.read()
  await hasty.cancel()
  await asked
  await rm(join(here.folder, 'whole', long.id, 'data'))
  await assert.rejects(all(await blobs.read(long.id)))
  const names = await Promise.all(
    (await readdir('/proc/self/fd')).map((one) => readlink(`/proc/self/fd/${one}`).catch(() => '')),
  )
  assert.deepEqual(
    names.filter((name) => name.startsWith(here.folder)),
    [],
  )
})

test('whole payloads are copied, and only those', async () => {
  await using here = await temporary()
  await using there = await temporary()
  await here.blobs.announce(letter.id, letter.segments)
  await here.blobs.putSegments(letter.id, 0, chunks(letter.bytes))
  const half = payload(new Uint8Array(9))
  await here.blobs.announce(half.id, half.segments)
  await copyBlobs(here.folder, there.folder)
  await copyBlobs(here.folder, there.folder)
  const copy = await openBlobs(there.folder)
  assert.deepEqual(await copy.list(), [letter.id])
  await copy.verify(letter.id)
})

test('one segment is in memory at a time', async () => {
  await using here = await temporary()
  const { blobs } = here
  const segment = new Uint8Array(1024 * 1024).fill(9)
  const count = 96
  const hash = new Uint8Array(createHash('sha256').update(segment).digest())
  const segments = Array.from({ length: count }, () => ({ hash, bytes: segment.length }))
  const id = payloadDigest(segments.map((one) => one.hash))
  async function* stream() {
    for (let at = 0; at < count; at++) yield segment
  }
  await blobs.announce(id, segments)
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  async function* watched() {
    for await (const chunk of stream()) {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
      yield chunk
    }
  }
  await blobs.putSegments(id, 0, watched())
  assert.ok(most < 16 * 1024 * 1024, `${most} bytes`)
})
