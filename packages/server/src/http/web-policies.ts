/**
 * What the pages of the web application may do: content security policies, one for each kind of answer.
 *
 * @module
 */

/** Where the page lives in which documents are rendered, and all that belongs to it. */
export const viewPath = '/view'

/**
 * The application: runs the scripts it came with, speaks to its own server, frames the page of the reader
 * and no other, wherever that page would go. Nothing inline, nothing from elsewhere, in nobody's frame; no
 * text becomes code, and the one policy of Trusted Types gives addresses of workers that were built with it.
 */
export function applicationPolicy(nonce: string, origin: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    `frame-src ${origin}${viewPath}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types entente-workers',
  ].join('; ')
}

/**
 * The page in which documents are rendered, as two policies that both have to allow: by nonce, and by
 * place. It is of no origin, reaches no network, goes nowhere, and is framed by the application alone.
 */
export function viewPolicy(nonce: string, origin: string): string {
  const place = `${origin}${viewPath}/`
  const byNonce = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `font-src ${place}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${origin}`,
    // Modals are for printing alone, and only where the frame's own attribute has them too.
    'sandbox allow-scripts allow-modals',
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  const byPlace = [
    "default-src 'none'",
    `script-src ${place}`,
    `style-src ${place}`,
    `font-src ${place}`,
  ]
  return [byNonce, byPlace].map((policy) => policy.join('; ')).join(', ')
}

/** A file: where it is a worker it speaks to its own server and loads nothing. */
export const filePolicy = [
  "default-src 'none'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')
