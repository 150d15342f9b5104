/**
 * One member's server as a process of its own, for the demo: `member.ts FOLDER`.
 *
 * Prints one line when it listens and stops on SIGTERM, drained, with exit 0.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { fromGeneralJws, parseStatement, statementId } from '@entente/core/crypto'
import { parseJson } from '@entente/core/lib'
import { pactType } from '@entente/core/pact'
import { xmlParser } from '@entente/host'
import {
  createLog,
  insertPerson,
  openEdge,
  openServer,
  preparePassword,
  recordChanges,
} from '@entente/server'
import { z } from 'zod'

import { secret } from '../members.ts'

const accounts = z.array(z.strictObject({ person: z.string(), password: z.string() }))
const [folder = ''] = process.argv.slice(2)
const now = (): Date => new Date()
const log = createLog(process.stderr, 'warn')
const server = await openServer({
  folder,
  secret,
  log,
  now,
  onFatal: (error) => {
    log.error('record-lost', {}, error)
    process.exit(1)
  },
})

const read = async (name: string): Promise<unknown> => parseJson(await readFile(join(folder, name)))
const pact = fromGeneralJws(pactType, await read('pact.json'))
const theirs = await read('appointments-of-peer.json')
const { standing, ledger } = server
for (const { person, password } of accounts.parse(await read('accounts.json'))) {
  const write = await preparePassword(person, password, (length) =>
    crypto.getRandomValues(new Uint8Array(length)),
  )
  await ledger.record(async (tx) => {
    await insertPerson(tx, { person, subject: person, nameEn: person, nameJa: person }, now())
    await write(tx)
  })
}
await recordChanges(standing, ledger, [{ kind: 'pact', statement: pact }], (append) => {
  append({ kind: 'pact-adopted', at: now().toISOString(), pact: statementId(pact) })
})
const changes = (Array.isArray(theirs) ? theirs : []).map((one) => ({
  kind: 'appointment' as const,
  statement: parseStatement(one),
}))
const peer = server.self === 'jpn' ? 'nzl' : 'jpn'
let number = 0
await recordChanges(standing, ledger, changes, (append, { statement }) => {
  number++
  append({
    kind: 'appointments-received',
    at: now().toISOString(),
    member: peer,
    number,
    statement: statementId(statement),
  })
})

const edge = await openEdge(server, { xml: xmlParser, log, now })
const timer = setInterval(() => void server.federation.witnessRound().catch(() => undefined), 2000)
process.stdout.write(`${JSON.stringify({ ready: true, member: server.self, edge: edge.port })}\n`)

process.once('SIGTERM', () => {
  clearInterval(timer)
  void (async () => {
    await edge.close(2000)
    await server.ledger.exportStatic(join(folder, 'ledger'))
    await server.close()
    process.exit(0)
  })()
})
