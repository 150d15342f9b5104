/**
 * What people of running members do through their servers, one function an act.
 *
 * @module
 */
import { type Hash, statementId } from '@entente/core/crypto'
import { type GrantAct, issueGrant, parseGrant } from '@entente/core/pact'
import { webSegmentCipher } from '@entente/core/tdf'
import { xmlParser } from '@entente/host'
import {
  acknowledgeDocument,
  approveRelease,
  call,
  handInStatement,
  openDocument,
  readStatements,
} from '@entente/sdk'

import { designationTerm, levels, term } from '../members.ts'

import { type Desk, needToKnow, securityGrants } from './officers.ts'
import type { RunningMember } from './running.ts'

/** The desks of both members' officers. */
export interface Desks {
  readonly tokyo: Desk
  readonly wellington: Desk
}

/** Both members. */
export interface Sides {
  readonly tokyo: RunningMember
  readonly wellington: RunningMember
}

/** What the demo's documents are released for. */
export const purpose = 'maritime-security'

/** What a person's machine seals and opens with. */
export const sealing = { xml: xmlParser, cipher: webSegmentCipher }

/** Everybody is cleared, or not, by the security officer. */
export async function clear(member: RunningMember, desk: Desk): Promise<void> {
  const { client, person } = await member.as('security')
  for (const act of securityGrants(member.founded.id, member.founded.people)) {
    await desk.grant(client, person.signer, act)
  }
}

/** The officer who was cleared by another organ is assessed by this one. */
export async function clearAgain(member: RunningMember, desk: Desk): Promise<void> {
  const { client, person } = await member.as('security')
  const second = member.founded.people['second']
  const grants = securityGrants(member.founded.id, second ? { again: second } : {})
  for (const act of grants)
    if (act.kind === 'clearance') await desk.grant(client, person.signer, act)
}

/** The head of the organ designates a document. */
export async function designate(
  member: RunningMember,
  desk: Desk,
  document: string,
): Promise<void> {
  const { client, person } = await member.as('security')
  const organ = `${member.founded.id}-ministry`
  const said = { kind: 'designation', document, number: '8-12', organ, cabinet: null } as const
  await desk.grant(client, person.signer, { ...said, ...designationTerm })
}

/** Need-to-know of those who read. */
export async function know(member: RunningMember, desk: Desk, document: string): Promise<void> {
  const { client, person } = await member.as('controller')
  for (const name of ['reader', 'second']) {
    const reader = member.founded.people[name]
    if (reader)
      await desk.grant(client, person.signer, needToKnow(reader.person, document, purpose))
  }
}

/** Both members notify each other that the pact is in force. */
export async function bringIntoForce({ tokyo, wellington }: Sides, desks: Desks): Promise<void> {
  const sides = [
    [tokyo, desks.tokyo, 'nzl'],
    [wellington, desks.wellington, 'jpn'],
  ] as const
  for (const kind of ['signed', 'in-force'] as const) {
    const words: Hash[] = []
    for (const [member, desk] of sides) {
      const { client, person } = await member.as('pact')
      words.push(await desk.notice(client, person.signer, { kind, from: new Date().toISOString() }))
    }
    await settled(tokyo)
    await settled(wellington)
    for (const [at, [member, desk, other]] of sides.entries()) {
      const { client, person } = await member.as('pact')
      const notice = words[1 - at]
      if (notice)
        await desk.notice(client, person.signer, { kind: 'acknowledged', member: other, notice })
    }
    await settled(tokyo)
    await settled(wellington)
  }
  for (const [id, [member, desk]] of [
    ['jpn', sides[0]],
    ['nzl', sides[1]],
  ] as const) {
    const { client, person } = await member.as('pact')
    await desk.notice(client, person.signer, { kind: 'assured', levels: levels[id], ...term })
  }
  await settled(tokyo)
  await settled(wellington)
}

/** An officer approves. */
export async function approve(member: RunningMember, who: string, release: string): Promise<void> {
  const { client, person } = await member.as(who)
  await approveRelease(client, release, person.signer, sealing)
}

/** Waits for the receipt. */
export async function delivered(member: RunningMember, release: string): Promise<void> {
  const { client } = await member.as('author')
  for (let tries = 0; tries < 600; tries++) {
    const shown = JSON.stringify(await call(client, 'GET', `/api/releases/${release}`))
    if (shown.includes('"state":"refused"')) throw new Error(`refused: ${shown.slice(-200)}`)
    if (shown.includes('"state":"received"')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('no receipt came')
}

/** Waits until nothing is queued. */
export async function settled(member: RunningMember): Promise<void> {
  const { client } = await member.as('pact')
  for (let tries = 0; tries < 600; tries++) {
    if (JSON.stringify(await call(client, 'GET', '/api/queue')) === '{"items":[]}') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the queue does not empty')
}

/** A person opens a document and reads its text. */
export async function read(
  member: RunningMember,
  who: string,
  document: string,
  why: string,
): Promise<string> {
  const { client } = await member.as(who)
  const { plaintext } = await openDocument(client, document, why, webSegmentCipher)
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of plaintext) text += decoder.decode(piece, { stream: true })
  return text
}

/** A person acknowledges what they have opened, by their own key. */
export async function acknowledge(
  member: RunningMember,
  who: string,
  document: string,
): Promise<void> {
  const { client, person } = await member.as(who)
  await acknowledgeDocument(client, document, person.signer)
}

/** As an officer does who asks the server where their chain stands: some grants were lost. */
export async function grantAnew(member: RunningMember, act: GrantAct): Promise<void> {
  const { client, person } = await member.as('controller')
  const { signer } = person
  const all = await readStatements(client, 'grant')
  const own = all.filter((statement) => parseGrant(statement).issuer === signer.id)
  const last = own.at(-1)
  const head = { number: own.length, id: last ? statementId(last) : null }
  const grants = { member: member.founded.id, heads: new Map([[signer.id, head]]) }
  const statement = await issueGrant(grants, act, signer, new Date().toISOString())
  await handInStatement(client, 'grant', statement)
}
