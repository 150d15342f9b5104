/**
 * Workers of the application: only files that were built as such become one.
 *
 * @module
 */

/** The part of Trusted Types that is used here. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ): { readonly createScriptURL: (address: string) => string }
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes
  }
}

// The page's policy lets this name be taken once: nobody after us makes addresses.
const addresses = globalThis.window.trustedTypes?.createPolicy('entente-workers', {
  createScriptURL(address) {
    if (/^\/assets\/worker-[\w-]+\.js$/.test(address)) return address
    throw new TypeError('not a worker of the application')
  },
})

/** Starts a worker by the address that the build gave it. */
export function startWorker(address: string): Worker {
  return new Worker(addresses?.createScriptURL(address) ?? address, { type: 'module' })
}
