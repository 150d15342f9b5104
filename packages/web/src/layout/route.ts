/**
 * Where in the application somebody is. It stands behind `#`, so that no server is told.
 *
 * @module
 */
import { useSyncExternalStore } from 'react'

import { isScreen, type ScreenName } from './screen-names.ts'

/** A page and what it shows. */
export type Route =
  | { readonly kind: 'today' }
  | { readonly kind: 'document'; readonly document: string }
  | { readonly kind: 'enrol'; readonly person: string; readonly facility: string }
  /** First steps of a member; `code` is that of the link. */
  | { readonly kind: 'start'; readonly code: string }
  /** A screen that is loaded when somebody goes there; `id` is empty where the address names nothing. */
  | { readonly kind: 'screen'; readonly screen: ScreenName; readonly id: string }
  | { readonly kind: 'unknown' }

/** The address of a page. */
export const paths = {
  today: '#/',
  signIn: '#/',
  enrol: (person: string, facility: string) => `#/enrol?person=${person}&facility=${facility}`,
  document: (document: string) => `#/documents/${encodeURIComponent(document)}`,
  screen: (screen: ScreenName, id?: string) =>
    id === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(id)}`,
} as const

/** The page that the address names. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash))
}

/** The page that an address names, as it stands behind `#`. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2)
  const document = /^\/documents\/([0-9a-f-]{36})$/.exec(path)?.[1]
  if (document !== undefined) return { kind: 'document', document }
  if (path === '/enrol') {
    const asked = new URLSearchParams(query)
    return {
      kind: 'enrol',
      person: idOf(asked.get('person')),
      facility: idOf(asked.get('facility')),
    }
  }
  if (path === '/start') {
    const code = new URLSearchParams(query).get('code') ?? ''
    return { kind: 'start', code: /^[\w-]{1,64}$/.exec(code)?.[0] ?? '' }
  }
  const [, screen = '', id = ''] = /^\/([a-z-]+)(?:\/([\w.-]{1,128}))?$/.exec(path) ?? []
  if (isScreen(screen)) return { kind: 'screen', screen, id }
  return plain[path] ?? { kind: 'unknown' }
}

const plain: Readonly<Record<string, Route>> = {
  '': { kind: 'today' },
  '/': { kind: 'today' },
}

/** An id as statements spell it; empty for anything else. */
function idOf(text: string | null): string {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.exec(text ?? '')?.[0] ?? ''
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
