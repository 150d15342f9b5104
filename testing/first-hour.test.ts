/**
 * `docs/first-hour.md`, typed into one shell as it stands, in an empty home. The test sits at the browser
 * as the people whom the document signs in.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { setDefaultCACertificates } from 'node:tls'

import { Browser, confirmCode } from '../packages/server/src/http/device.fixture.ts'

import { blocksOf } from './markdown.ts'

const root = join(import.meta.dirname, '..')
const minutes = 60_000

test('the first hour goes as it is written', { timeout: 15 * minutes }, async (t) => {
  const text = await readFile(join(root, 'docs/first-hour.md'), 'utf8')
  const script = scriptOf(text)
  const people = [...script.matchAll(/^entente login --profile (\w+)/gm)].map(
    ([, name = '']) => name,
  )
  const [, password = ''] = /^echo '(.+)' > password\.txt$/m.exec(script) ?? []
  const home = await mkdtemp(join(tmpdir(), 'entente-first-hour-'))
  const turn = await takeTurn()
  const shell = startShell(script, home)
  t.signal.addEventListener('abort', () => void endShell(shell))
  try {
    const said: string[] = []
    const errors = createInterface({ input: shell.stderr })
    const output = createInterface({ input: shell.stdout })
    output.on('line', (line) => said.push(line))
    const browsing: Promise<string>[] = []
    errors.on('line', (line) => {
      said.push(line)
      const [url] = /https:\S+user_code=\S+/.exec(line) ?? []
      if (url !== undefined) browsing.push(signIn(url, people.shift() ?? '', password, home))
    })
    const [code] = await once(shell, 'close')
    const story = said.join('\n')
    assert.equal(code, 0, story)
    assert.deepEqual(people, [], 'everybody was asked for')
    await Promise.all(browsing)
    assert.match(story, /\(Article 7\(1\), decision\/no-need-to-know\)/)
    assert.match(story, /^delivery nzl {2}copy 1 {2}received$/m)
    assert.match(story, /^JAPAN 極秘 \/ SECRET\/\/REL TO JPN, NZL$/m)
    assert.match(story, /^Every entry is cosigned by another member\.$/m)
    assert.match(story, /✔ nzl has signed for copy no\. 1/)
    for (const log of ['tokyo.log', 'wellington.log']) {
      const lines = await readFile(join(home, 'first-hour', log), 'utf8')
      assert.match(lines, /"event":"stopping"/, 'the server was told to stop and did')
    }
  } finally {
    await endShell(shell)
    turn.close()
    await rm(home, { recursive: true, force: true })
  }
})

/** Every command of the document in one shell; what the document says is refused has to be. */
function scriptOf(text: string): string {
  const blocks = blocksOf(text).flatMap(({ info, text: body }) => {
    if (info === 'sh test') return [body]
    if (info !== 'sh test refused') return []
    return [`if ${body.trim()}; then echo 'this was to be refused' >&2; exit 1; fi\n`]
  })
  return ['set -euo pipefail', 'shopt -s expand_aliases', ...blocks].join('\n')
}

/** A process group of its own, so that what is left of it can be ended whole. */
function startShell(
  script: string,
  home: string,
): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
  const { PATH = '' } = process.env
  return spawn('bash', ['-c', script], {
    cwd: root,
    detached: true,
    env: { PATH, HOME: home, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function endShell(shell: ChildProcess): Promise<void> {
  try {
    if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGKILL')
  } catch {
    // All of it has ended by itself.
  }
  await setTimeout(100)
}

async function signIn(
  url: string,
  person: string,
  password: string,
  home: string,
): Promise<string> {
  const files = ['tokyo', 'wellington'].map((member) => join(home, 'first-hour', member, 'tls.pem'))
  // As a person does who was given the file.
  setDefaultCACertificates(await Promise.all(files.map((file) => readFile(file, 'utf8'))))
  return confirmCode(new Browser(), url, person, password)
}

/** The document names ports; on one machine one reader goes through it at a time. */
async function takeTurn(): Promise<ReturnType<typeof createServer>> {
  for (;;) {
    const server = createServer()
    const taken = new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(8439, '127.0.0.1', () => resolve(true))
    })
    if (await taken) return server
    await setTimeout(1000)
  }
}
