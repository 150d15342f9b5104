import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  type BindingTrust,
  LabelError,
  type LabelErrorCode,
  type VerifiedBinding,
  verifyBinding,
} from '@entente/core/label'
import { type Bytes, utf8 } from '@entente/core/lib'

import { readCertificate } from './certificate.ts'
import { xmlParser } from './parser.ts'

const examples = join(import.meta.dirname, '../../../core/src/label/examples')
const example = (name: string): string => readFileSync(join(examples, name), 'utf8')
const code = (expected: LabelErrorCode) => (error: unknown) => {
  assert.ok(error instanceof LabelError, String(error))
  assert.equal(error.code, expected)
  return true
}
const trustOf = (name: string): BindingTrust => ({
  key: readCertificate(example(name)),
  at: new Date('2026-11-26T00:00:00Z'),
  data: new Map<string, Bytes>(),
})
const verify = (xml: string, trust: BindingTrust): Promise<VerifiedBinding> =>
  verifyBinding(utf8(xml), trust, xmlParser)
const swapIn = (text: string, from: string | RegExp, to: string): string => {
  const changed = text.replace(from, to)
  assert.notEqual(changed, text, `nothing to swap: ${String(from)}`)
  return changed
}

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
    'a reference without a URI',
    (x) => swapIn(x, /<ds:Reference URI="[^"]*"/, '<ds:Reference'),
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
    'a reference twice',
    (x) =>
      swapIn(
        x,
        /<ds:Reference[^]*<\/ds:Reference>/,
        take(x, /<ds:Reference[^]*<\/ds:Reference>/).repeat(2),
      ),
    'label/malformed',
  ],
  [
    'seventeen references',
    (x) =>
      swapIn(
        x,
        /<ds:Reference[^]*<\/ds:Reference>/,
        Array.from({ length: 17 }, (_, at) =>
          take(x, /<ds:Reference[^]*<\/ds:Reference>/).replace(/URI="[^"]*"/, `URI="#c${at}"`),
        ).join(''),
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

const part = /<mb:MetadataBinding [^]*?<\/mb:MetadataBinding>/
const falsePart = (text: string): string =>
  take(text, part).replace('>HIGH<', '>LOW<').replace(' Id="b1"', '')

for (const [why, change, expected] of [
  ['is read where all are signed', (x) => x, null],
  ['of another level is refused', (x) => swapIn(x, '>HIGH<', '>LOW<'), 'label/binding-signature'],
  ['with other data is refused', (x) => swapIn(x, '>b1<', '>c1<'), 'label/binding-signature'],
  [
    'is not read beside signed ones',
    (x) => swapIn(x, part, `$&${falsePart(x)}`),
    'label/binding-coverage',
  ],
  [
    'is not read in place of a signed one',
    (x) => swapIn(x, part, falsePart(x)),
    'label/binding-coverage',
  ],
  [
    'is not read in a container of its own',
    (x) =>
      swapIn(
        x,
        '</mb:BindingInformation>',
        `<mb:MetadataBindingContainer>${falsePart(x)}</mb:MetadataBindingContainer>$&`,
      ),
    'label/binding-coverage',
  ],
  [
    'that is signed and stands twice is refused',
    (x) => swapIn(x, part, '$&$&'),
    'label/binding-coverage',
  ],
  [
    'that is signed is not read from the data of a false one',
    (x) => swapIn(x, part, falsePart(x).replace('</mb:Data>', `${take(x, part)}</mb:Data>`)),
    'label/binding-coverage',
  ],
  ['that is signed may not be left out', (x) => swapIn(x, part, ''), 'label/binding-coverage'],
  [
    'takes no data from the one beside it',
    (x) => swapIn(swapIn(x, '>b1<', '>b0<'), '>b2<', '>b1<'),
    'label/binding-signature',
  ],
] as const satisfies readonly (readonly [
  string,
  (xml: string) => string,
  LabelErrorCode | null,
])[]) {
  test(`a single binding ${why}`, async () => {
    const attempt = verify(change(example('binding-by-part.xml')), {
      ...trustOf('binding-signer-part.pem'),
      at: new Date('2030-01-01T00:00:00Z'),
    })
    if (expected !== null) return assert.rejects(attempt, code(expected))
    assert.equal((await attempt).label.classification, 'HIGH')
  })
}
