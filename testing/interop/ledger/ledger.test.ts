/**
 * A ledger made by our code, verified by Go's sumdb libraries.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'

import {
  appendLeaves,
  cosign,
  emptyTree,
  formatBundle,
  formatNote,
  formatTile,
  formatTilePath,
  formatVerifierKey,
  importNoteSigner,
  leafHash,
  parseNote,
  signCheckpoint,
  tilesOf,
  treeRoot,
} from '@entente/core/ledger'

import { federation } from '../../federation.ts'

const source = import.meta.dirname
const folder = mkdtempSync(join(tmpdir(), 'entente-ledger-'))
after(() => {
  rmSync(folder, { recursive: true })
})

const size = 700
const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const log = await importNoteSigner('note-ed25519', 'tokyo.example/ledger', seed(1))
const witness = await importNoteSigner('cosignature-ed25519', 'wellington.example/w', seed(2))
const vkey = formatVerifierKey(log.key)

const verifier = join(folder, 'verify-ledger')
const skip = build()

test('Go verifies our ledger, its tiles and its signature', { skip }, async () => {
  await exportLog()
  const run = verify(vkey)
  assert.equal(run.status, 0, run.stderr)
  assert.match(run.stdout, /^tokyo\.example\/ledger: 700 entries, 4 tiles, root /)
})

test('Go refuses it once any file or the key is another', { skip }, async () => {
  await exportLog()
  const files = ['checkpoint', ...[...tilesOf(size)].map(formatTilePath)]
  for (const file of files) {
    const path = join(folder, file)
    const bytes = readFileSync(path)
    const changed = Uint8Array.from(bytes)
    changed[40]! ^= 1
    writeFileSync(path, changed)
    assert.equal(verify(vkey).status, 1, file)
    writeFileSync(path, bytes)
  }
  const other = await importNoteSigner('note-ed25519', 'tokyo.example/ledger', seed(3))
  assert.equal(verify(formatVerifierKey(other.key)).status, 1)
  assert.equal(verify(vkey).status, 0)
})

test('Go verifies what a running server serves, from the entries up', { skip }, async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  const at = new Date().toISOString()
  await tokyo.server.ledger.record(async (_tx, append) => {
    for (let count = 0; count < 300; count++) append({ kind: 'backup-made', at, size: count })
  })
  await tokyo.server.federation.witnessRound()
  const { certificatePem, privateKeyPem } = wellington.server.keyring.get('tls')
  writeFileSync(join(folder, 'server.pem'), tokyo.server.keyring.get('tls').certificatePem)
  writeFileSync(join(folder, 'client.pem'), certificatePem)
  writeFileSync(join(folder, 'client.key'), privateKeyPem)
  const served = (key: string): Promise<string> =>
    // Not in step: the server answers in this process.
    promisify(execFile)(verifier, [
      `https://127.0.0.1:${tokyo.server.listener.port}/ledger`,
      key,
      ...['server.pem', 'client.pem', 'client.key'].map((file) => join(folder, file)),
    ]).then(({ stdout }) => stdout)
  const key = formatVerifierKey(tokyo.server.ledger.key)
  const { size: entries } = tokyo.server.ledger.checkpoint()
  assert.ok(
    (await served(key)).startsWith(`${tokyo.server.ledger.key.name}: ${entries} entries, 3 tiles`),
  )
  await assert.rejects(served(vkey), /refused/)
})

function build(): string | false {
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', CGO_ENABLED: '0' }
  const version = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env })
  const [, minor = 0] = /^go1\.(\d+)/.exec(version.stdout ?? '') ?? []
  if (Number(minor) < 22) return 'needs Go 1.22 or newer'
  const options = { cwd: source, encoding: 'utf8', env } as const
  const download = spawnSync('go', ['mod', 'download'], { ...options, timeout: 60_000 })
  if (download.status !== 0) return 'golang.org/x/mod is not to be had: no network for Go modules'
  const built = spawnSync('go', ['build', '-o', verifier, '.'], options)
  assert.equal(built.status, 0, built.stderr)
  return false
}

function verify(key: string): { readonly status: number | null; stdout: string; stderr: string } {
  return spawnSync(verifier, [folder, key], { encoding: 'utf8' })
}

/** Grown in uneven steps, as a sequencer would. */
async function exportLog(): Promise<void> {
  const entries = Array.from({ length: size }, (_, index) =>
    Uint8Array.from(createHash('sha256').update(`event ${index}`).digest()),
  )
  let tree = emptyTree
  for (const end of [1, 200, 256, 511, size]) {
    const growth = appendLeaves(tree, entries.slice(tree.size, end).map(leafHash))
    tree = growth.tree
    for (const { level, index, hashes } of growth.tiles) {
      write(formatTilePath({ level, index, width: hashes.length }), formatTile(hashes))
    }
  }
  for (const name of tilesOf(size)) {
    if (name.level !== 'entries') continue
    const first = name.index * 256
    write(formatTilePath(name), formatBundle(entries.slice(first, first + name.width)))
  }
  const checkpoint = { origin: log.key.name, size, root: treeRoot(tree) }
  const { text, signatures } = parseNote(await signCheckpoint(checkpoint, log))
  const cosignature = await cosign(text, witness, 1_800_000_000)
  write('checkpoint', formatNote({ text, signatures: [...signatures, cosignature] }))
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}
