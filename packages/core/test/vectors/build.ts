/**
 * All of `spec/vectors/pact`, made anew. What is signed is always the same; signatures are randomised.
 *
 * @module
 */
import { pactId } from '../../src/pact/index.ts'
import { terms } from '../example-terms.ts'
import { buildWorld } from '../pact-world.ts'

import { acknowledgementCases } from './acknowledgement-cases.ts'
import { appointmentCases } from './appointment-cases.ts'
import type { Given, Named } from './case.ts'
import { assuranceCases } from './assurance-cases.ts'
import { consentCases } from './consent-cases.ts'
import { consentUseCases } from './consent-use-cases.ts'
import { grantCases } from './grant-cases.ts'
import { grantKindCases } from './grant-kind-cases.ts'
import { noticeCases } from './notice-cases.ts'
import { pactCases } from './pact-cases.ts'
import { passkeyCases } from './passkey-cases.ts'
import { recoveryCases } from './recovery-cases.ts'
import { personKeyCases } from './person-key-cases.ts'
import { policyCases } from './policy-cases.ts'
import { releaseCases } from './release-cases.ts'
import { serverCases } from './server-cases.ts'

/** The history and the cases, by file name. */
export async function buildVectors(): Promise<{
  readonly given: Given
  readonly cases: readonly Named[]
}> {
  const world = await buildWorld()
  const pact = world.named['pact']
  if (!pact) throw new TypeError('the example has a pact')
  const given: Given = {
    why: 'A pact of two members from its signing to the day it is used: every statement here is good.',
    self: 'jpn',
    pact: pactId(terms),
    statements: Object.entries(world.named).map(([name, statement], index) => ({
      name,
      kind: world.steps[index]?.[0] ?? 'pact',
      statement,
    })),
  }
  const cases = [
    ...(await pactCases(pact)),
    ...(await appointmentCases(world)),
    ...(await noticeCases(world)),
    ...(await assuranceCases(world)),
    ...(await consentCases(world)),
    ...(await consentUseCases(world)),
    ...(await grantCases(world)),
    ...(await grantKindCases(world)),
    ...(await releaseCases(world)),
    ...(await passkeyCases(world)),
    ...(await personKeyCases(world)),
    ...(await acknowledgementCases(world)),
    ...(await recoveryCases(world)),
    ...(await serverCases(world)),
    ...policyCases(),
  ]
  return { given, cases }
}
