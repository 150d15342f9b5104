/**
 * What the reader says.
 *
 * @module
 */
import type { Catalogue } from '../text/en.ts'

const en = {
  rendering: 'Opened. The document is being rendered…',
  permitted: (articles: readonly string[]) =>
    articles.length === 0
      ? 'You may open this document'
      : `You may open this document: ${articles.join(', ')}`,
  unreadable: {
    'not-genuine': () =>
      'What came is not what the originator released: it was not shown. Report this to your security officer.',
    'too-large': (id: string) =>
      `This document is too large for a browser. Open it at your machine: entente document open ${id}`,
    'no-viewer': (id: string) =>
      `This application has no viewer for this kind of document. Open it at your machine: entente document open ${id}`,
    'not-what-it-says': () =>
      'The content is not of the kind that its media type says: it was not shown. Report this to the originator.',
    'not-readable': (id: string) =>
      `The viewer cannot read this document. Open it at your machine: entente document open ${id}`,
    'too-much': (id: string) =>
      `This document unfolds into more than a browser may hold: it was not shown. Open it at a machine that may be lost: entente document open ${id}`,
    locked: (id: string) =>
      `This document asks for a password of its own. Open it at your machine: entente document open ${id}`,
  },
  remarks: {
    'guessed-encoding': (encoding: string) =>
      `Nothing says in what encoding this text is. It is shown as ${encoding}.`,
    scripts: () =>
      'This document brings scripts or actions. None of them runs here, and no link leads anywhere.',
    'first-picture': () => 'Of an animation only the first picture is shown.',
    'text-only': () =>
      'Shown are the words and their order, not the layout. Pictures, charts, notes and comments are not shown.',
    'marks-incomplete': () =>
      'Only some paragraphs bear a mark of their level. Protect all of it as the document is marked.',
    cut: () => 'Only the beginning is shown: the document is longer than a browser may hold.',
  },
  idleReader: (minutes: number) =>
    `The document closes by itself after ${minutes} minutes without use.`,
  idleSoon: (seconds: number) => `It closes in ${seconds} seconds.`,
  idleClosed: (minutes: number) =>
    `The document was closed after ${minutes} minutes without use. Its key is gone; to read on, open it again.`,
  closedTitle: 'The document was closed',
  withdrawn: 'You may no longer read this document: it was closed.',
  print: 'Print',
  printHint:
    'Whether you may print is decided each time, and on record before anything is printed. Nothing can be saved from here.',
  printing: 'Printing…',
} as const

const ja: Catalogue<typeof en> = {
  rendering: '開封しました。文書を表示しています…',
  permitted: (articles: readonly string[]) =>
    articles.length === 0
      ? 'この文書を開くことができます'
      : `この文書を開くことができます（${articles.join('、')}）`,
  unreadable: {
    'not-genuine': () =>
      '届いた内容が提供者の提供したものと一致しないため、表示していません。保全責任者に報告してください。',
    'too-large': (id: string) =>
      `ブラウザーで表示するには大きすぎます。手元の端末で開いてください: entente document open ${id}`,
    'no-viewer': (id: string) =>
      `この種類の文書を表示する機能がありません。手元の端末で開いてください: entente document open ${id}`,
    'not-what-it-says': () =>
      '内容が、示されている種類のものと異なるため、表示していません。提供者に報告してください。',
    'not-readable': (id: string) =>
      `この文書を読み取れません。手元の端末で開いてください: entente document open ${id}`,
    'too-much': (id: string) =>
      `展開するとブラウザーの扱える量を超えるため、表示していません。失ってもよい端末で開いてください: entente document open ${id}`,
    locked: (id: string) =>
      `この文書には独自のパスワードが必要です。手元の端末で開いてください: entente document open ${id}`,
  },
  remarks: {
    'guessed-encoding': (encoding: string) =>
      `文字コードがどこにも示されていません。${encoding} として表示しています。`,
    scripts: () =>
      'この文書にはスクリプト又はアクションが含まれています。ここでは一切実行されず、リンクも機能しません。',
    'first-picture': () => '動画像は最初の一枚だけを表示しています。',
    'text-only': () =>
      '文字とその順序だけを表示しており、体裁は再現していません。図、グラフ、注及びコメントは表示していません。',
    'marks-incomplete': () =>
      '段落の一部にしか区分の表示がありません。全体を文書の表示のとおり保護してください。',
    cut: () => 'ブラウザーの扱える量を超えるため、冒頭だけを表示しています。',
  },
  idleReader: (minutes: number) => `${minutes}分間操作がないと文書は自動的に閉じます。`,
  idleSoon: (seconds: number) => `あと${seconds}秒で閉じます。`,
  idleClosed: (minutes: number) =>
    `${minutes}分間操作がなかったため、文書を閉じました。鍵は破棄しました。続けて読むには、もう一度開いてください。`,
  closedTitle: '文書を閉じました',
  withdrawn: 'この文書を読むことができなくなったため、閉じました。',
  print: '印刷',
  printHint:
    '印刷の可否はそのつど判定し、印刷の前に台帳に記録します。ここから保存することはできません。',
  printing: '印刷しています…',
}

/** By language. */
export const texts = { en, ja }
