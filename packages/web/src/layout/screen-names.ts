/**
 * Screens that are loaded when somebody goes there: their names in addresses and in the menu. What a
 * screen says besides stands beside it, so that it is loaded with it.
 *
 * @module
 */
import type { Language } from '../text/language.tsx'

/** In the order of the menu. */
export const screenNames = {
  inbox: { en: 'Inbox', ja: '受信箱' },
  register: { en: 'Register', ja: '登録簿' },
  new: { en: 'New document', ja: '新しい文書' },
  approvals: { en: 'Approvals', ja: '承認' },
  pact: { en: 'Pact', ja: '協定' },
  ledger: { en: 'Ledger', ja: '台帳' },
  people: { en: 'People', ja: '取扱者' },
  passkeys: { en: 'Passkeys', ja: 'パスキー' },
  system: { en: 'Peers and system', ja: '相手方とシステム' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

/** The name of a screen, as it stands in addresses. */
export type ScreenName = keyof typeof screenNames

/** Whether an address names a screen. */
export function isScreen(name: string): name is ScreenName {
  return Object.hasOwn(screenNames, name)
}
