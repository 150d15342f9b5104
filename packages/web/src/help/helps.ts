/**
 * The help of each screen. It stands beside the screen's texts and is loaded when somebody asks for it; a
 * screen without does not compile.
 *
 * @module
 */
import type { ScreenName } from '../layout/screen-names.ts'
import type { HelpTexts } from '../text/help.ts'

/** What has help: screens of the menu, and pages beside it. */
export type Helped = ScreenName | 'document' | 'enrol' | 'sign-in' | 'start' | 'today'

/** By screen. */
export const helps: Readonly<Record<Helped, () => Promise<HelpTexts>>> = {
  approvals: async () => (await import('../pages/approvals/text.ts')).help,
  document: async () => (await import('../pages/help.ts')).documentHelp,
  enrol: async () => (await import('../pages/help.ts')).enrolHelp,
  inbox: async () => (await import('../pages/register/text.ts')).inboxHelp,
  ledger: async () => (await import('../pages/ledger/help.ts')).help,
  new: async () => (await import('../pages/new/text.ts')).help,
  passkeys: async () => (await import('../pages/passkeys/text.ts')).help,
  people: async () => (await import('../pages/people/help.ts')).help,
  pact: async () => (await import('../pages/pact/text.ts')).help,
  register: async () => (await import('../pages/register/text.ts')).registerHelp,
  'sign-in': async () => (await import('../pages/help.ts')).signInHelp,
  start: async () => (await import('../pages/start/text.ts')).help,
  system: async () => (await import('../pages/system/text.ts')).help,
  today: async () => (await import('../pages/help.ts')).todayHelp,
}
