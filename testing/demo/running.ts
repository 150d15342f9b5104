/**
 * A member's server as a process, and its people at their machines.
 *
 * @module
 */
import { rejects } from 'node:assert/strict'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'

import type { Statement } from '@entente/core/crypto'
import { parseAppointment } from '@entente/core/pact'
import { readPolicyFiles } from '@entente/host'
import type { Client } from '@entente/sdk'
import {
  insertPerson,
  openKeyring,
  openServer,
  preparePassword,
  silentLog,
  trustPact,
  trustPactAtKas,
} from '@entente/server'
import { z } from 'zod'

import { type Founded, type Person, secret } from '../members.ts'

import { password, signIn } from './person.ts'

/** A Key Access Service that runs apart from its server. */
export interface RunningKas {
  readonly url: string
  readonly stop: () => Promise<void>
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
}

/** A member whose server runs. */
export interface RunningMember {
  readonly founded: Founded
  readonly url: string
  /** Where browsers find the web application, if it is served. */
  readonly web?: string
  /** Where it is another process. */
  readonly kas?: RunningKas
  /** A person and their session; signed in at the first call. */
  readonly as: (name: string) => Promise<{ readonly client: Client; readonly person: Person }>
  /** Ends the server as the operator does, and waits until it has drained; then what keeps its keys. */
  readonly stop: () => Promise<void>
  /** Ends the server as a power cut does. */
  readonly kill: () => Promise<void>
  /** Starts a server that was killed again, on the same folder and the same port. */
  readonly restart: () => Promise<void>
}

const now = (): Date => new Date()

/** What operators do before their server first runs: the pact is trusted, people get their accounts. */
export async function prepareMember(
  { folder, people, kas }: Founded,
  other: Founded,
  pact: Statement,
): Promise<void> {
  if (kas !== undefined) await trustPactAtKas(kas, pact)
  const policies = await readPolicyFiles()
  await trustPact({ folder, secret, pact, appointments: other.appointments, policies, now })
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

/** Makes sure that a member's keys for payload keys are not in its server's folder, nor open to its operator. */
export async function keptApart({ kas, founded }: RunningMember): Promise<void> {
  if (!kas || founded.kas === undefined) throw new Error('the service is part of the server')
  const server = await openKeyring(join(founded.folder, 'data', 'keys'), secret)
  if (server.find('kas')) throw new Error('the server has the keys')
  await rejects(openKeyring(join(founded.kas, 'data', 'keys'), secret), {
    code: 'keys/wrong-secret',
  })
}

/** Starts a prepared member's server and waits until it listens; `web` is the folder of the application. */
export async function startMember(founded: Founded, web?: string): Promise<RunningMember> {
  const { folder, people, appointments, kas: kasFolder } = founded
  const kas = kasFolder === undefined ? undefined : await startKas(kasFolder)
  const args = web === undefined ? [folder] : [folder, web]
  const start = () => startProcess('member.ts', args, edgeLine)
  let server = await start()
  trust(appointments)
  const url = server.said.edge
  const own = { id: founded.id, appointingKey: founded.appointing.publicKey }
  const sessions = new Map<string, Promise<Client>>()
  return {
    founded,
    url,
    ...(server.said.web !== undefined && { web: server.said.web }),
    ...(kas && { kas }),
    async as(name) {
      const person = people[name]
      if (!person) throw new Error(`nobody is called ${name}`)
      const client = sessions.get(name) ?? signIn(person, url, own)
      sessions.set(name, client)
      return { client: await client, person }
    },
    async stop() {
      await endWell(server.child, `the server of ${founded.id}`)
      await kas?.stop()
    },
    async kill() {
      await end(server.child, 'SIGKILL')
    },
    async restart() {
      server = await start()
    },
  }
}

/** Starts the Key Access Service in a folder of its own and waits until it listens. */
async function startKas(folder: string): Promise<RunningKas> {
  const start = () => startProcess('kas.ts', [folder], kasLine)
  let running = await start()
  return {
    url: running.said.kas,
    stop: () => endWell(running.child, `the service in ${folder}`),
    async kill() {
      await end(running.child, 'SIGKILL')
    },
    async restart() {
      running = await start()
    },
  }
}

const edgeLine = z.object({ edge: z.string(), web: z.string().optional() })
const kasLine = z.object({ kas: z.string() })

type Server = ChildProcessByStdio<null, Readable, null>

async function startProcess<T>(
  name: string,
  args: readonly string[],
  form: z.ZodType<T>,
): Promise<{ readonly child: Server; readonly said: T }> {
  const program = fileURLToPath(new URL(name, import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const { value, done } = await lines[Symbol.asyncIterator]().next()
  if (done) throw new Error(`what runs in ${args[0] ?? ''} ended before it listened`)
  return { child, said: form.parse(JSON.parse(value)) }
}

async function endWell(child: Server, what: string): Promise<void> {
  if (child.signalCode !== null) return
  const code = await end(child, 'SIGTERM')
  if (code !== 0) throw new Error(`${what} ended with ${String(code)}`)
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
