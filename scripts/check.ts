/**
 * `npm run check`: types, lint, format, dead code. Runs all of them and fails if one does.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { delimiter, dirname } from 'node:path'

const checks: readonly (readonly [name: string, ...argv: string[]])[] = [
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of core, as in a browser', 'tsc', '-p', 'packages/core/tsconfig.json'],
  ['types of web', 'tsc', '-p', 'packages/web/tsconfig.json'],
  ['lint', 'oxlint', '--type-aware'],
  ['format', 'oxfmt', '--check', '.'],
  ['dead code', 'knip'],
]

// The tools' launchers say `env node`, so the pinned Node goes first on the path.
const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter)
let failed = 0
for (const [name, tool, ...args] of checks) {
  const run = spawnSync(`node_modules/.bin/${tool}`, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  })
  if (run.status !== 0) failed++
  console.log(`${run.status === 0 ? '✔' : '✘'} ${name}`)
}
process.exitCode = failed === 0 ? 0 : 1
