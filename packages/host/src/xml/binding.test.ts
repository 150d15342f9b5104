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
const container = /<mb:MetadataBindingContainer[^]*<\/mb:MetadataBindingContainer>/
const take = (text: string, part: RegExp): string => part.exec(text)?.[0] ?? assert.fail()
const fake = (text: string): string => take(text, container).replace('>HIGH<', '>LOW<')
/** Hides the signed container, which keeps its identifier, and puts a false one in its place. */
const wrapped = (text: string, open: string, close: string): string =>
  text.replace(
    container,
    (signed) => `${fake(text).replace(' Id="c"', '')}${open}${signed}${close}`,
  )

for (const [why, change, expected] of [
  ['a changed level', (x) => swapIn(x, '>HIGH<', '>LOW<'), 'label/binding-signature'],
  [
    'a changed name of the data',
    (x) => swapIn(x, 'report.txt', 'other.txt'),
    'label/binding-signature',
  ],
  [
    'an added attribute',
    (x) => swapIn(x, '<mb:Metadata>', '<mb:Metadata Id="x">'),
    'label/binding-signature',
  ],
  [
    'an added space',
    (x) => swapIn(x, '<mb:Metadata>', '<mb:Metadata> '),
    'label/binding-signature',
  ],
  ['no signature', (x) => swapIn(x, signature, ''), 'label/binding-unsigned'],
  [
    'a signature of another namespace',
    (x) => swapIn(x, '2000/09/xmldsig#"', '2000/09/xmldsig"'),
    'label/binding-unsigned',
  ],
  [
    'two signatures',
    (x) => swapIn(x, signature, `${take(x, signature)}${take(x, signature)}`),
    'label/binding-coverage',
  ],
  [
    'a signature in another place',
    (x) =>
      swapIn(swapIn(x, signature, ''), '</mb:Metadata>', `${take(x, signature)}</mb:Metadata>`),
    'label/binding-coverage',
  ],
  [
    'a changed digest',
    (x) => swapIn(x, /<ds:DigestValue>./, '<ds:DigestValue>A'),
    'label/binding-signature',
  ],
  [
    'a digest that is not base64',
    (x) => swapIn(x, '<ds:DigestValue>', '<ds:DigestValue>!'),
    'label/malformed',
  ],
  [
    'a signature without a reference',
    (x) => swapIn(x, /<ds:Reference[^]*<\/ds:Reference>/, ''),
    'label/malformed',
  ],
  [
    'content inside of the signature',
    (x) => swapIn(x, '</ds:Signature>', '<ds:Object/></ds:Signature>'),
    'label/malformed',
  ],
  [
    'a digest by SHA-1',
    (x) => swapIn(x, /(DigestMethod Algorithm=")[^"]*/, '$1http://www.w3.org/2000/09/xmldsig#sha1'),
    'label/binding-algorithm',
  ],
  [
    'a digest by MD5',
    (x) =>
      swapIn(x, /(DigestMethod Algorithm=")[^"]*/, '$1http://www.w3.org/2001/04/xmldsig-more#md5'),
    'label/binding-algorithm',
  ],
  [
    'a MAC for a signature',
    (x) =>
      swapIn(
        x,
        /(SignatureMethod Algorithm=")[^"]*/,
        '$1http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
      ),
    'label/binding-algorithm',
  ],
  [
    'RSA with SHA-1',
    (x) =>
      swapIn(
        x,
        /(SignatureMethod Algorithm=")[^"]*/,
        '$1http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      ),
    'label/binding-algorithm',
  ],
  [
    'no algorithm',
    (x) => swapIn(x, /SignatureMethod Algorithm="[^"]*"/, 'SignatureMethod'),
    'label/binding-algorithm',
  ],
  [
    'a parameter of the signature',
    (x) =>
      swapIn(
        x,
        /(<ds:SignatureMethod [^>]*)\/>/,
        '$1><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>',
      ),
    'label/binding-algorithm',
  ],
  [
    'an XPath transform',
    (x) =>
      swapIn(
        x,
        /(Transform Algorithm=")[^"]*("\/><\/ds:Transforms>)/,
        '$1http://www.w3.org/TR/1999/REC-xpath-19991116$2',
      ),
    'label/binding-algorithm',
  ],
  [
    'an XSLT transform',
    (x) =>
      swapIn(
        x,
        /(Transform Algorithm=")[^"]*("\/><\/ds:Transforms>)/,
        '$1http://www.w3.org/TR/1999/REC-xslt-19991116$2',
      ),
    'label/binding-algorithm',
  ],
  [
    'many transforms',
    (x) =>
      swapIn(
        x,
        '</ds:Transforms>',
        '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>',
      ),
    'label/binding-algorithm',
  ],
  [
    'seventeen references',
    (x) =>
      swapIn(
        x,
        /<ds:Reference[^]*<\/ds:Reference>/,
        take(x, /<ds:Reference[^]*<\/ds:Reference>/).repeat(17),
      ),
    'label/malformed',
  ],
  [
    'another root',
    (x) => x.replaceAll('BindingInformation', 'BindingInformations'),
    'label/unknown-root',
  ],
  ['a second container', (x) => swapIn(x, container, `$&${fake(x)}`), null],
  [
    'a document type',
    (x) => swapIn(x, '<mb:BindingInf', '<!DOCTYPE a><mb:BindingInf'),
    'label/xml-doctype',
  ],
  [
    'more than a megabyte',
    (x) => swapIn(x, '<mb:Metadata>', `<mb:Metadata>${' '.repeat(1_048_576)}`),
    'label/xml-too-large',
  ],
] as const satisfies readonly (readonly [
  string,
  (xml: string) => string,
  LabelErrorCode | null,
])[]) {
  test(`no binding: ${why}`, async () => {
    for (const [file, signer] of [
      ['binding-enveloped.xml', 'binding-signer-ec.pem'],
      ['binding-by-id.xml', 'binding-signer-rsa.pem'],
    ] as const) {
      const attempt = verify(change(example(file)), trustOf(signer))
      await assert.rejects(attempt, expected === null ? LabelError : code(expected))
    }
  })
}

for (const [why, open, close, expected] of [
  ['beside', '', '', 'label/binding-coverage'],
  ['in another element', '<mb:Metadata>', '</mb:Metadata>', 'label/malformed'],
  ['in an element of nobody', '<x xmlns="urn:x">', '</x>', 'label/binding-signature'],
] as const) {
  test(`a signed container moved ${why} signs nothing`, async () => {
    const xml = wrapped(example('binding-by-id.xml'), open, close)
    assert.match(xml, />LOW</)
    await assert.rejects(verify(xml, trustOf('binding-signer-rsa.pem')), code(expected))
  })
}

test('a signed container inside of the false one’s data signs nothing', async () => {
  const text = example('binding-by-id.xml')
  const data = `<mb:Data>${take(text, container)}</mb:Data></mb:MetadataBinding>`
  const bare = fake(text).replace(' Id="c"', '').replace('</mb:MetadataBinding>', data)
  const xml = text.replace(container, bare)
  await assert.rejects(
    verify(xml, trustOf('binding-signer-rsa.pem')),
    code('label/binding-coverage'),
  )
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
