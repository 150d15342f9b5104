/**
 * `npm run dev`: two members left running with the web application, their people, and a registrar at the
 * terminal: what a browser hands over is pasted here, looked at, and signed.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { statementId } from '@entente/core/crypto'
import { EntenteError } from '@entente/core/lib'
import { builtWeb } from '@entente/web/build'

import { know } from './demo/acts.ts'
import { password } from './demo/person.ts'
import { prepareMember, type RunningMember, startMember } from './demo/running.ts'
import { registerBrowser } from './dev/registrar.ts'
import { seed } from './dev/seed.ts'
import { foundWithPeople, signIllustrativePact } from './members.ts'

console.log('Building the web application and founding two members: a minute or two.')
const root = await mkdtemp(join(tmpdir(), 'entente-dev-'))
const web = await builtWeb()
const now = (): Date => new Date()
const jpn = await foundWithPeople(root, 'jpn', now)
const nzl = await foundWithPeople(root, 'nzl', now, { apart: true })
const pact = await signIllustrativePact([jpn, nzl])
await prepareMember(jpn, nzl, pact)
await prepareMember(nzl, jpn, pact)
const tokyo = await startMember(jpn, web)
const wellington = await startMember(nzl, web)
const members: readonly RunningMember[] = [tokyo, wellington]
const desks = await seed({ tokyo, wellington, pact: statementId(pact) })

for (const { founded, url, web: address = url, kas } of members) {
  console.log(`\n${founded.id}  ${address}  (API ${url}, ${founded.folder})`)
  console.log(
    kas ? `     its keys apart: ${kas.url}  ${founded.kas}` : '     its keys in the server',
  )
  for (const [name, { person, facility }] of Object.entries(founded.people)) {
    const link = `${address}/#/enrol?person=${person}&facility=${facility}`
    console.log(`  ${name.padEnd(12)} ${link}`)
  }
}
console.log(`
pact      ${statementId(pact)} (in force)
password  ${password} (everybody's, for \`entente login\`)

Open a link, make the keys of the browser there, and paste the content of the file here: the registrar
signs it, and the browser signs in with its passkey. So it is with what is made under “Passkeys”, to acknowledge and
to approve. Each person wants a browser profile of their own.
A document that was received is in nobody's inbox until somebody needs to know it: type \`know nzl DOCUMENT\`, and the
controller of nzl grants it to its readers.
The certificates are the members' own: the browser asks once. Ctrl-C stops both members and removes their
folders.`)

/** What is typed or pasted: need-to-know to grant, or keys to sign for. */
async function answer(line: string): Promise<string> {
  const [, member, document = ''] = /^\s*know (jpn|nzl) (\S+)\s*$/.exec(line) ?? []
  if (member === undefined) return registerBrowser(members, line)
  await (member === 'jpn'
    ? know(tokyo, desks.tokyo, document)
    : know(wellington, desks.wellington, document))
  return `readers of ${member} need to know ${document}`
}

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  if (line.trim() === '') return
  answer(line).then(
    (said) => console.log(said),
    (error: unknown) => {
      if (error instanceof EntenteError) console.error(`${error.code}: ${error.message}`)
      else console.error(error instanceof TypeError ? error.message : error)
    },
  )
})
await new Promise((resolve) => process.once('SIGINT', resolve))
lines.close()
await Promise.all(members.map(({ stop }) => stop()))
await rm(root, { recursive: true, force: true })
