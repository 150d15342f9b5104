/**
 * Acts as people write them into files, read by the rules of the statements they go into.
 *
 * @module
 */
import { hashOf, unsignedStatement } from '@entente/core/crypto'
import { type Json, utf8 } from '@entente/core/lib'
import {
  type AppointmentAct,
  type GrantAct,
  parseAppointment,
  parseGrant,
} from '@entente/core/pact'

/**
 * The acts of a file for appointments: one, or a list of them.
 *
 * @throws {PactError} `pact/malformed`
 */
export function appointmentActs(value: Json): readonly AppointmentAct[] {
  return listOf(value).map((act) => {
    const draft = { kind: 'appointment', member: 'a', appointingKey: none, by: none, ...place, act }
    return parseAppointment(unsignedStatement(draft)).act
  })
}

/**
 * The acts of a file for grants: one, or a list of them.
 *
 * @throws {PactError} `pact/malformed`
 */
export function grantActs(value: Json): readonly GrantAct[] {
  return listOf(value).map((act) => {
    const draft = { kind: 'grant', member: 'a', issuer: none, ...place, act }
    return parseGrant(unsignedStatement(draft)).act
  })
}

// Only the act of these drafts is kept; they are never signed.
const none = hashOf(utf8('nobody'))
const place = { number: 1, previous: null, at: '2026-01-01T00:00:00.000Z' }

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value]
}
