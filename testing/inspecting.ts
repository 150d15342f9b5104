/**
 * What officers ask at the command line of who may read what, and of what is on record.
 *
 * @module
 */
import assert from 'node:assert/strict'

import { arrayOf, objectOf } from './command-line.ts'
import { translate } from './deriving.ts'

/** A document of Japan was opened at Wellington: its reader translates it, an officer asks. */
export async function inspect(
  done: (line: readonly string[]) => Promise<Readonly<Record<string, unknown>>>,
  profile: (person: string) => readonly string[],
  document: string,
  file: string,
): Promise<void> {
  await translate(done, profile('kea'), { document, file })
  const ask = (...line: readonly string[]) => done([...line, ...profile('tui')])
  const { facilities } = await ask('facility', 'list')
  assert.deepEqual(
    arrayOf(facilities).map(({ facility }) => facility),
    ['wellington'],
  )
  const { register } = await ask('facility', 'register', 'wellington')
  assert.ok(arrayOf(register).some(({ person }) => person === 'kea'))
  const before = await ask('facility', 'register', 'wellington', '--at', '2020-06-01')
  assert.deepEqual(before['register'], [], 'nothing was on record then')

  const kea = await ask('person', 'show', 'kea')
  assert.equal(objectOf(kea['post'])['nationality'], 'NZL')
  assert.ok(arrayOf(kea['clearances']).some((one) => one['level'] === 'SECRET'))
  const { documents } = await ask('person', 'access', 'kea')
  const [readable] = arrayOf(documents)
  assert.equal(readable?.['document'], document)
  assert.deepEqual(readable['facilities'], ['wellington'])
  assert.deepEqual((await ask('person', 'access', 'moa'))['documents'], [])

  const { events } = await ask('ledger', 'events', '--kind', 'received', '--limit', '5')
  const [received] = arrayOf(events)
  assert.equal(objectOf(received?.['event'])['document'], document)
  assert.deepEqual(received?.['name'], { en: 'Received', ja: '受領' })
}
