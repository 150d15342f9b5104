import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { generateHybridKey } from '@entente/core/crypto'

import { ensureDevice } from '../profile.ts'
import { processTerminal, type Terminal } from '../terminal.ts'

import { readAppointmentActs, readGrantActs } from './acts.ts'

const now = '2026-11-26T01:02:03.004Z'
const until = '2040-01-01'
const { publicKey } = await generateHybridKey()
let terminal: Terminal
let device = ''

before(async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'entente-acts-'))
  terminal = { ...processTerminal('en'), cwd, now: () => new Date(now) }
  device = await ensureDevice(join(cwd, 'acts', 'mori'), terminal)
  await mkdir(join(cwd, 'acts', 'ito'))
  await writeFile(join(cwd, 'acts', 'ito', 'public.json'), JSON.stringify(publicKey))
})
after(() => rm(terminal.cwd, { recursive: true, force: true }))

const enrolment = { kind: 'device', person: 'mori', facility: 'tokyo' }
const registrar = { kind: 'registrar', person: 'ito', facilities: ['tokyo'] }
const appointments = (...acts: readonly object[]) => read(readAppointmentActs, acts)
const grants = (...acts: readonly object[]) => read(readGrantActs, acts)

test('a key may stand in a file beside the one that names it', async () => {
  assert.deepEqual(
    await appointments(
      { ...enrolment, keyFile: 'mori/device-public.pem', until },
      { ...registrar, keyFile: 'ito/public.json', until },
    ),
    [
      { ...enrolment, key: device, from: now, until: '2040-01-01T00:00:00.000Z' },
      { ...registrar, key: publicKey, from: now, until: '2040-01-01T00:00:00.000Z' },
    ],
  )
})

test('the wrong kind of key, and two keys, are refused', async () => {
  for (const act of [
    { ...enrolment, keyFile: 'ito/public.json', until },
    { ...registrar, keyFile: 'mori/device-public.pem', until },
  ]) {
    await assert.rejects(appointments(act), { code: /^(?:cli\/no-public-key|format\/bad-json)$/ })
  }
  const absent = { ...enrolment, keyFile: 'absent.pem', until }
  await assert.rejects(appointments(absent), { code: 'cli/no-file' })
  const both = { ...enrolment, key: device, keyFile: 'mori/device-public.pem', until }
  await assert.rejects(appointments(both), { code: 'pact/malformed', message: /keyFile/ })
})

test('an act begins now if nothing is said, and its end has to be said', async () => {
  const act = { kind: 'facility-register', facility: 'tokyo', person: 'mori' }
  const [given] = await grants({ ...act, from: '2026-01-01', until: '2026-12-31T09:00:00+09:00' })
  const times = { from: '2026-01-01T00:00:00.000Z', until: '2026-12-31T00:00:00.000Z' }
  assert.deepEqual(given, { ...act, ...times })
  await assert.rejects(grants(act), { code: 'pact/malformed', message: /act\.until/ })
  await assert.rejects(grants({ ...act, until: 'soon' }), { code: 'cli/usage' })
  await assert.rejects(grants({ ...act, until, from: 1 }), { code: 'pact/malformed' })
  const withdrawal = { kind: 'withdrawal', grant: 'ab'.repeat(32) }
  assert.deepEqual(await grants(withdrawal), [withdrawal])
})

test('of a list it is said which one is wrong', async () => {
  const good = { kind: 'facility-register', facility: 'tokyo', person: 'mori', until }
  const wrong = { ...good, person: 'Mori Aoi' }
  await assert.rejects(grants(good, wrong), {
    code: 'pact/malformed',
    message: /^number 2 in `acts\/acts\.json`: grant: act\.person/,
  })
})

async function read<T>(
  reader: (terminal: Terminal, file: string) => Promise<T>,
  acts: readonly object[],
): Promise<T> {
  await writeFile(join(terminal.cwd, 'acts', 'acts.json'), JSON.stringify(acts))
  return reader(terminal, 'acts/acts.json')
}
