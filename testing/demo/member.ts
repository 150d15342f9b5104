/**
 * One member's server as a process of its own, for the demo and tests: `member.ts FOLDER`.
 *
 * Prints one line when it listens and stops on SIGTERM, drained, with exit 0 and its ledger as static
 * files beside its data.
 *
 * @module
 */
import { join } from 'node:path'

import { createLog, runMember } from '@entente/server'

import { secret } from '../members.ts'

const [folder = '', web] = process.argv.slice(2)
const log = createLog(process.stderr, 'warn')
const running = await runMember({
  folder,
  secret,
  witnessSeconds: 2,
  ...(web === undefined ? {} : { web }),
  log,
  now: () => new Date(),
  onFatal: (error) => {
    log.error('record-lost', {}, error)
    process.exit(1)
  },
})
process.stdout.write(`${JSON.stringify({ ready: true, ...running.urls })}\n`)

// Ctrl-C reaches the whole group; whoever started this process decides when it ends.
process.on('SIGINT', () => {})
process.once('SIGTERM', () => {
  void (async () => {
    await running.exportLedger(join(folder, 'ledger'))
    await running.close()
    process.exit(0)
  })()
})
