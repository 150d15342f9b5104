/**
 * A member's server as a process, and its people at their machines.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'

import { type Statement, statementId, toGeneralJws } from '@entente/core/crypto'
import { canonicalJson } from '@entente/core/lib'
import { parseAppointment, pactType } from '@entente/core/pact'
import type { Client } from '@entente/sdk'
import { readConfig, writeConfig } from '@entente/server'

import type { Founded, Person } from '../members.ts'

import { password, signIn } from './person.ts'

/** A member whose server runs. */
export interface RunningMember {
  readonly founded: Founded
  readonly url: string
  /** A person and their session; signed in at the first call. */
  readonly as: (name: string) => Promise<{ readonly client: Client; readonly person: Person }>
  readonly stop: () => Promise<void>
}

/** Starts a member's server and waits until it listens. */
export async function startMember(
  founded: Founded,
  other: Founded,
  pact: Statement,
): Promise<RunningMember> {
  const { folder, people, appointments } = founded
  await writeFile(join(folder, 'pact.json'), canonicalJson(toGeneralJws(pactType, pact)))
  await writeFile(join(folder, 'appointments-of-peer.json'), canonicalJson(other.appointments))
  await writeConfig(folder, { ...(await readConfig(folder)), trusted: [statementId(pact)] })
  const accounts = Object.values(people).map(({ person }) => ({ person, password }))
  await writeFile(join(folder, 'accounts.json'), canonicalJson(accounts), { mode: 0o600 })

  const program = fileURLToPath(new URL('member.ts', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`the server of ${founded.id} ended with ${code}`))
    })
  })
  const lines = createInterface({ input: child.stdout })
  const { value } = await Promise.race([
    lines[Symbol.asyncIterator]().next(),
    ended.then(() => ({ value: '' })),
  ])
  const ready: { edge: number } = JSON.parse(String(value))
  trust(appointments)

  const url = `https://127.0.0.1:${ready.edge}`
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
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The people of the demo know their own server by its certificate, as it was appointed. */
function trust(appointments: readonly Statement[]): void {
  const certificates = appointments
    .map((statement) => parseAppointment(statement).act)
    .flatMap((act) => (act.kind === 'tls' ? [act.certificate] : []))
  setDefaultCACertificates([...getCACertificates('default'), ...certificates])
}
