/**
 * The sentences for {@link CryptoErrorCode} and {@link SignatureErrorCode}.
 *
 * @module
 */
import type { CryptoErrorCode } from './errors.ts'
import type { SignatureErrorCode } from './signature-errors.ts'

interface Text {
  readonly en: string
  readonly ja: string
  readonly status: number
}

/** What happened and what to do next, with the HTTP status. */
export const cryptoErrorTexts: Readonly<Record<CryptoErrorCode, Text>> = {
  'crypto/bad-ciphertext': {
    en: 'Something encrypted does not open with this key: it is for another key, or it was altered.',
    ja: '暗号化されたものがこの鍵で開きません。別の鍵あてか、改変されています。',
    status: 422,
  },
  'crypto/bad-key': {
    en: 'A key cannot be read. Check that it is the right file, in PEM, and of a suite that is allowed.',
    ja: '鍵を読めません。正しい PEM ファイルで、認められた方式の鍵かを確かめてください。',
    status: 422,
  },
  'crypto/unsupported': {
    en: 'The key or its use is of a kind that is not supported. Use a key of one of the documented suites.',
    ja: '対応していない種類の鍵または用法です。文書にある方式の鍵を使ってください。',
    status: 422,
  },
}

/** What happened and what to do next, with the HTTP status. */
export const signatureErrorTexts: Readonly<Record<SignatureErrorCode, Text>> = {
  'signature/bad-key': {
    en: 'A signature key cannot be read. Check that it is the right file.',
    ja: '署名鍵を読めません。正しいファイルかを確かめてください。',
    status: 422,
  },
  'signature/foreign': {
    en: 'The statement is signed by a key that has no part in it, or the copies differ. Compare it with the other side.',
    ja: '関係のない鍵で署名されているか、写しの内容が異なります。相手方の写しと照合してください。',
    status: 422,
  },
  'signature/invalid': {
    en: 'A signature does not fit what it stands under. Treat the statement as altered.',
    ja: '署名が内容と一致しません。改変されたものとして扱ってください。',
    status: 422,
  },
  'signature/malformed': {
    en: 'The statement does not have the form of one. Check that it is the right file and that it arrived whole.',
    ja: '署名付き文書の形式ではありません。正しいファイルか、全体が届いたかを確かめてください。',
    status: 400,
  },
  'signature/missing': {
    en: 'A signature that is needed is missing. The member or officer named has to sign.',
    ja: '必要な署名が欠けています。示された締約者または担当官が署名してください。',
    status: 422,
  },
}
