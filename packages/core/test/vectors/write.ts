/**
 * Writes `spec/vectors/pact`. Run by hand when the format changes: signatures are randomised, so the
 * files change with every run.
 *
 * @module
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'

import { pactId } from '../../src/pact/index.ts'
import { terms } from '../example-terms.ts'
import { buildWorld } from '../pact-world.ts'

import { appointmentCases } from './appointment-cases.ts'
import type { Given } from './case.ts'
import { grantCases } from './grant-cases.ts'
import { noticeCases } from './notice-cases.ts'
import { pactCases } from './pact-cases.ts'
import { releaseCases } from './release-cases.ts'
import { serverCases } from './server-cases.ts'

const folder = new URL('../../../../spec/vectors/pact/', import.meta.url)
const write = (name: string, value: unknown): void =>
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value, null, 2)}\n`)

const world = await buildWorld()
const pact = world.named['pact']
if (!pact) throw new TypeError('the example has a pact')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
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
write('given', given)
const cases = [
  ...(await pactCases(pact)),
  ...(await appointmentCases(world)),
  ...(await noticeCases(world)),
  ...(await grantCases(world)),
  ...(await releaseCases(world)),
  ...(await serverCases(world)),
]
for (const [name, vector] of cases) write(name, vector)
console.log(`${cases.length} cases in ${folder.pathname}`)
