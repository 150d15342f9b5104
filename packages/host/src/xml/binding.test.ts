import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'

import {
  type BindingSigner,
  type BindingTrust,
  formatBinding,
  importBindingSigner,
  type Label,
  LabelError,
  type LabelErrorCode,
  parseBinding,
  parseLabel,
  requireDataSigned,
  type VerifiedBinding,
  verifyBinding,
} from '@entente/core/label'
import { type Bytes, fromUtf8, utf8 } from '@entente/core/lib'
import fc from 'fast-check'

import { readCertificate } from './certificate.ts'
import { xmlParser } from './parser.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const example = (name: string): string => readFileSync(join(examples, name), 'utf8')
const now = new Date('2026-11-26T00:00:00Z')
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}
const trustOf = (
  name: string,
  data: BindingTrust['data'] = new Map<string, Bytes>(),
): BindingTrust => ({ key: readCertificate(example(name)), at: now, data })
const verify = (xml: string, trust: BindingTrust): Promise<VerifiedBinding> =>
  verifyBinding(utf8(xml), trust, xmlParser)
const swapIn = (text: string, from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to)
  assert.notEqual(changed, text, `nothing to swap: ${String(from)}`)
  return changed
}

interface TestSigner {
  readonly signer: BindingSigner
  readonly trust: BindingTrust
}
const label: Label = parseLabel(readFileSync(join(examples, 'nzl-secret.xml')), xmlParser)
const files = new Map([['report%20%E6%A5%B5.txt', utf8('the report')]])
const uses: ('sign' | 'verify')[] = ['sign', 'verify']
const rsaOf = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
})
async function testSigner(pair: {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}): Promise<TestSigner> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey)
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  const key = { spki, notBefore: new Date(now.getTime() - 1000), notAfter: now }
  return {
    signer: await importBindingSigner(new Uint8Array(pkcs8)),
    trust: { key, at: now, data: files },
  }
}
let ec: TestSigner
let rsa: TestSigner
let ours: string

before(async () => {
  ec = await testSigner(
    await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, uses),
  )
  rsa = await testSigner(await crypto.subtle.generateKey(rsaOf(2048), true, uses))
  const content = {
    label,
    data: files,
    certificate: readCertificate(example('binding-signer-ec.pem')).der,
  }
  ours = fromUtf8(await formatBinding(content, ec.signer, xmlParser))
})

for (const [file, signer] of [
  ['binding-enveloped.xml', 'binding-signer-ec.pem'],
  ['binding-by-id.xml', 'binding-signer-rsa.pem'],
] as const) {
  test(`reads what another implementation signed: ${file}`, async () => {
    const binding = await verify(example(file), trustOf(signer))
    assert.equal(binding.label.classification, 'HIGH')
    assert.equal(binding.label.privacyMark, 'STAFF')
    assert.deepEqual([binding.data, binding.signedData], [['report.txt'], []])
    assert.throws(() => requireDataSigned(binding, []), code('label/binding-data'))
    assert.deepEqual(parseBinding(utf8(example(file)), xmlParser).label, binding.label)
  })

  test(`does not believe another key for ${file}`, async () => {
    const other = signer === 'binding-signer-ec.pem' ? rsa : ec
    await assert.rejects(verify(example(file), other.trust), code('label/binding-key'))
    const same = signer === 'binding-signer-ec.pem' ? ec : rsa
    await assert.rejects(verify(example(file), same.trust), code('label/binding-signature'))
  })
}

test('what we bind, is verified with its data and nothing else', async () => {
  const binding = await verify(ours, ec.trust)
  assert.deepEqual(binding.label, label)
  assert.deepEqual(binding.signedData, [...files.keys()])
  requireDataSigned(binding, [...files.keys()])
  for (const given of [[], ['another.txt'], [...files.keys(), 'another.txt']]) {
    assert.throws(() => requireDataSigned(binding, given), code('label/binding-data'))
  }
  const more = { ...binding, data: [...binding.data, 'another.txt'] }
  assert.throws(() => requireDataSigned(more, [...files.keys()]), code('label/binding-data'))
  const byRsa = await formatBinding(
    { label, data: files, certificate: null },
    rsa.signer,
    xmlParser,
  )
  requireDataSigned(await verifyBinding(byRsa, rsa.trust, xmlParser), [...files.keys()])

  const [uri = ''] = files.keys()
  const changed = new Map([[uri, utf8('the Report')]])
  await assert.rejects(verify(ours, { ...ec.trust, data: changed }), code('label/binding-data'))
  const moved = new Map([['another.txt', utf8('the report')]])
  await assert.rejects(verify(ours, { ...ec.trust, data: moved }), code('label/binding-external'))
})

test('a key verifies nothing outside of its time', async () => {
  for (const time of ['2026-11-25T23:59:58Z', '2026-11-26T00:00:01Z']) {
    await assert.rejects(
      verify(ours, { ...ec.trust, at: new Date(time) }),
      code('label/binding-key'),
    )
  }
})

