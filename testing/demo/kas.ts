/**
 * A member's Key Access Service as a process of its own, for the demo and tests: `kas.ts FOLDER`.
 *
 * Prints one line when it listens and stops on SIGTERM, with exit 0.
 *
 * @module
 */
import { createLog, runKas } from '@entente/server'

import { custodianSecret } from '../members.ts'

const [folder = ''] = process.argv.slice(2)
const log = createLog(process.stderr, 'error')
const running = await runKas({
  folder,
  secret: custodianSecret,
  log,
  now: () => new Date(),
  onFatal: (error) => {
    log.error('store-lost', {}, error)
    process.exit(1)
  },
})
process.stdout.write(`${JSON.stringify({ ready: true, kas: running.url })}\n`)

// Ctrl-C reaches the whole group; whoever started this process decides when it ends.
process.on('SIGINT', () => {})
process.once('SIGTERM', () => {
  void (async () => {
    await running.close()
    process.exit(0)
  })()
})
