import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { constants, diffieHellman, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const here = import.meta.dirname
const adapter = join(here, 'crypto')
const folder = join(here, '../../../shared/vectors/wycheproof')
const skip = existsSync(folder) ? false : '../shared/vectors/wycheproof is not there'

/** What no function of ours would do: other sizes in AES-GCM, RSA1_5; and where vectors contradict themselves. */
const unsupported: Readonly<Record<string, number>> = {
  'aes_gcm_test.json': 119,
  'json_web_encryption_test.json': 17,
  'json_web_signature_test.json': 7,
}

test('the given vectors of Wycheproof come out as expected', { skip }, () => {
  const args = [join(folder, 'run.mjs'), '--dir', folder, '--', adapter]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
  assert.equal(run.status, 0, run.stdout + run.stderr)
  assert.equal(run.stderr, '')

  const [, passed, failed] = /^(\d+) passed, (\d+) failed/m.exec(run.stdout) ?? []
  assert.equal(failed, '0')
  assert.ok(Number(passed) >= 2834, run.stdout)
  for (const [, file = '', count] of run.stdout.matchAll(/(\S+\.json): .* (\d+) unsupported/g)) {
    assert.equal(Number(count), unsupported[file] ?? 0, file)
  }
})

interface Question {
  readonly id: string
  readonly [field: string]: unknown
}

function ask(questions: readonly Question[]): ReadonlyMap<string, Record<string, unknown>> {
  const input = questions.map((one) => `${JSON.stringify(one)}\n`).join('')
  const run = spawnSync(adapter, { input, encoding: 'utf8' })
  assert.equal(run.status, 0, run.stderr)
  assert.equal(run.stderr, '')
  const lines = run.stdout.trim().split('\n')
  return new Map(lines.map((line) => JSON.parse(line)).map(({ id, ...answer }) => [id, answer]))
}

const der = (key: KeyObject): string =>
  key.type === 'public'
    ? key.export({ format: 'der', type: 'spki' }).toString('hex')
    : key.export({ format: 'der', type: 'pkcs8' }).toString('hex')
const pem = (key: KeyObject): string =>
  key.type === 'public'
    ? key.export({ format: 'pem', type: 'spki' })
    : key.export({ format: 'pem', type: 'pkcs8' })
const jwk = (key: KeyObject) => key.export({ format: 'jwk' })
const scalar = (key: KeyObject): string =>
  Buffer.from(jwk(key).d ?? '', 'base64url').toString('hex')

test('keys for agreement are read in every form, and refused when they are of another curve', () => {
  const x = [generateKeyPairSync('x25519'), generateKeyPairSync('x25519')] as const
  const p256 = { namedCurve: 'P-256' }
  const e = [generateKeyPairSync('ec', p256), generateKeyPairSync('ec', p256)] as const
  const other = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const shared = ([ours, theirs]: typeof x): string =>
    diffieHellman({ privateKey: ours.privateKey, publicKey: theirs.publicKey }).toString('hex')

  const x25519 = { curve: 'curve25519' }
  const secp256r1 = { curve: 'secp256r1' }
  const xdh = [
    ['XdhAsnComp', der(x[1].publicKey), der(x[0].privateKey), der(other.publicKey)],
    ['XdhPemComp', pem(x[1].publicKey), pem(x[0].privateKey), pem(other.publicKey)],
    ['XdhJwkComp', jwk(x[1].publicKey), jwk(x[0].privateKey), jwk(other.publicKey)],
  ] as const
  const ecdh = [
    ['EcdhTest', der(e[1].publicKey), scalar(e[0].privateKey), der(other.publicKey)],
    ['EcdhPemTest', pem(e[1].publicKey), pem(e[0].privateKey), pem(other.publicKey)],
    ['EcdhWebcryptoTest', jwk(e[1].publicKey), jwk(e[0].privateKey), jwk(other.publicKey)],
  ] as const
  const answers = ask(
    [
      ...xdh.map((one) => [x25519, ...one] as const),
      ...ecdh.map((one) => [secp256r1, ...one] as const),
    ].flatMap(([curve, type, theirs, ours, wrong]) => [
      { id: `${type} right`, type, ...curve, public: theirs, private: ours },
      { id: `${type} wrong`, type, ...curve, public: wrong, private: ours },
    ]),
  )
  for (const [type] of xdh)
    assert.deepEqual(answers.get(`${type} right`), { ok: true, out: shared(x) })
  for (const [type] of ecdh)
    assert.deepEqual(answers.get(`${type} right`), { ok: true, out: shared(e) })
  for (const [type] of [...xdh, ...ecdh])
    assert.deepEqual(answers.get(`${type} wrong`), { ok: false })
})

test('RSA signatures hold by their own padding and hash only', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const message = Buffer.from('message')
  const pss = sign('sha256', message, {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  }).toString('hex')
  const pkcs1 = sign('sha256', message, privateKey).toString('hex')
  const group = { publicKeyDer: der(publicKey), msg: message.toString('hex'), sha: 'SHA-256' }
  const masked = { ...group, type: 'RsassaPssVerify', mgf: 'MGF1', mgfSha: 'SHA-256', sLen: 32 }
  const plain = { ...group, type: 'RsassaPkcs1Verify' }
  const answers = ask([
    { ...masked, id: 'pss', sig: pss },
    { ...masked, id: 'pss, other salt', sig: pss, sLen: 20 },
    { ...masked, id: 'pss, other padding', sig: pkcs1 },
    { ...masked, id: 'pss, other mask', sig: pss, mgfSha: 'SHA-1' },
    { ...plain, id: 'pkcs1', sig: pkcs1 },
    { ...plain, id: 'pkcs1, other padding', sig: pss },
    { ...plain, id: 'pkcs1, other hash', sig: pkcs1, sha: 'SHA-512' },
  ])
  assert.deepEqual(Object.fromEntries(answers), {
    pss: { ok: true },
    'pss, other salt': { ok: false },
    'pss, other padding': { ok: false },
    'pss, other mask': { unsupported: true },
    pkcs1: { ok: true },
    'pkcs1, other padding': { ok: false },
    'pkcs1, other hash': { ok: false },
  })
})

test('a type of vector that is not known is not answered for', () => {
  assert.deepEqual(ask([{ id: 'one', type: 'DsaVerify' }]).get('one'), { unsupported: true })
})
