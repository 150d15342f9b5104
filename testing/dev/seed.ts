/**
 * What the members of `npm run dev` begin with: people cleared, the pact in force, two reports delivered
 * and one that waits for approval. A passkey is enough for acts on 秘, and not on 極秘.
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'

import { approve, bringIntoForce, clear, delivered, know, type Sides } from '../demo/acts.ts'
import { maritimeReport, textSource } from '../demo/content.ts'
import { levels, prepare, seal } from '../demo/documents.ts'
import { createDesk, type Desk } from '../demo/officers.ts'

/** Does all of it over the members' own servers; gives the desks at which more may be granted. */
export async function seed({
  tokyo,
  wellington,
  pact,
}: Sides & { readonly pact: Hash }): Promise<{ readonly tokyo: Desk; readonly wellington: Desk }> {
  const desks = { tokyo: createDesk('jpn', pact), wellington: createDesk('nzl', pact) }
  await clear(tokyo, desks.tokyo)
  await clear(wellington, desks.wellington)
  await bringIntoForce({ tokyo, wellington }, desks)
  for (const level of [levels.gokuhi, levels.hi]) {
    const document = await seal(tokyo, level, textSource(maritimeReport))
    const release = await prepare({ pact }, tokyo, document, 'nzl', desks)
    await approve(tokyo, 'releaser', release)
    await delivered(tokyo, release)
    await know(wellington, desks.wellington, document)
  }
  const waiting = await seal(tokyo, levels.hi, textSource(maritimeReport))
  await prepare({ pact }, tokyo, waiting, 'nzl', desks)
  return desks
}
