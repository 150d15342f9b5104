/**
 * Transcripts: what a person types and what they read, one file a story. They are tests, and the
 * manual's examples.
 *
 * A line is a command; `!` before it says that it must fail. `$NAME` stands for what was saved.
 *
 * ```
 * entente WORDS        types a command; `!` wants a code other than 0
 * exit N               the code of the last command was exactly N
 * stdout REGEX         its output matches (`!`: does not)
 * stderr REGEX         likewise
 * json                 its output is JSON
 * save NAME REGEX      keeps the first group of what its output matches
 * cmp A B              two files are equal
 * exists FILE          there is such a file (`!`: there is none)
 * flip FILE BYTE       changes one bit of that byte; from the end if negative
 * env NAME=VALUE       sets a variable for what follows
 * found FOLDER ID      founds a member; `secret.key` opens its keyring, and that of its appointing key,
 *                      which lies in `FOLDER-appointing`
 * move A B             renames
 * policy NAME FILE     copies a policy that ships, `nzl/psr`
 * keys                 makes the keys of a Key Access Service: `kas-public.pem`, `kas-private.pem`
 * ```
 *
 * @module
 */
import assert from 'node:assert/strict'
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { generateHybridKey, generateKasKey, importHybridSigner } from '@entente/core/crypto'
import { createKeyring, foundMember } from '@entente/server'

import { commands } from '../src/commands/index.ts'
import { type Ending, run } from '../src/run.ts'
import type { Language, Terminal } from '../src/terminal.ts'
import { loadTexts } from '../src/texts.ts'

/** A transcript as it was written. */
export interface Transcript {
  readonly lines: readonly { readonly number: number; readonly text: string }[]
  /** Files that are there before the first line. */
  readonly files: ReadonlyMap<string, string>
}

interface Scene {
  readonly cwd: string
  readonly env: Record<string, string>
  readonly saved: Map<string, string>
  last: Ending | undefined
}

/** Reads a transcript; files follow the script, each under `-- name --`, or `-- name.base64 --`. */
export function parseTranscript(text: string): Transcript {
  const [script = '', ...parts] = text.split(/^-- (.+) --\n/m)
  const files = new Map<string, string>()
  for (let at = 0; at < parts.length; at += 2) files.set(parts[at] ?? '', parts[at + 1] ?? '')
  const lines = script
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'))
  return { lines, files }
}

