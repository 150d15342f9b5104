/**
 * What inbox and register say.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'

const en = {
  inboxText:
    'What other members have provided and you may open. What you may not open is not listed.',
  inboxNone: 'Nothing you may open has been received.',
  registerText: 'Every document of this member that you may open, newest first.',
  registerNone: 'There is no document that you may open.',
  more: 'Show older ones',
  title: 'Title',
} as const

const ja: Catalogue<typeof en> = {
  inboxText:
    '他の締約者から提供され、あなたが開くことのできる文書です。開くことのできない文書は表示されません。',
  inboxNone: '開くことのできる受領文書はありません。',
  registerText: 'この締約者が保有し、あなたが開くことのできるすべての文書です（新しい順）。',
  registerNone: '開くことのできる文書はありません。',
  more: '以前のものを表示',
  title: '件名',
}

/** By language. */
export const texts = { en, ja }
