import assert from 'node:assert/strict'
import { test } from 'node:test'

import { utf8 } from '../lib/index.ts'

import {
  addCosignatures,
  cosign,
  formatNote,
  formatSignatures,
  formatVerifierKey,
  importNoteSigner,
  leafHash,
  type NoteKeyType,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseSignatures,
  parseVerifierKey,
  signCheckpoint,
  signNote,
  verifierKey,
  verifyCosignatures,
  verifyNote,
} from './index.ts'

const code = (expected: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === expected

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const origin = 'ledger.mod.example/tokyo'
const log = await importNoteSigner('note-ed25519', origin, seed(1))
const stranger = await importNoteSigner('note-ed25519', origin, seed(2))
const witness = await importNoteSigner('cosignature-ed25519', 'wellington.example/witness', seed(3))
const quantum = await importNoteSigner('cosignature-ml-dsa-44', 'wellington.example/pq', seed(4))
const checkpoint = { origin, size: 7, root: leafHash(seed(0)) }
const signed = await signCheckpoint(checkpoint, log)
const { text } = parseNote(signed)

test('a signed checkpoint opens under its own key, other lines beside it ignored', async () => {
  assert.deepEqual((await openCheckpoint(signed, log.key)).checkpoint, checkpoint)
  const note = parseNote(signed)
  assert.equal(formatNote(note), signed)
  const more = [await signNote(text, stranger), await cosign(text, witness, 5)]
  const crowded = formatNote({ text, signatures: [...more, ...note.signatures] })
  assert.deepEqual((await openCheckpoint(crowded, log.key)).checkpoint, checkpoint)
})

test('a checkpoint without a line by the key, or of another ledger, is not signed', async () => {
  await assert.rejects(openCheckpoint(signed, stranger.key), code('ledger/not-signed'))
  const other = await importNoteSigner('note-ed25519', 'ledger.example/other', seed(1))
  await assert.rejects(openCheckpoint(signed, other.key), code('ledger/other-origin'))
  await assert.rejects(signCheckpoint(checkpoint, other), code('ledger/other-origin'))
})

test('a line that says it is by the key and is not refuses the whole note', async () => {
  const [good] = parseNote(signed).signatures
  const bad = { ...good!, bytes: Uint8Array.from(good!.bytes, (byte) => byte ^ 1) }
  for (const signatures of [[bad], [good!, bad], [{ ...good!, bytes: good!.bytes.slice(1) }]]) {
    await assert.rejects(verifyNote({ text, signatures }, log.key), code('ledger/bad-signature'))
  }
  const changed = signed.replace('\n7\n', '\n8\n')
  await assert.rejects(openCheckpoint(changed, log.key), code('ledger/bad-signature'))
})

test('a line of the same key id under another name is by somebody else', async () => {
  const [good] = parseNote(signed).signatures
  const other = { name: 'else.example', keyId: log.key.id, bytes: new Uint8Array(64) }
  await verifyNote({ text, signatures: [other, good!] }, log.key)
  await assert.rejects(
    verifyNote({ text, signatures: [other] }, log.key),
    code('ledger/not-signed'),
  )
})

test('the blank line that counts is the last', async () => {
  const poem = 'Ognuno sta solo\n\ned è subito sera.\n'
  const note = parseNote(formatNote({ text: poem, signatures: [await signNote(poem, log)] }))
  assert.equal(note.text, poem)
  await verifyNote(note, log.key)
})

const [line = ''] = formatSignatures(parseNote(signed).signatures).split('\n')
for (const [why, input] of [
  ['no blank line', `${text}${line}\n`],
  ['no signature', `${text}\n`],
  ['an unfinished last line', `${text}\n${line}`],
  ['an empty line among the signatures', `${text}\n${line}\n\n`],
  ['a hyphen for the dash', `${text}\n${line.replace('\u2014', '-')}\n`],
  ['two spaces', `${text}\n${line.replace(' ', '  ')}\n`],
  ['a third word', `${text}\n${line} x\n`],
  ['no name', `${text}\n\u2014  QUJDREU=\n`],
  ['a plus in the name', `${text}\n\u2014 a+b QUJDREU=\n`],
  ['a no-break space in the name', `${text}\n\u2014 a\u00a0b QUJDREU=\n`],
  ['a next line in the name', `${text}\n\u2014 a\u0085b QUJDREU=\n`],
  ['a signature of no bytes', `${text}\n\u2014 a QUJDRA==\n`],
  ['base64 without padding', `${text}\n\u2014 a QUJDREU\n`],
  ['base64 with stray bits', `${text}\n\u2014 a QUJDREV=\n`],
  ['a carriage return', `${text}\n${line}\r\n`],
  ['a null character', `\0${signed}`],
  ['a tab in the text', signed.replace('7', '\t7')],
  ['half a character', `\ud800${signed}`],
  ['more than 64 signatures', `${text}\n${`${line}\n`.repeat(65)}`],
  ['more than 500,000 characters', `${'a'.repeat(500_000)}\n\n${line}\n`],
] as const) {
  test(`refuses a note with ${why}`, () => {
    assert.throws(() => parseNote(input), code('ledger/malformed'))
  })
}

test('reads a note of 16 signatures and more', () => {
  assert.equal(parseNote(`${text}\n${`${line}\n`.repeat(64)}`).signatures.length, 64)
})

const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='

test('extension lines are read over', () => {
  assert.equal(parseCheckpoint(`o\n20852163\n${root}\nany thing\n`).size, 20_852_163)
})

for (const body of [
  '',
  `o\n1\n${root}`,
  `\n1\n${root}\n`,
  `o\n01\n${root}\n`,
  `o\n-1\n${root}\n`,
  `o\n1.0\n${root}\n`,
  `o\n1e3\n${root}\n`,
  `o\n\n${root}\n`,
  `o\n9007199254740992\n${root}\n`,
  `o\n18446744073709551615\n${root}\n`,
  `o\n1\n${root}\nunfinished`,
  'o\n1\n\n',
  'o\n1\nAAAA\n',
  `o\n1\n${root.slice(0, -1)}\n`,
  `o\n1\n${root}\n\next\n`,
  `o\n1\n${root}\n\n`,
]) {
  test(`refuses the checkpoint ${JSON.stringify(body)}`, () => {
    assert.throws(() => parseCheckpoint(body), code('ledger/malformed'))
  })
}

for (const signer of [log, witness, quantum]) {
  test(`a verifier key of type ${signer.key.type} reads back`, () => {
    assert.deepEqual(parseVerifierKey(formatVerifierKey(signer.key)), signer.key)
  })
}

test('the key id is as another implementation computes it', () => {
  const vkey = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'
  assert.equal(formatVerifierKey(parseVerifierKey(vkey)), vkey)
})

const vkey = formatVerifierKey(log.key)
for (const [why, wrong] of [
  ['of another name', vkey.replace('tokyo', 'kyoto')],
  ['of another id', vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
  ['with its id in upper case', vkey.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase())],
  ['without a name', vkey.slice(vkey.indexOf('+'))],
  ['of an unknown type', vkey.replace('+AY', '+AI')],
  ['cut short', vkey.slice(0, -4)],
  ['followed by a line feed', `${vkey}\n`],
  ['that is empty', ''],
] as const) {
  test(`refuses a verifier key ${why}`, () => {
    assert.throws(() => parseVerifierKey(wrong), code('ledger/bad-key'))
  })
}

test('refuses names and key bytes that no key may have', async () => {
  for (const name of ['', 'a b', 'a+b', 'a\nb', 'a\u3000b', '\ud800', 'a'.repeat(256)]) {
    assert.throws(() => verifierKey('note-ed25519', name, seed(1)), code('ledger/bad-key'))
  }
  assert.throws(() => verifierKey('note-ed25519', 'a', new Uint8Array(31)), code('ledger/bad-key'))
  await assert.rejects(
    importNoteSigner('note-ed25519', 'a', new Uint8Array(31)),
    code('ledger/bad-key'),
  )
})

test('nothing is signed by a public key that is no point of the curve', async () => {
  const key = verifierKey('note-ed25519', origin, new Uint8Array(32).fill(0xff))
  const line0 = { name: origin, keyId: key.id, bytes: new Uint8Array(64) }
  await assert.rejects(verifyNote({ text, signatures: [line0] }, key), code('ledger/bad-signature'))
})

test('cosignatures of both algorithms verify, others are read over', async () => {
  const both = [
    await cosign(text, witness, 1_700_000_000),
    await cosign(text, quantum, 1_700_000_001),
  ]
  const note = parseNote(
    formatNote({ text, signatures: [...parseNote(signed).signatures, ...both] }),
  )
  assert.deepEqual(await verifyCosignatures(note, [witness.key, quantum.key]), [
    { name: witness.key.name, at: 1_700_000_000 },
    { name: quantum.key.name, at: 1_700_000_001 },
  ])
  assert.deepEqual(await verifyCosignatures(note, []), [])
  assert.deepEqual(parseSignatures(formatSignatures(both)), both)
})

test('an answer of a witness is added to the checkpoint once it verifies', async () => {
  const note = parseNote(signed)
  const keys = [witness.key]
  const old = await addCosignatures(note, [await cosign(text, witness, 1000)], keys)
  const answer = [await signNote(text, stranger), await cosign(text, witness, 2000)]
  const added = await addCosignatures(old, answer, keys)
  assert.deepEqual(added.signatures, [...note.signatures, answer[1]])
  assert.deepEqual(await verifyCosignatures(added, keys), [{ name: witness.key.name, at: 2000 }])
  for (const none of [[], [await cosign(text, quantum, 1000)]]) {
    await assert.rejects(addCosignatures(note, none, keys), code('ledger/not-cosigned'))
  }
  const wrong = [await cosign(text.replace('\n7\n', '\n8\n'), witness, 1000)]
  await assert.rejects(addCosignatures(note, wrong, keys), code('ledger/bad-signature'))
})

test('a cosignature without a time is verified and does not count', async () => {
  const timeless = { ...(await cosign(text, quantum, 1)), bytes: new Uint8Array(8 + 2420) }
  const note = { text, signatures: [timeless] }
  await assert.rejects(verifyCosignatures(note, [quantum.key]), code('ledger/bad-signature'))
  const message = utf8(`cosignature/v1\ntime 0\n${text}`)
  const zero = new Uint8Array(await crypto.subtle.sign('Ed25519', witness.privateKey, message))
  const line0 = { name: witness.key.name, keyId: witness.key.id, bytes: new Uint8Array(72) }
  line0.bytes.set(zero, 8)
  assert.deepEqual(await verifyCosignatures({ text, signatures: [line0] }, [witness.key]), [])
})

for (const signer of [witness, quantum]) {
  test(`a ${signer.key.type} holds for its text, time and name only`, async () => {
    const good = await cosign(text, signer, 1000)
    const refuses = (note: Parameters<typeof verifyCosignatures>[0]): Promise<void> =>
      assert.rejects(verifyCosignatures(note, [signer.key]), code('ledger/bad-signature'))
    const later = Uint8Array.from(good.bytes)
    later[7]! ^= 1
    await refuses({ text: text.replace('\n7\n', '\n8\n'), signatures: [good] })
    await refuses({ text, signatures: [{ ...good, bytes: later }] })
    await refuses({ text, signatures: [{ ...good, bytes: good.bytes.slice(0, 7) }] })
    await refuses({ text, signatures: [{ ...good, bytes: good.bytes.slice(0, -1) }] })
    const far = Uint8Array.from(good.bytes)
    far.fill(0xff, 0, 8)
    await refuses({ text, signatures: [{ ...good, bytes: far }] })
    const foreign = await cosign(
      text,
      { ...signer, privateKey: (await twin(signer.key.type)).privateKey },
      1000,
    )
    await refuses({ text, signatures: [foreign] })
  })
}

test('a key of one kind does not do the work of another', async () => {
  const note = parseNote(signed)
  await assert.rejects(verifyNote(note, witness.key), code('ledger/bad-key'))
  await assert.rejects(signNote(text, witness), code('ledger/bad-key'))
  await assert.rejects(cosign(text, log, 1), code('ledger/bad-key'))
  await assert.rejects(verifyCosignatures(note, [log.key]), code('ledger/bad-key'))
  await assert.rejects(cosign(text, witness, 0), RangeError)
})

test('the same Ed25519 key under both types has two ids, and its signatures do not cross', async () => {
  const cosigner = await importNoteSigner('cosignature-ed25519', origin, seed(1))
  assert.notEqual(cosigner.key.id, log.key.id)
  const bytes = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 9, ...parseNote(signed).signatures[0]!.bytes])
  await assert.rejects(
    verifyCosignatures({ text, signatures: [{ name: origin, keyId: cosigner.key.id, bytes }] }, [
      cosigner.key,
    ]),
    code('ledger/bad-signature'),
  )
})

function twin(type: NoteKeyType): ReturnType<typeof importNoteSigner> {
  return importNoteSigner(type, 'twin.example', seed(9))
}