/** Plays a transcript in a folder of its own, and fails at the first line that does not hold. */
export async function play({ lines, files }: Transcript): Promise<void> {
  const cwd = await mkdtemp(join(tmpdir(), 'entente-transcript-'))
  const scene: Scene = { cwd, env: {}, saved: new Map(), last: undefined }
  try {
    for (const [name, content] of files) {
      const isBinary = name.endsWith('.base64')
      const file = join(cwd, isBinary ? name.slice(0, -'.base64'.length) : name)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, isBinary ? Buffer.from(content, 'base64') : content)
    }
    for (const { number, text } of lines) {
      try {
        await playLine(text, scene)
      } catch (cause) {
        const said = scene.last ? `\n${scene.last.stdout}${scene.last.stderr}` : ''
        throw new Error(`line ${number}: ${text}${said}`, { cause })
      }
    }
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

async function playLine(line: string, scene: Scene): Promise<void> {
  const negated = line.startsWith('! ')
  const [verb = '', ...words] = wordsOf(negated ? line.slice(2) : line, scene.saved)
  const act = verbs[verb]
  assert.ok(act, `no such verb \`${verb}\``)
  await act(words, scene, negated)
}

type Verb = (words: readonly string[], scene: Scene, negated: boolean) => Promise<void> | void

const verbs: Readonly<Record<string, Verb>> = {
  async entente(words, scene, negated) {
    scene.last = await run(words, {
      commands,
      texts: loadTexts,
      terminal: (lang) => quietTerminal(lang, scene),
      env: scene.env,
    })
    assert.equal(scene.last.exit !== 0, negated, `exit ${scene.last.exit}`)
  },
  exit([code], { last }) {
    assert.equal(last?.exit, Number(code))
  },
  stdout([pattern = ''], { last }, negated) {
    matches(last?.stdout ?? '', pattern, negated)
  },
  stderr([pattern = ''], { last }, negated) {
    matches(last?.stderr ?? '', pattern, negated)
  },
  json(_words, { last }) {
    JSON.parse(last?.stdout ?? '')
    assert.equal(last?.stderr, '')
  },
  save([name = '', pattern = ''], { last, saved }) {
    const [, value] = new RegExp(pattern, 'mu').exec(last?.stdout ?? '') ?? []
    assert.ok(value !== undefined, `nothing matches ${pattern}`)
    saved.set(name, value)
  },
  async cmp([a = '', b = ''], { cwd }) {
    assert.deepEqual(await readFile(join(cwd, a)), await readFile(join(cwd, b)))
  },
  async exists([file = ''], { cwd }, negated) {
    const there = await stat(join(cwd, file)).then(
      () => true,
      () => false,
    )
    assert.equal(there, !negated)
  },
  async flip([file = '', at = ''], { cwd }) {
    const bytes = await readFile(join(cwd, file))
    const place = Number(at) < 0 ? bytes.length + Number(at) : Number(at)
    const byte = bytes[place]
    assert.ok(byte !== undefined)
    bytes[place] = byte ^ 1
    await writeFile(join(cwd, file), bytes)
  },
  env([assignment = ''], { env }) {
    const [name = '', value = ''] = assignment.split('=')
    env[name] = value
  },
  async found([folder = '', member = ''], { cwd }) {
    const bytes = crypto.getRandomValues(new Uint8Array(32))
    const secret = { kind: 'key-file', bytes } as const
    await writeFile(join(cwd, 'secret.key'), bytes)
    const { privateKey } = await generateHybridKey()
    const keyring = await createKeyring(join(cwd, `${folder}-appointing`), secret)
    await keyring.set({ appointing: privateKey })
    await foundMember({
      folder: join(cwd, folder),
      secret,
      member,
      host: '127.0.0.1',
      ports: { edge: 0, federation: 0, admin: 0 },
      appointing: await importHybridSigner(privateKey),
      first: [],
      suites: ['ec:secp256r1'],
      now: () => new Date(),
    })
  },
  move: ([from = '', to = ''], { cwd }) => rename(join(cwd, from), join(cwd, to)),
  policy: ([name = '', file = ''], { cwd }) =>
    copyFile(join(import.meta.dirname, `../../../profiles/${name}.spif.xml`), join(cwd, file)),
  async keys(_words, { cwd }) {
    const { publicKeyPem, privateKeyPem } = await generateKasKey('ec:secp256r1')
    await writeFile(join(cwd, 'kas-public.pem'), publicKeyPem)
    await writeFile(join(cwd, 'kas-private.pem'), privateKeyPem)
  },
}

function matches(text: string, pattern: string, negated: boolean): void {
  assert.equal(new RegExp(pattern, 'mu').test(text), !negated)
}

/** Words at spaces; single quotes hold one together. */
function wordsOf(line: string, saved: ReadonlyMap<string, string>): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll(/\$([A-Z]+)/g, (all, name: string) => saved.get(name) ?? all),
  )
}

/** Nobody is there to be asked, and nobody looks. */
function quietTerminal(lang: Language, { cwd, env }: Scene): Terminal {
  return {
    lang,
    interactive: false,
    cwd,
    env,
    now: () => new Date(),
    print: () => {},
    say: () => {},
    progress: () => {},
    secret: () => Promise.reject(new Error('nobody is there to type a secret')),
    confirm: () => Promise.resolve(false),
    sleep: () => Promise.resolve(),
    stopped: () => Promise.resolve(),
  }
}