test('only one certificate is a certificate, and RSA keys below 2048 bits are none', async () => {
  const pem = example('binding-signer-ec.pem')
  for (const text of ['', 'x', pem + pem, pem.slice(0, 300)]) {
    assert.throws(() => readCertificate(text), code('label/binding-key'))
  }
  const pair = await crypto.subtle.generateKey(rsaOf(1024), true, uses)
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  await assert.rejects(importBindingSigner(pkcs8), code('label/binding-key'))
})

const signature = /<ds:Signature [^]*<\/ds:Signature>/
const take = (text: string, part: RegExp): string => part.exec(text)?.[0] ?? assert.fail()

for (const [why, parameter] of [
  ['another parameter', '<ds:InclusiveNamespaces PrefixList="mb"/>'],
  ['no list', '<x:InclusiveNamespaces xmlns:x="http://www.w3.org/2001/10/xml-exc-c14n#"/>'],
  [
    'the default prefix',
    '<x:InclusiveNamespaces xmlns:x="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="#default"/>',
  ],
] as const) {
  test(`no canonical form with ${why}`, async () => {
    const xml = swapIn(
      example('binding-enveloped.xml'),
      /(<ds:CanonicalizationMethod [^>]*)\/>/,
      `$1>${parameter}</ds:CanonicalizationMethod>`,
    )
    const attempt = verify(xml, trustOf('binding-signer-ec.pem'))
    await assert.rejects(attempt, code('label/binding-algorithm'))
  })
}

/** Signs a binding whose only container is that of the example, with references of the caller's. */
async function signedWith(references: string): Promise<string> {
  const [head = '', tail = ''] = example('binding-enveloped.xml')
    .replace(/^<\?xml[^>]*>/, '')
    .split(signature)
  const algorithm = signer384(references)
  const around = (value: string): string =>
    `${head}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${algorithm}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>${tail}`
  const info = xmlParser.canonicalize(around(''), {
    method: 'exclusive',
    withComments: false,
    prefixes: [],
    target: [0, 0],
    without: null,
  })
  return around(Buffer.from(await ec.signer.sign(info)).toString('base64'))
}
const signer384 = (references: string): string =>
  `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>${references}</ds:SignedInfo>`
const wholeReference = take(example('binding-enveloped.xml'), /<ds:Reference [^]*<\/ds:Reference>/)
const dataReference = async (uri: string, transforms = ''): Promise<string> => {
  const digest = Buffer.from(await crypto.subtle.digest('SHA-384', utf8('x'))).toString('base64')
  return `<ds:Reference URI="${uri}">${transforms}<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#sha384"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`
}

test('data is signed as it is, and only data that has the label', async () => {
  const data = new Map([
    ['report.txt', utf8('x')],
    ['other.txt', utf8('x')],
  ])
  const trust = { ...ec.trust, data }
  const good = await signedWith(wholeReference + (await dataReference('report.txt')))
  assert.deepEqual((await verify(good, trust)).signedData, ['report.txt'])
  const other = await signedWith(wholeReference + (await dataReference('other.txt')))
  await assert.rejects(verify(other, trust), code('label/binding-coverage'))
  const transforms =
    '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>'
  const bent = await signedWith(wholeReference + (await dataReference('report.txt', transforms)))
  await assert.rejects(verify(bent, trust), code('label/binding-coverage'))
  const alone = await signedWith(await dataReference('report.txt'))
  await assert.rejects(verify(alone, trust), code('label/binding-coverage'))
})

test('an identifier that two elements have, means neither', async () => {
  const text = example('binding-by-id.xml')
  for (const attribute of ['Id', 'id', 'ID', 'xml:id']) {
    const xml = swapIn(text, '<mb:BindingInformation ', `<mb:BindingInformation ${attribute}="c" `)
    const attempt = verify(xml, trustOf('binding-signer-rsa.pem'))
    await assert.rejects(attempt, code('label/binding-coverage'))
  }
})

test('a key that the signature brings along is not asked', async () => {
  const [uri = ''] = files.keys()
  const text = swapIn(ours, /<ds:KeyInfo>[^]*<\/ds:KeyInfo>/, '')
  assert.deepEqual((await verify(text, ec.trust)).signedData, [uri])
  await assert.rejects(verify(ours, { ...rsa.trust }), code('label/binding-key'))
})

test('a changed binding ends in the label that was signed, or in an error of ours', async () => {
  const bytes = utf8(example('binding-by-id.xml'))
  const trust = trustOf('binding-signer-rsa.pem')
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.nat(bytes.length - 300).map((at) => bytes.slice(at, at + 300)),
      ),
      fc.nat(20),
      async (at, inserted, drop) => {
        const mutated = Uint8Array.of(
          ...bytes.subarray(0, at),
          ...inserted,
          ...bytes.subarray(at + drop),
        )
        try {
          const binding = await verifyBinding(mutated, trust, xmlParser)
          assert.equal(binding.label.classification, 'HIGH')
        } catch (error) {
          assert.ok(error instanceof LabelError, String(error))
        }
      },
    ),
    { numRuns: 300 },
  )
})
