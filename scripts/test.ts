/**
 * Runs every test of the repository: `npm test [-- FILE...]`.
 *
 * With `ENTENTE_NO_SKIP=1`, as in CI, a skipped test is a failure.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { cpus } from 'node:os'

import { builtWeb } from '../packages/web/build/index.ts'

// Once, before many files ask for it at the same time.
await builtWeb()

const asked = process.argv.slice(2)
const files =
  asked.length > 0
    ? asked
    : globSync(['packages/*/{src,test}/**/*.test.ts', 'testing/**/*.test.ts'])

const args = [
  '--disable-warning=ExperimentalWarning',
  '--test',
  '--test-timeout=600000',
  // One more than there are cores: browsers, servers and clocks are waited for.
  `--test-concurrency=${cpus().length + 1}`,
  '--test-reporter=./testing/reporter.ts',
  '--test-reporter-destination=stdout',
  ...files.filter((file) => !file.includes('node_modules')),
]
const child = spawn(process.execPath, args, { stdio: 'inherit' })
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
