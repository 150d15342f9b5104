/**
 * Recovery by commands alone: two officers of Wellington let Moa in again.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { type Hash, keyId } from '@entente/core/crypto'
import { z } from 'zod'

import type { Ending } from '../packages/cli/src/run.ts'

import { words } from './command-line.ts'
import { facilities } from './commands-people.ts'
import { term } from './members.ts'

const hybridKey = z.strictObject({ ed25519: z.string(), mldsa65: z.string() })

/** The id of the public key in a folder of keys. */
export async function readKeyId(folder: string): Promise<Hash> {
  return keyId(hybridKey.parse(JSON.parse(await readFile(join(folder, 'public.json'), 'utf8'))))
}

/** How commands are typed, and where files lie. */
export interface Typing {
  readonly at: (...names: readonly string[]) => string
  readonly done: (line: readonly string[]) => Promise<Readonly<Record<string, unknown>>>
  readonly json: (name: string, value: unknown) => Promise<string>
  readonly keyFile: readonly string[]
  readonly profile: (person: string) => readonly string[]
  readonly signIn: (person: string, exit?: number, machine?: string) => Promise<Ending>
  readonly type: (line: readonly string[]) => Promise<Ending>
}

/** Moa has lost a machine; Tui is the registrar, and Kea becomes the officer for security. */
export async function recover({
  at,
  done,
  json,
  keyFile,
  profile,
  signIn,
  type,
}: Typing): Promise<void> {
  const officer = ['--key', at('keys', 'officer-nzl'), ...keyFile, ...profile('tui')]
  const keyOfSecond = at('keys', 'second-nzl')
  await done(words`key new --for person --key ${keyOfSecond} ${keyFile}`)
  const role = { roles: ['security'], levels: [], keyFile: join(keyOfSecond, 'public.json') }
  const appointed = await json('second.json', { kind: 'officer', person: 'kea', ...role, ...term })
  const head = at('keys', 'appointing-nzl')
  await done(words`appoint --key ${head} ${keyFile} ${profile('tui')} --act ${appointed}`)

  const { key } = await done(['device', 'new', ...profile('found')])
  const act = { kind: 'device', person: 'moa', facility: facilities.nzl, key, until: '2050-01-01' }
  const enrolment = await json('found.json', [act])
  const file = at('recovery.json')
  const registrar = words`--key ${at('keys', 'registrar-nzl')} ${keyFile} ${profile('tui')}`
  const asked = words`recovery begin ${registrar} --act ${enrolment} --out ${file} --second`
  const second = await readKeyId(keyOfSecond)
  assert.equal((await type([...asked, 'nobody'])).exit, 2)
  const begun = await done([...asked, second])
  assert.equal(begun['person'], 'moa')
  await done(['whoami', ...profile('moa')])

  const early = await type(words`recovery enrol ${file} ${registrar} --lang ja`)
  assert.equal(early.exit, 0, 'moa has a machine still, and a second one takes no two')
  const wrong = await type(words`recovery sign ${file} ${officer}`)
  assert.match(wrong.stderr, /another officer than this key/)
  // The chain has gone on: what was begun has no place in it any more.
  const signLine = words`recovery sign ${file} --key ${keyOfSecond} ${keyFile} ${profile('kea')}`
  assert.match((await type(signLine)).stderr, /pact\/chain-conflict/)
  await done([...asked, second])
  const { recovery } = await done(signLine)
  const gone = await type(['whoami', ...profile('moa')])
  assert.match(gone.stderr, /identity\/device-not-enrolled/)
  assert.match((await signIn('moa', 1, 'found')).stderr, /identity\/device-not-enrolled/)

  const stolen = await json('stolen.json', {
    ...act,
    key: (await done(['device', 'new', ...profile('stolen')]))['key'],
  })
  const alone = await type(words`appoint ${registrar} --act ${stolen}`)
  assert.match(alone.stderr, /pact\/not-authorised/)
  const { statements } = await done(words`recovery enrol ${file} ${registrar}`)
  assert.ok(Array.isArray(statements) && statements.length === 1 && recovery !== statements[0])
  await signIn('moa', 0, 'found')
}
