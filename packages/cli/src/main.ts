/**
 * `entente`.
 *
 * @module
 */
import { commands } from './commands/index.ts'
import { run } from './run.ts'
import { processTerminal } from './terminal.ts'
import { loadTexts } from './texts.ts'

const ending = await run(process.argv.slice(2), {
  commands,
  texts: loadTexts,
  terminal: processTerminal,
  env: process.env,
})
process.stdout.write(ending.stdout)
process.stderr.write(ending.stderr)
process.exitCode = ending.exit
