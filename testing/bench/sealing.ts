/**
 * Sealing and opening a file against `cp`, `openssl enc` and `age`, each a process of its own, in turns,
 * in one run. Fails if what is opened is not what was sealed.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { generateKasKey } from '@entente/core/crypto'

import { measure, median, type Run } from './measure.ts'
import { say } from './say.ts'

/** How much is sealed, like `512m` or `10g`, and how often. */
export interface SealingOptions {
  readonly size: string
  readonly rounds: number
}

/** Measures and prints. */
export async function benchSealing(options: SealingOptions): Promise<void> {
  const size = parseSize(options.size)
  const folder = await mkdtemp(join(roomyFolder(size * 3.2), 'entente-bench-'))
  // What is published is compiled; here types would be stripped anew in each process.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled')
  try {
    await bench({ size, folder, rounds: options.rounds })
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Setting {
  /** Bytes. */
  readonly size: number
  readonly folder: string
  readonly rounds: number
}

async function bench(setting: Setting): Promise<void> {
  const { size, folder, rounds } = setting
  const at = (name: string): string => join(folder, name)
  const { publicKeyPem, privateKeyPem } = await generateKasKey('hpqt:xwing')
  writeFileSync(at('public.pem'), publicKeyPem)
  writeFileSync(at('private.pem'), privateKeyPem)
  writeFileSync(at('empty'), '')
  const expected = await makeInput(at('in'), size)

  const ours = [process.execPath, join(import.meta.dirname, 'operator.ts')]
  const seal = (input: string, output: string): readonly string[] => [
    ...ours,
    'seal',
    at(input),
    at(output),
    at('public.pem'),
  ]
  const open = (input: string, output: string): readonly string[] => [
    ...ours,
    'open',
    at(input),
    at(output),
    at('private.pem'),
  ]
  const sealed = await measure(seal('in', 'in.tdf'))
  const idle = await measure(seal('empty', 'empty.tdf'))
  const others = { ...(await otherTools(at)), cp: ['cp', at('in'), at('out')] }
  const programs: Readonly<Record<string, readonly string[]>> = {
    ...others,
    'entente seal': seal('in', 'out'),
    'entente open': open('in.tdf', 'out'),
  }

  const runs = new Map<string, Run[]>(Object.keys(programs).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      rmSync(at('out'), { force: true })
      runs.get(name)?.push(await measure(program))
    }
  }
  rmSync(at('out'), { force: true })
  const opened = await measure(open('in.tdf', 'out'))
  assert.equal(opened.stdout, sealed.stdout, 'the payload digest is another')
  assert.equal(await sha256(at('out')), expected, 'what was opened is not what was sealed')

  report(new Map([...runs].map(([name, list]) => [name, median(list)])), idle, setting)
}

/** The tools to compare with; what is not installed is said and left out. */
async function otherTools(
  at: (name: string) => string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const tools: Record<string, readonly string[]> = {}
  const key = { key: randomBytes(32).toString('hex'), iv: randomBytes(16).toString('hex') }
  if (isInstalled('openssl')) {
    const cipher = ['openssl', 'enc', '-aes-256-ctr', '-K', key.key, '-iv', key.iv]
    tools['openssl aes-256-ctr'] = [...cipher, '-in', at('in'), '-out', at('out')]
  } else console.log('openssl is not installed: left out')
  if (isInstalled('age') && isInstalled('age-keygen')) {
    await measure(['age-keygen', '-o', at('age.key')])
    const recipient = await measure(['age-keygen', '-y', at('age.key')])
    await measure(['age', '-r', recipient.stdout, '-o', at('in.age'), at('in')])
    tools['age encrypt'] = ['age', '-r', recipient.stdout, '-o', at('out'), at('in')]
    tools['age decrypt'] = ['age', '-d', '-i', at('age.key'), '-o', at('out'), at('in.age')]
  } else console.log('age is not installed: left out')
  return tools
}

function report(
  medians: ReadonlyMap<string, Run>,
  idle: Run,
  { size, folder, rounds }: Setting,
): void {
  const mib = (size / 2 ** 20).toLocaleString('en')
  console.log(`\n${mib} MiB in ${folder}, median of ${rounds}; SHA-256 of each segment included\n`)
  const copy = medians.get('cp')?.seconds ?? 0
  console.log(
    `${''.padEnd(20)}${['seconds', 'GiB/s', '× cp', 'peak MiB'].map((w) => w.padStart(10)).join('')}`,
  )
  for (const [name, { seconds, peak }] of medians) {
    const cells = [seconds, size / 2 ** 30 / seconds, seconds / copy].map((n) => n.toFixed(2))
    console.log(
      `${name.padEnd(20)}${[...cells, peak.toFixed(0)].map((c) => c.padStart(10)).join('')}`,
    )
  }
  console.log()
  for (const [name, other] of [
    ['seal', 'age encrypt'],
    ['open', 'age decrypt'],
  ] as const) {
    const run = medians.get(`entente ${name}`)
    const age = medians.get(other)
    if (!run) continue
    say(`${name}: × cp`, run.seconds / copy, '≤', 2.5)
    if (age) say(`${name}: times faster than age`, age.seconds / run.seconds, '≥', 1.5)
    say(`${name}: MiB above idle (${idle.peak.toFixed(0)})`, run.peak - idle.peak, '≤', 256)
  }
}

/** Writes bytes that nothing can compress and returns their SHA-256. */
async function makeInput(path: string, bytes: number): Promise<string> {
  const hash = createHash('sha256')
  const stream = createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16))
  const zeros = Buffer.alloc(1 << 20)
  function* pieces(): Generator<Buffer> {
    for (let left = bytes; left > 0; left -= zeros.length) {
      const piece = stream.update(zeros.subarray(0, Math.min(left, zeros.length)))
      hash.update(piece)
      yield piece
    }
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path))
  return hash.digest('hex')
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** Memory if it has room, else the disk. */
export function roomyFolder(bytes: number): string {
  const shared = '/dev/shm'
  const free = (path: string): number => {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  }
  if (existsSync(shared) && Math.min(free(shared), freemem()) > bytes) return shared
  assert.ok(free(tmpdir()) > bytes, `${tmpdir()} has no room for ${bytes} bytes`)
  return tmpdir()
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((dir) => existsSync(join(dir, program)))
}

/** `512m`, `10g`, in bytes. */
export function parseSize(text: string): number {
  const [, number = '', unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? []
  assert.ok(number, `--size \`${text}\` is not like 512m or 10g`)
  return Number(number) * 1024 ** ' kmg'.indexOf(unit.toLowerCase() || ' ')
}
