/**
 * A member's server as a process, and its people at their machines.
 *
 * @module
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'

import type { Statement } from '@entente/core/crypto'
import { parseAppointment } from '@entente/core/pact'
import type { Client } from '@entente/sdk'
import { insertPerson, openServer, preparePassword, silentLog, trustPact } from '@entente/server'
import { z } from 'zod'

import { type Founded, type Person, secret } from '../members.ts'

import { password, signIn } from './person.ts'

/** A member whose server runs. */
export interface RunningMember {
  readonly founded: Founded
  readonly url: string
  /** A person and their session; signed in at the first call. */
  readonly as: (name: string) => Promise<{ readonly client: Client; readonly person: Person }>
  /** Ends the server as the operator does, and waits until it has drained. */
  readonly stop: () => Promise<void>
  /** Ends the server as a power cut does. */
  readonly kill: () => Promise<void>
  /** Starts a server that was killed again, on the same folder and the same port. */
  readonly restart: () => Promise<void>
}

const now = (): Date => new Date()

/** What operators do before their server first runs: the pact is trusted, people get their accounts. */
export async function prepareMember(
  { folder, people }: Founded,
  other: Founded,
  pact: Statement,
): Promise<void> {
  await trustPact({ folder, secret, pact, appointments: other.appointments, now })
  const onFatal = (error: unknown): never => {
    throw error
  }
  const server = await openServer({ folder, secret, log: silentLog, now, onFatal })
  for (const { person } of Object.values(people)) {
    const write = await preparePassword(person, password, (length) =>
      crypto.getRandomValues(new Uint8Array(length)),
    )
    await server.ledger.record(async (tx) => {
      await insertPerson(tx, { person, subject: person, nameEn: person, nameJa: person }, now())
      await write(tx)
    })
  }
  await server.close()
}

/** Starts a prepared member's server and waits until it listens. */
export async function startMember(founded: Founded): Promise<RunningMember> {
  const { folder, people, appointments } = founded
  let server = await startProcess(folder)
  trust(appointments)
  const { url } = server
  const sessions = new Map<string, Promise<Client>>()
  return {
    founded,
    url,
    async as(name) {
      const person = people[name]
      if (!person) throw new Error(`nobody is called ${name}`)
      const client = sessions.get(name) ?? signIn(person, url)
      sessions.set(name, client)
      return { client: await client, person }
    },
    async stop() {
      if (server.child.signalCode !== null) return
      const code = await end(server.child, 'SIGTERM')
      if (code !== 0) throw new Error(`the server of ${founded.id} ended with ${String(code)}`)
    },
    async kill() {
      await end(server.child, 'SIGKILL')
    },
    async restart() {
      server = await startProcess(folder)
    },
  }
}

type Server = ChildProcessByStdio<null, Readable, null>

async function startProcess(folder: string): Promise<{ child: Server; url: string }> {
  const program = fileURLToPath(new URL('member.ts', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const { value, done } = await lines[Symbol.asyncIterator]().next()
  if (done) throw new Error(`the server in ${folder} ended before it listened`)
  const { edge } = z.object({ edge: z.string() }).parse(JSON.parse(value))
  return { child, url: edge }
}

async function end(child: Server, signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = await ended
  return code
}

/** The people of the demo know their own server by its certificate, as it was appointed. */
function trust(appointments: readonly Statement[]): void {
  const certificates = appointments
    .map((statement) => parseAppointment(statement).act)
    .flatMap((act) => (act.kind === 'tls' ? [act.certificate] : []))
  setDefaultCACertificates([...getCACertificates('default'), ...certificates])
}
