/**
 * The sentences for {@link TdfErrorCode}.
 *
 * @module
 */
import type { TdfErrorCode } from './errors.ts'

const status = 422

/** What happened and what to do next, with the HTTP status. */
export const tdfErrorTexts: Readonly<
  Record<TdfErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'tdf/assertion': {
    en: 'A statement in the container was altered, or belongs to another container. Report it to the originator.',
    ja: '容器内の表明が改変されているか、別の容器のものです。提供者に報告してください。',
    status,
  },
  'tdf/bad-manifest': {
    en: 'The manifest of the container cannot be read. Get the container again from its source.',
    ja: '容器の目録を読めません。入手元から取り直してください。',
    status,
  },
  'tdf/bad-policy': {
    en: 'The policy in the container cannot be read. Get the container again from its source.',
    ja: '容器の方針を読めません。入手元から取り直してください。',
    status,
  },
  'tdf/bad-zip': {
    en: 'The file is no container, or one that hides something. Treat its source with care.',
    ja: '容器の形式ではないか、何かを隠しています。入手元に注意してください。',
    status,
  },
  'tdf/commitment': {
    en: 'The container holds another key than the one released. Treat it as altered and report it.',
    ja: '容器の鍵が、提供された鍵と異なります。改変されたものとして扱い、報告してください。',
    status,
  },
  'tdf/crc': {
    en: 'The container was damaged on its way. Get it again.',
    ja: '容器が途中で壊れています。取り直してください。',
    status,
  },
  'tdf/entries': {
    en: 'The container holds other files than it should. Treat its source with care.',
    ja: '容器に、あるべきでないファイルがあるか、足りないファイルがあります。入手元に注意してください。',
    status,
  },
  'tdf/label': {
    en: 'The container has no label that can be read, so it does not open. Ask the originator for a labelled one.',
    ja: '読み取れる秘密標記情報がないため、開けません。標記されたものを提供者に求めてください。',
    status,
  },
  'tdf/no-key': {
    en: 'None of the keys at hand opens the container. Check for which service it was sealed.',
    ja: '手元の鍵では開けません。どの鍵管理サービスあてに封印されたかを確かめてください。',
    status,
  },
  'tdf/payload-digest': {
    en: 'The payload is not the one that was signed. Treat it as altered and report it.',
    ja: '本体が、署名されたものと異なります。改変されたものとして扱い、報告してください。',
    status,
  },
  'tdf/policy-binding': {
    en: 'The policy was changed after the key was bound to it. Treat the container as altered and report it.',
    ja: '鍵の結合後に方針が変更されています。改変されたものとして扱い、報告してください。',
    status,
  },
  'tdf/root-signature': {
    en: 'The segment table was changed. Treat the container as altered and report it.',
    ja: 'セグメント表が変更されています。改変されたものとして扱い、報告してください。',
    status,
  },
  'tdf/segment': {
    en: 'A part of the payload was changed. Treat the container as altered and report it.',
    ja: '本体の一部が変更されています。改変されたものとして扱い、報告してください。',
    status,
  },
  'tdf/segment-table': {
    en: 'The sizes in the segment table contradict the payload. Treat the container as altered and report it.',
    ja: 'セグメント表の大きさが本体と矛盾します。改変されたものとして扱い、報告してください。',
    status,
  },
  'tdf/too-large': {
    en: 'A part of the container is larger than is ever needed. Treat its source with care.',
    ja: '容器の一部が異常に大きすぎます。入手元に注意してください。',
    status: 413,
  },
  'tdf/truncated': {
    en: 'The container ends too early. Get it again, whole.',
    ja: '容器が途中で切れています。全体を取り直してください。',
    status,
  },
  'tdf/unsupported': {
    en: 'The container uses a form that is not supported. Ask its source for OpenTDF 4.3.0 or 4.2.2.',
    ja: '対応していない形式の容器です。OpenTDF 4.3.0 または 4.2.2 のものを求めてください。',
    status,
  },
  'tdf/unverified-assertion': {
    en: 'A statement in the container is signed by a key that was not given. Name its key, or do not open it.',
    ja: '容器内の表明を検証する鍵がありません。鍵を指定するか、開かないでください。',
    status,
  },
}
