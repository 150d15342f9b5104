/**
 * Officers at their desks who approve by passkeys.
 *
 * @module
 */
import assert from 'node:assert/strict'

import { type Hash, statementId } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { type AppointmentAct, issueAppointment, requireDirectory } from '@entente/core/pact'
import { handInStatement } from '@entente/sdk'
import type { Browser } from 'playwright-core'

import { askEnrolment, type Desk, enrol, openDesk, signInAt } from './browser.ts'
import type { TestEdge } from './edge.ts'
import type { TestMember } from './federation.ts'

/** A member whose web application runs. */
export interface Place {
  readonly browser: Browser
  readonly member: TestMember
  readonly edge: TestEdge
}

/** Where its pages are. */
export function originOf({ edge }: Pick<Place, 'edge'>): string {
  assert.ok(edge.edge.webOrigin)
  return edge.edge.webOrigin
}

/** A desk of somebody who is enrolled there and signed in. */
export async function deskOf(place: Place, name: string): Promise<Desk> {
  const person = place.member.people[name]
  assert.ok(person)
  const desk = await openDesk(place.browser)
  await enrol(place.member, place.edge, await askEnrolment(desk, originOf(place), person))
  await signInAt(desk, originOf(place))
  return desk
}

/** The holder of the appointing key signs. Gives the entry's id. */
export async function appoint(
  { member, edge }: Omit<Place, 'browser'>,
  act: AppointmentAct,
): Promise<Hash> {
  const { server, id, appointing } = member
  const directory = requireDirectory(server.standing.current(), id)
  const at = new Date().toISOString()
  const statement = await issueAppointment(directory, act, appointing, at)
  await handInStatement(await edge.as('registrar'), 'appointment', statement)
  return statementId(statement)
}

/** The act in the file that the page has made, as its signer completes it. */
export async function madeAt({ page }: Desk): Promise<AppointmentAct> {
  const text = await page.getByRole('textbox', { name: 'Content of the file' }).inputValue()
  const acts: readonly AppointmentAct[] = JSON.parse(JSON.stringify(parseJson(text)))
  const [act] = acts.map((one) => ({ from: new Date().toISOString(), ...one }))
  assert.ok(act && acts.length === 1)
  return act
}

/** An officer makes a passkey for approvals at the desk, and it is appointed. Gives the entry's id. */
export async function passkeyAt(desk: Desk, place: Place): Promise<Hash> {
  const { page } = desk
  await page.getByRole('link', { name: 'Passkeys', exact: true }).click()
  await page.getByRole('button', { name: 'Make a passkey for approvals' }).click()
  return appoint(place, await madeAt(desk))
}

/** The pact, with two approvals at 秘 where the illustrative one asks for one. */
export function twoApprovals(terms: string): string {
  const row = /("level": "秘", [^}]*"approvals": )1/
  assert.match(terms, row)
  return terms.replace(row, '$12')
}
