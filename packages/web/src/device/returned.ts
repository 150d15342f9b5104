/**
 * Coming back from the member's OpenID provider: what it sent this browser with, and where its person was.
 *
 * @module
 */

/** Page that the provider sends browsers back to. */
const signedInPath = '/signed-in'
const place = 'entente-place'

/** Goes to the provider; the page that is shown now is shown again afterwards. */
export function leaveFor(url: string): void {
  sessionStorage.setItem(place, location.hash)
  location.assign(url)
}

/**
 * What this browser came back with; undefined where it did not come back. Afterwards it is neither in the
 * address nor in the history.
 */
export function takeReturned(): string | undefined {
  if (location.pathname !== signedInPath) return undefined
  const answer = location.search.slice(1)
  history.replaceState(null, '', `/${sessionStorage.getItem(place) ?? ''}`)
  sessionStorage.removeItem(place)
  return answer
}
