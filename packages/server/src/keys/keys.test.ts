import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect, createServer } from 'node:tls'

import { generateHybridKey } from '@entente/core/crypto'

import { files } from '../files/index.ts'

import {
  createKeyring,
  createTlsIdentity,
  generateMemberKeys,
  generateNoteKey,
  KeysError,
  openKeyring,
  type Secret,
} from './index.ts'

const secret: Secret = { kind: 'passphrase', passphrase: 'a harbour in the morning' }
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const code = (expected: string) => (error: unknown) =>
  error instanceof KeysError && error.code === expected

async function temporary(): Promise<{ folder: string; file: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-keys-'))
  return {
    folder,
    file: join(folder, 'keyring.json'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

test('keys come back under the same passphrase, and none is readable on the disk', async () => {
  await using place = await temporary()
  const keyring = await createKeyring(place.folder, secret)
  const ledger = generateNoteKey('jpn.example/ledger', random)
  await keyring.set({ ledger })
  assert.deepEqual((await openKeyring(place.folder, secret)).get('ledger'), ledger)
  assert.doesNotMatch(await readFile(place.file, 'utf8'), new RegExp(ledger.seed))
  assert.equal((await stat(place.file)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(place.folder), ['keyring.json'])
})

test('a key file opens as a passphrase does, and neither stands for the other', async () => {
  await using place = await temporary()
  const bytes = new TextEncoder().encode('0123456789abcdef0123456789abcdef')
  await createKeyring(place.folder, { kind: 'key-file', bytes })
  await openKeyring(place.folder, { kind: 'key-file', bytes })
  const passphrase = new TextDecoder().decode(bytes)
  await assert.rejects(
    openKeyring(place.folder, { kind: 'passphrase', passphrase }),
    code('keys/wrong-secret'),
  )
})

test('a passphrase is the same whichever way its letters were composed', async () => {
  await using place = await temporary()
  await createKeyring(place.folder, {
    kind: 'passphrase',
    passphrase: 'p\u0101keh\u0101 \u304c harbour',
  })
  await openKeyring(place.folder, {
    kind: 'passphrase',
    passphrase: 'pa\u0304keha\u0304 \u304b\u3099 harbour',
  })
})

test('refuses another passphrase', async () => {
  await using place = await temporary()
  await createKeyring(place.folder, secret)
  await assert.rejects(
    openKeyring(place.folder, { kind: 'passphrase', passphrase: 'a harbour in the evening' }),
    code('keys/wrong-secret'),
  )
})

for (const [why, weak] of [
  ['a passphrase of eleven characters', { kind: 'passphrase', passphrase: '12345678901' }],
  ['a key file of 31 bytes', { kind: 'key-file', bytes: new Uint8Array(31) }],
] as const) {
  test(`refuses to seal with ${why}`, async () => {
    await using place = await temporary()
    await assert.rejects(createKeyring(place.folder, weak), code('keys/weak-secret'))
  })
}

test('refuses to make a keyring where there is one, and to open one where there is none', async () => {
  await using place = await temporary()
  await assert.rejects(openKeyring(place.folder, secret), code('keys/missing'))
  await createKeyring(place.folder, secret)
  await assert.rejects(createKeyring(place.folder, secret), code('keys/exists'))
})

interface StoredFile {
  header: { version: number; nonce: string; parameters: { passes: number; memoryKiB: number } }
  ciphertext: string
}

for (const [why, change, expected] of [
  [
    'a changed byte of a key',
    (file) => (file.ciphertext = flip(file.ciphertext)),
    'keys/wrong-secret',
  ],
  ['another nonce', (file) => (file.header.nonce = flip(file.header.nonce)), 'keys/wrong-secret'],
  ['fewer passes', (file) => (file.header.parameters.passes = 2), 'keys/wrong-secret'],
  ['a ciphertext cut off', (file) => (file.ciphertext = 'AAAA'), 'keys/wrong-secret'],
  [
    'memory that would stall us',
    (file) => (file.header.parameters.memoryKiB = 2 ** 31),
    'keys/malformed',
  ],
  ['another version', (file) => (file.header.version = 2), 'keys/malformed'],
  ['a member nobody knows', (file) => Object.assign(file, { note: '' }), 'keys/malformed'],
] satisfies readonly [string, (file: StoredFile) => unknown, string][]) {
  test(`refuses a keyring with ${why}`, async () => {
    await using place = await temporary()
    await createKeyring(place.folder, secret)
    const file: StoredFile = JSON.parse(await readFile(place.file, 'utf8'))
    change(file)
    await writeFile(place.file, JSON.stringify(file))
    await assert.rejects(openKeyring(place.folder, secret), code(expected))
  })
}

test('refuses a file that is no keyring', async () => {
  await using place = await temporary()
  for (const bytes of ['', 'null', '{}', Uint8Array.of(0xff)]) {
    await writeFile(place.file, bytes)
    await assert.rejects(openKeyring(place.folder, secret), code('keys/malformed'))
  }
})

test('refuses a key that has not the form of its name, and does not quote it', async () => {
  await using place = await temporary()
  const keyring = await createKeyring(place.folder, secret)
  const bad = { name: 'jpn.example/ledger', seed: 'not-a-seed' }
  await assert.rejects(keyring.set({ ledger: bad }), (error: Error) => {
    assert.ok(code('keys/malformed')(error))
    assert.doesNotMatch(`${error.message}${String(error.cause)}`, /not-a-seed/)
    return true
  })
  assert.throws(() => keyring.get('ledger'), code('keys/missing'))
})

test('keys set at the same time are all kept', async () => {
  await using place = await temporary()
  const keyring = await createKeyring(place.folder, secret)
  await Promise.all([
    keyring.set({ ledger: generateNoteKey('l', random) }),
    keyring.set({ witness: generateNoteKey('w', random) }),
    keyring.set({ token: { seed: generateNoteKey('t', random).seed } }),
  ])
  const names = (await openKeyring(place.folder, secret)).names()
  assert.deepEqual([...names], ['ledger', 'witness', 'token'])
})

test('a keyring put under another secret is opened by that one alone', async () => {
  await using place = await temporary()
  const keyring = await createKeyring(place.folder, secret)
  const ledger = generateNoteKey('l', random)
  await keyring.set({ ledger })
  const next: Secret = { kind: 'key-file', bytes: random(32) }
  await keyring.reseal(next)
  assert.deepEqual((await openKeyring(place.folder, next)).get('ledger'), ledger)
  await assert.rejects(openKeyring(place.folder, secret), code('keys/wrong-secret'))
})

test('a write that fails leaves the keys as they were', async () => {
  await using place = await temporary()
  await createKeyring(place.folder, secret)
  const keyring = await openKeyring(place.folder, secret, {
    files: { read: files.read, write: () => Promise.reject(new Error('disk full')) },
    random,
  })
  await assert.rejects(keyring.set({ ledger: generateNoteKey('l', random) }), /disk full/)
  assert.deepEqual(keyring.names(), [])
})

const names = {
  member: 'jpn',
  hosts: ['tokyo.example', '127.0.0.1'],
  now: new Date('2026-11-25T00:00:00Z'),
  days: 365,
  ledger: 'jpn.example/ledger',
  witness: 'jpn.example/witness',
}

test('every key of a new member fits into its keyring', async () => {
  await using place = await temporary()
  const keyring = await createKeyring(place.folder, secret)
  await keyring.set(await generateMemberKeys(names, random))
  const again = await openKeyring(place.folder, secret)
  assert.deepEqual([...again.names()], ['ledger', 'witness', 'label', 'message', 'tls', 'token'])
  assert.equal(again.get('ledger').name, 'jpn.example/ledger')
})

test('the certificate is P-256, names member and hosts, and serves both ends of TLS 1.3', async () => {
  const { privateKeyPem: key, certificatePem: cert } = await createTlsIdentity({
    ...names,
    now: new Date(),
  })
  const certificate = new X509Certificate(cert)
  assert.equal(certificate.subject, 'CN=jpn')
  assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1')
  assert.ok(certificate.checkHost('tokyo.example') && certificate.checkIP('127.0.0.1'))
  assert.equal(certificate.ca, false)

  const server = createServer({ key, cert, ca: cert, requestCert: true, minVersion: 'TLSv1.3' })
  server.listen(0, '127.0.0.1')
  const peer = await new Promise((resolve, reject) => {
    server.on('secureConnection', (socket) => {
      resolve(socket.authorized)
      socket.end()
    })
    server.on('tlsClientError', reject)
    server.on('listening', () => {
      const address = server.address()
      assert.ok(address && typeof address === 'object')
      connect({ port: address.port, host: '127.0.0.1', key, cert, ca: cert })
        .on('error', reject)
        .resume()
    })
  })
  assert.equal(peer, true)
  server.close()
})

test('nothing in a member id can add to the subject of its certificate', async () => {
  const { certificatePem } = await createTlsIdentity({ ...names, member: 'jpn, O=Other\\+C=NZ' })
  const { subject } = new X509Certificate(certificatePem).toLegacyObject()
  assert.deepEqual(Object.keys(subject), ['CN'])
})

function flip(base64url: string): string {
  const bytes = Uint8Array.fromBase64(base64url, { alphabet: 'base64url' })
  bytes[0]! ^= 1
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}

test('the keys that people hold come back as they were, each under its own name', async () => {
  await using place = await temporary()
  const keyring = await createKeyring(place.folder, secret)
  const appointing = (await generateHybridKey()).privateKey
  const person = (await generateHybridKey()).privateKey
  await keyring.set({ appointing })
  await keyring.set({ person })
  const opened = await openKeyring(place.folder, secret)
  assert.deepEqual(opened.names(), ['appointing', 'person'])
  assert.deepEqual(opened.get('appointing'), appointing)
  assert.deepEqual(opened.get('person'), person)
})
