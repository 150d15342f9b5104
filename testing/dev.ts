/**
 * `npm run dev`: two members left running, with their addresses and people printed.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { statementId } from '@entente/core/crypto'

import { password } from './demo/person.ts'
import { prepareMember, startMember } from './demo/running.ts'
import { foundWithPeople, signIllustrativePact } from './members.ts'

const root = await mkdtemp(join(tmpdir(), 'entente-dev-'))
const now = (): Date => new Date()
const jpn = await foundWithPeople(root, 'jpn', now)
const nzl = await foundWithPeople(root, 'nzl', now, { apart: true })
const pact = await signIllustrativePact([jpn, nzl])
await prepareMember(jpn, nzl, pact)
await prepareMember(nzl, jpn, pact)
const members = [await startMember(jpn), await startMember(nzl)]

for (const { founded, url, kas } of members) {
  console.log(`${founded.id}  ${url}  ${founded.folder}`)
  console.log(
    kas ? `     its keys apart: ${kas.url}  ${founded.kas}` : '     its keys in the server',
  )
  for (const [name, { person, facility }] of Object.entries(founded.people)) {
    console.log(`  ${name.padEnd(12)} ${person.padEnd(18)} ${facility}`)
  }
}
console.log(`pact      ${statementId(pact)} (signed; not yet in force)`)
console.log(`password  ${password} (everybody's)`)
console.log('Ctrl-C stops both members and removes their folders.')

await new Promise((resolve) => process.once('SIGINT', resolve))
await Promise.all(members.map(({ stop }) => stop()))
await rm(root, { recursive: true, force: true })
