/**
 * Making the next entry of a chain, under the signature of the one who may.
 *
 * What is made here is checked like anybody's when it is added; a signer who may not finds out there.
 *
 * @module
 */
import { type HybridSigner, keyId, signStatement, type Statement } from '../crypto/index.ts'

import { type Appointment, type AppointmentAct, appointmentType } from './appointment.ts'
import { emptyChain } from './chain.ts'
import type { Directory } from './directory.ts'
import { type Grant, type Grants, grantType } from './grant.ts'
import type { GrantAct } from './grant-act.ts'
import { type Notice, type NoticeAct, type NoticeChain, noticeType } from './notice.ts'
import type { ChainHead, Instant } from './vocabulary.ts'

/** The next appointment of a member, signed by its appointing key or a registrar. */
export function issueAppointment(
  { member, appointingKey, head }: Pick<Directory, 'appointingKey' | 'head' | 'member'>,
  act: AppointmentAct,
  signer: HybridSigner,
  at: Instant,
): Promise<Statement> {
  const appointment: Appointment = {
    kind: 'appointment',
    member,
    appointingKey: keyId(appointingKey),
    ...after(head),
    at,
    by: signer.id,
    act,
  }
  return signStatement(appointmentType, appointment, signer)
}

/** The next notice of a member on a pact, signed by its officer for the pact. */
export function issueNotice(
  { pact, member, head }: NoticeChain,
  act: NoticeAct,
  signer: HybridSigner,
  at: Instant,
): Promise<Statement> {
  const notice: Notice = { kind: 'notice', pact, member, ...after(head), at, by: signer.id, act }
  return signStatement(noticeType, notice, signer)
}

/** The next grant of an officer. */
export function issueGrant(
  { member, heads }: Pick<Grants, 'heads' | 'member'>,
  act: GrantAct,
  signer: HybridSigner,
  at: Instant,
): Promise<Statement> {
  const head = heads.get(signer.id) ?? emptyChain
  const grant: Grant = { kind: 'grant', member, issuer: signer.id, ...after(head), at, act }
  return signStatement(grantType, grant, signer)
}

function after({ number, id }: ChainHead): Pick<Appointment, 'number' | 'previous'> {
  return { number: number + 1, previous: id }
}
