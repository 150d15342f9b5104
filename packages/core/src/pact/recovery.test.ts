import assert from 'node:assert/strict'
import { test } from 'node:test'

import { signers } from '../../test/example-keys.ts'
import { terms } from '../../test/example-terms.ts'
import { buildWorld, device, noon } from '../../test/pact-world.ts'
import { addAct, statementId } from '../crypto/index.ts'
import { EntenteError } from '../lib/index.ts'

import {
  appointmentType,
  emptyStanding,
  enrolmentDigest,
  extendStanding,
  issueAppointment,
  pactId,
  requireDirectory,
  requireSignerAt,
  type Standing,
} from './index.ts'

const world = await buildWorld()
let standing: Standing = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(terms)]))
for (const [kind, statement] of world.steps) {
  standing = await extendStanding(standing, kind, statement)
}
const jpn = requireDirectory(standing, 'jpn')
const code = (expected: string) => (error: unknown) =>
  error instanceof EntenteError && error.code === expected

test('who recovers somebody is appointed when that is handed in, both of them', async () => {
  const recovery = {
    kind: 'recovery',
    person: device.person,
    facility: device.facility,
    second: signers['jpn security'].id,
    enrols: [enrolmentDigest(device)],
  } as const
  const one = await issueAppointment(jpn, recovery, signers['jpn registrar'], noon)
  const both = await addAct(appointmentType, one, signers['jpn security'])
  const recovered = await extendStanding(standing, 'appointment', both)
  requireSignerAt(recovered, 'appointment', both, noon)
  for (const name of ['jpn-registrar', 'jpn-security']) {
    const appointment = world.named[name]
    assert.ok(appointment)
    const act = { kind: 'withdrawal', appointment: statementId(appointment) } as const
    const chain = requireDirectory(recovered, 'jpn')
    const end = await issueAppointment(chain, act, signers.jpn, noon)
    const without = await extendStanding(recovered, 'appointment', end)
    assert.throws(
      () => requireSignerAt(without, 'appointment', both, noon),
      code('pact/key-not-appointed'),
    )
  }
})
