/**
 * Acts as people write them into files, read by the rules of the statements they go into.
 *
 * People may write a date where statements have an instant, leave out `from` for now, and name the file
 * of a public key, `keyFile`, in place of the key.
 *
 * @module
 */
import { dirname, resolve } from 'node:path'

import { hashOf, unsignedStatement } from '@entente/core/crypto'
import { type Json, utf8 } from '@entente/core/lib'
import {
  type AppointmentAct,
  type GrantAct,
  PactError,
  parseAppointment,
  parseGrant,
} from '@entente/core/pact'

import { readJson } from '../files.ts'
import { readPublicKey } from '../keys.ts'
import { readDeviceKey } from '../profile.ts'
import type { Terminal } from '../terminal.ts'
import { readInstant } from '../time.ts'

/**
 * The acts of a file for appointments: one, or a list of them. A `keyFile` is looked for from the folder
 * of the file on.
 *
 * @throws {PactError} `pact/malformed`; {CliError} `cli/no-file`, `cli/no-public-key`, `cli/usage`
 */
export async function readAppointmentActs(
  terminal: Terminal,
  file: string,
): Promise<readonly AppointmentAct[]> {
  const { now } = terminal
  const written = await Promise.all(
    listOf(await readJson(terminal, file)).map((one) => withKey(terminal, dirname(file), one)),
  )
  return parseAppointmentActs(
    file,
    written.map((one) => withTerm(one, now())),
  )
}

/**
 * The acts of a list as statements spell them; `file` is where they stand.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseAppointmentActs(file: string, written: Json): readonly AppointmentAct[] {
  return listOf(written).map((act, index) => {
    const draft = { kind: 'appointment', member: 'a', appointingKey: none, by: none, ...place, act }
    return readOne(file, index, () => parseAppointment(unsignedStatement(draft)).act)
  })
}

/**
 * The acts of a file for grants: one, or a list of them.
 *
 * @throws {PactError} `pact/malformed`; {CliError} `cli/no-file`, `cli/usage`
 */
export async function readGrantActs(
  terminal: Terminal,
  file: string,
): Promise<readonly GrantAct[]> {
  return listOf(await readJson(terminal, file)).map((written, index) => {
    const act = withTerm(written, terminal.now())
    const draft = { kind: 'grant', member: 'a', issuer: none, ...place, act }
    return readOne(file, index, () => parseGrant(unsignedStatement(draft)).act)
  })
}

// Only the act of these drafts is kept; they are never signed.
const none = hashOf(utf8('nobody'))
const place = { number: 1, previous: null, at: '2026-01-01T00:00:00.000Z' }

/** Of a list it is said which one is not as it should be. */
function readOne<T>(file: string, index: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof PactError)) throw error
    throw new PactError(error.code, `number ${index + 1} in \`${file}\`: ${error.message}`, {
      cause: error,
    })
  }
}

interface Written {
  readonly [name: string]: Json
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value]
}

async function withKey(terminal: Terminal, folder: string, act: Json): Promise<Json> {
  if (!isWritten(act) || typeof act['keyFile'] !== 'string' || 'key' in act) return act
  const { keyFile, ...rest } = act
  const file = resolve(terminal.cwd, folder, keyFile)
  const key =
    act['kind'] === 'device'
      ? await readDeviceKey(terminal, file)
      : { ...(await readPublicKey(terminal, file)) }
  return { ...rest, key }
}

/** All but a withdrawal or a recovery holds for a time. It begins now if nothing else is said; its end has to be said. */
function withTerm(act: Json, now: Date): Json {
  if (!isWritten(act) || act['kind'] === 'recovery' || act['kind'] === 'withdrawal') return act
  const { from = now.toISOString(), until } = act
  return {
    ...act,
    from: typeof from === 'string' ? readInstant('from', from) : from,
    ...(typeof until === 'string' ? { until: readInstant('until', until) } : {}),
  }
}

function isWritten(act: Json): act is Written {
  return typeof act === 'object' && act !== null && !Array.isArray(act)
}
