#!/usr/bin/env node
// Runs one of the project's commands on Node 26, from a bare clone on. Plain JavaScript, because
// the Node that starts it may be as old as 20.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)

/** Command name to the arguments that Node 26 gets. */
const commands = {
  demo: ['testing/demo/main.ts'],
  test: ['scripts/test.ts'],
  check: ['scripts/check.ts'],
  dev: ['testing/dev.ts'],
  shots: ['testing/shots.ts'],
  bench: ['testing/bench/main.ts'],
  entente: ['packages/cli/src/main.ts'],
}

function fail(message) {
  console.error(`entente: ${message}`)
  process.exit(1)
}

/** The lockfile's hash is written beside what was installed from it, last: half an install is stale. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex')
  const mark = at('node_modules', '.entente-lock')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  console.error('entente: installing from the lockfile')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const done = spawnSync(npm, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_update_notifier: 'false' },
  })
  if (done.status !== 0) fail('npm ci failed; see the lines above')
  writeFileSync(mark, lock)
}

function findNode() {
  for (const arch of ['x64', 'arm64']) {
    const pinned = at('node_modules', `node-linux-${arch}`, 'bin', 'node')
    if (arch === process.arch && existsSync(pinned)) return pinned
  }
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  return fail(
    `Node 26 or newer is needed here, this is ${process.versions.node} on ${process.platform}-${process.arch}. ` +
      'Install it from your system or https://nodejs.org and run the same command again',
  )
}

const [name = '', ...rest] = process.argv.slice(2)
const command = commands[name]
if (command === undefined)
  fail(`no such command \`${name}\`; there are: ${Object.keys(commands).join(', ')}`)

install()
const flags = ['--disable-warning=ExperimentalWarning']
const [entry, ...args] = command
const child = spawn(findNode(), [...flags, at(entry), ...args, ...rest], {
  stdio: 'inherit',
  // Compiled code is kept beside the code that it comes from: a command starts in half the time.
  env: { NODE_COMPILE_CACHE: at('node_modules', '.cache', 'node'), ...process.env },
  cwd: name === 'entente' || name === 'demo' ? process.cwd() : root,
})
// A terminal sends SIGINT to both of us; the command decides how it ends. SIGTERM comes to us alone.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('error', ({ message }) => fail(message))
child.on('exit', (code) => process.exit(code ?? 1))
