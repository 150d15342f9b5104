/**
 * What the members of `npm run dev` begin with: people cleared, the pact in force, one report delivered and
 * one that waits for approval.
 *
 * @module
 */
import type { Hash } from '@entente/core/crypto'

import { approve, bringIntoForce, clear, delivered, know, type Sides } from '../demo/acts.ts'
import { maritimeReport, textSource } from '../demo/content.ts'
import { levels, prepare, seal } from '../demo/documents.ts'
import { createDesk } from '../demo/officers.ts'

/** Does all of it over the members' own servers. */
export async function seed({
  tokyo,
  wellington,
  pact,
}: Sides & { readonly pact: Hash }): Promise<void> {
  const desks = { tokyo: createDesk('jpn', pact), wellington: createDesk('nzl', pact) }
  await clear(tokyo, desks.tokyo)
  await clear(wellington, desks.wellington)
  await bringIntoForce({ tokyo, wellington }, desks)
  const draft = () => seal(tokyo, levels.gokuhi, textSource(maritimeReport))
  const first = await draft()
  const release = await prepare({ pact }, tokyo, first, 'nzl', desks)
  await approve(tokyo, 'releaser', release)
  await delivered(tokyo, release)
  await know(wellington, desks.wellington, first)
  await prepare({ pact }, tokyo, await draft(), 'nzl', desks)
}
