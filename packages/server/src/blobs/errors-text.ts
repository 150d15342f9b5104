/**
 * What each refusal of the blob store means and what to do next, in both languages.
 *
 * @module
 */
import type { BlobsErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const blobsErrorTexts: Readonly<
  Record<BlobsErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'blobs/bad-range': {
    en: 'The payload has no such range of bytes. Ask for its size first.',
    ja: '指定された範囲はペイロードにありません。先にサイズを確認してください。',
    status: 416,
  },
  'blobs/busy': {
    en: 'This payload is being written by another request. Wait until it ends, then ask how far it got.',
    ja: 'このペイロードは別の要求が書き込み中です。終了を待ち、どこまで届いたかを確認してください。',
    status: 409,
  },
  'blobs/corrupt': {
    en: 'The stored payload is no longer what it was: the disk or somebody changed it. Fetch it again from its originator or from a backup.',
    ja: '保存されたペイロードが変化しています。提供者またはバックアップから取得し直してください。',
    status: 500,
  },
  'blobs/malformed': {
    en: 'The payload digest or the list of segments is not in the form of the specification. Announce the payload again.',
    ja: 'ペイロードダイジェストまたはセグメント一覧の形式が仕様と異なります。もう一度通知してください。',
    status: 422,
  },
  'blobs/not-next': {
    en: 'Segments have to follow each other. Ask how far the payload got and continue there.',
    ja: 'セグメントは順番に送る必要があります。どこまで届いたかを確認し、続きから送ってください。',
    status: 409,
  },
  'blobs/too-long': {
    en: 'More bytes came than the announced segments hold. What was announced is kept; compare the sender with its own list.',
    ja: '通知されたセグメントより多くのデータが届きました。通知分は保存されています。送信側の一覧を確認してください。',
    status: 422,
  },
  'blobs/unknown': {
    en: 'There is no whole payload of this digest here. Announce and send it first.',
    ja: 'このダイジェストの完全なペイロードはありません。先に通知して送信してください。',
    status: 404,
  },
  'blobs/wrong-digest': {
    en: 'The list of segments belongs to another payload. Nothing was kept; announce the payload with its own list.',
    ja: 'セグメント一覧が別のペイロードのものです。何も保存していません。正しい一覧で通知してください。',
    status: 422,
  },
  'blobs/wrong-segment': {
    en: 'A segment is not the one that was announced: it was damaged or changed on the way. The segments before it are kept; send again from there.',
    ja: 'セグメントが通知されたものと一致しません。途中で破損または改変されました。前の分は保存済みです。そこから送り直してください。',
    status: 422,
  },
}
