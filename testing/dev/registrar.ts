/**
 * The registrar of `npm run dev`, who also holds the appointing key: signs what a browser hands over, as
 * `entente appoint` does.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import { statementId, unsignedStatement } from '@entente/core/crypto'
import { parseJson, utf8 } from '@entente/core/lib'
import { issueAppointment, parseAppointment } from '@entente/core/pact'
import { handInStatement, readStatements } from '@entente/sdk'
import { z } from 'zod'

import type { RunningMember } from '../demo/running.ts'

const kinds = ['device', 'officer-passkey', 'passkey', 'person-passkey'] as const
const request = z.array(z.looseObject({ kind: z.enum(kinds), person: z.string() }))

/**
 * Signs the acts in `text` for the member whose person they name, and says what was signed.
 *
 * @throws {PactError}, {ApiError}, {TypeError} for what is no enrolment of somebody here
 */
export async function registerBrowser(
  members: readonly RunningMember[],
  text: string,
): Promise<string> {
  const { data: acts } = request.safeParse(parseJson(text))
  if (!acts) throw new TypeError('this is no file that a browser made to be signed')
  const name = acts[0]?.person ?? ''
  const member = members.find(({ founded }) =>
    Object.values(founded.people).some(({ person }) => person === name),
  )
  if (!member) throw new TypeError(`nobody is called ${name}`)
  const { client, person: registrar } = await member.as('registrar')
  for (const act of acts) {
    const chain = await readStatements(client, 'appointment')
    const last = chain.at(-1)
    const head = { number: chain.length, id: last ? statementId(last) : null }
    const { founded } = member
    const place = { member: founded.id, appointingKey: founded.appointing.publicKey, head }
    const at = new Date().toISOString()
    // What an officer approves by, the holder of the appointing key signs.
    const signer = act.kind === 'officer-passkey' ? founded.appointing : registrar.signer
    const draft = { kind: 'appointment', member: founded.id, appointingKey: founded.appointing.id }
    const said = { ...draft, number: 1, previous: null, at, by: signer.id }
    // Read as what it would be signed as: nothing else gets a signature.
    const { act: read } = parseAppointment(
      unsignedStatement({ ...said, act: { from: at, ...act } }),
    )
    const statement = await issueAppointment(place, read, signer, at)
    await handInStatement(client, 'appointment', statement)
  }
  const code = createHash('sha256').update(utf8(text.trim())).digest('hex')
  return `signed for ${name}: ${acts.map(({ kind }) => kind).join(', ')}; code ${code.match(/.{4}/g)?.join(' ') ?? ''}`
}
