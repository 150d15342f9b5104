/**
 * A person at a command line, for tests.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'

import { commands } from '../packages/cli/src/commands/index.ts'
import { type Ending, run } from '../packages/cli/src/run.ts'
import type { Language, Terminal } from '../packages/cli/src/terminal.ts'
import { loadTexts } from '../packages/cli/src/texts.ts'

/** A command line as it is typed: what stands in braces is part of a word, or a list of words. */
export function words(
  texts: TemplateStringsArray,
  ...values: readonly (number | string | readonly string[])[]
): readonly string[] {
  const line: string[] = []
  let open = false
  const add = (word: string): void => {
    if (open) line.push(`${line.pop() ?? ''}${word}`)
    else line.push(word)
    open = true
  }
  for (const [index, text] of texts.entries()) {
    for (const part of text.split(/( +)/)) {
      if (part.startsWith(' ')) open = false
      else if (part !== '') add(part)
    }
    const value = values[index] ?? []
    if (typeof value === 'object') {
      line.push(...value)
      open = false
    } else {
      add(String(value))
    }
  }
  return line
}

/** Types a command in `cwd`, and says no when asked; `wait` is what a person does meanwhile, knowing what they were told last. */
export function typeIn(
  cwd: string,
  line: readonly string[],
  wait: (said: string) => Promise<void> = () => Promise.resolve(),
  interactive = false,
): Promise<Ending> {
  let said = ''
  const terminal = (lang: Language): Terminal => ({
    lang,
    interactive,
    cwd,
    env: {},
    now: () => new Date(),
    print: () => {},
    say: (text) => void (said = text[lang]),
    progress: () => {},
    secret: () => Promise.reject(new Error('nobody is asked')),
    confirm: () => Promise.resolve(false),
    async sleep() {
      await wait(said)
      await setTimeout(100)
    },
    stopped: () => Promise.resolve(),
  })
  return run(line, { commands, texts: loadTexts, terminal, env: {} })
}

/** Asks until there is an answer, while messages are on their way. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let round = 0; round < 100; round++) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await setTimeout(200)
  }
  throw new Error('nothing came in time')
}

/**
 * Shows what a server says on stderr beside the lines of its daily work (level 30 of its log): warnings,
 * failures, and whatever is no line of the log at all.
 */
function passUnexpected(stderr: NodeJS.ReadableStream): void {
  createInterface(stderr).on('line', (line) => {
    if (!/^\{"level":30,"time":"[^"]+","event":"/.test(line)) process.stderr.write(`${line}\n`)
  })
}

/** The fields of a JSON object. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof value === 'object' && value !== null)
  return Object.fromEntries(Object.entries(value))
}

/** The objects of a JSON array. */
export function arrayOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  assert.ok(Array.isArray(value))
  return value.map(objectOf)
}

/** Starts a command that serves as a process in `cwd`, and gives what it says when it is ready. */
export async function serveProcess(
  cwd: string,
  line: readonly string[],
): Promise<{
  readonly child: ChildProcess
  readonly said: Readonly<Record<string, unknown>>
}> {
  const main = join(import.meta.dirname, '../packages/cli/src/main.ts')
  const flags = ['--disable-warning=ExperimentalWarning', main]
  const child = spawn(process.execPath, [...flags, ...line, '--json'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  passUnexpected(child.stderr)
  const lines = createInterface(child.stdout)
  const [ready] = await Promise.race([once(lines, 'line'), once(lines, 'close')])
  assert.ok(ready, 'the process ended before it was ready')
  const said = objectOf(JSON.parse(String(ready)))
  assert.equal(said['ready'], true)
  return { child, said }
}
