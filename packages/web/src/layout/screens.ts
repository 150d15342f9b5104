/**
 * The page of each screen, loaded when somebody goes there.
 *
 * @module
 */
import { type ComponentType, lazy } from 'react'

import type { ScreenName } from './screen-names.ts'

/** What a page is told: what its address names, or nothing. */
export interface ScreenProps {
  readonly id: string
}

/** By name. */
export const screens: Readonly<Record<ScreenName, ComponentType<ScreenProps>>> = {
  approvals: lazy(async () => ({
    default: (await import('../pages/approvals/page.tsx')).ApprovalsPage,
  })),
  inbox: lazy(async () => ({ default: (await import('../pages/register/page.tsx')).InboxPage })),
  new: lazy(async () => ({ default: (await import('../pages/new/page.tsx')).NewPage })),
  people: lazy(async () => ({ default: (await import('../pages/people/page.tsx')).PeoplePage })),
  pact: lazy(async () => ({ default: (await import('../pages/pact/page.tsx')).PactPage })),
  ledger: lazy(async () => ({ default: (await import('../pages/ledger/page.tsx')).LedgerPage })),
  register: lazy(async () => ({
    default: (await import('../pages/register/page.tsx')).RegisterPage,
  })),
  passkeys: lazy(async () => ({
    default: (await import('../pages/passkeys/page.tsx')).PasskeysPage,
  })),
  system: lazy(async () => ({ default: (await import('../pages/system/page.tsx')).SystemPage })),
}
