/**
 * The sentences for {@link MemberErrorCode}.
 *
 * @module
 */
import type { MemberErrorCode } from './errors.ts'

/** What happened and what to do next, with the HTTP status. */
export const memberErrorTexts: Record<
  MemberErrorCode,
  { readonly en: string; readonly ja: string; readonly status: number }
> = {
  'member/already-founded': {
    en: 'There is a member in this folder already. Choose an empty folder; nothing was changed.',
    ja: 'このフォルダーには既に締約者が設けられています。空のフォルダーを選んでください。何も変更していません。',
    status: 409,
  },
  'member/bad-config': {
    en: 'member.json cannot be read. Restore it from the backup of your settings.',
    ja: 'member.json を読めません。設定の控えから戻してください。',
    status: 500,
  },
  'member/no-provider': {
    en: 'member.json names no OpenID provider. Put it under signIn first.',
    ja: 'member.json に OpenID プロバイダーの指定がありません。先に signIn に記入してください。',
    status: 409,
  },
  'member/not-founded': {
    en: 'There is no member in this folder. Found one with `entente init`, or name the right folder.',
    ja: 'このフォルダーに締約者がありません。`entente init` で設けるか、正しいフォルダーを指定してください。',
    status: 404,
  },
  'member/running': {
    en: 'The server of this folder is running, or something else answers at its admin port. Stop it first; nothing was changed.',
    ja: 'このフォルダーのサーバーが稼働中か、管理用ポートで他のものが応答しています。先に停止してください。何も変更していません。',
    status: 409,
  },
}
