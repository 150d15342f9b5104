/**
 * The OpenID provider's package, loaded without the one warning that is wrong here.
 *
 * It knows a runtime by its LTS name, which a Node that is not LTS yet does not have, and says
 * `Unsupported runtime` at each start: an operator would look for a fault where there is none. That
 * very sentence is dropped, and every other warning comes through.
 *
 * @module
 */
const sentence = 'Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.'

/**
 * What `load` gives, with that sentence not said on `out` meanwhile: nothing longer and nothing else,
 * whatever colour a terminal gives it.
 */
export async function withoutWarning<T>(
  load: () => Promise<T>,
  out: Pick<Console, 'warn'> = console,
): Promise<T> {
  const { warn } = out
  out.warn = (...words: unknown[]) => {
    const [first] = words
    // oxlint-disable-next-line no-control-regex -- the escapes that colour a terminal
    const text = typeof first === 'string' ? first.replaceAll(/\u001B\[[\d;]*m/g, '') : ''
    if (words.length !== 1 || text !== `oidc-provider WARNING: ${sentence}`) warn(...words)
  }
  try {
    return await load()
  } finally {
    out.warn = warn
  }
}

/** `Provider` and `interactionPolicy` of oidc-provider. */
export const { Provider, interactionPolicy } = await withoutWarning(() => import('oidc-provider'))
