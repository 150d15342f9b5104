/**
 * A reader without any role acknowledges a document by commands alone.
 *
 * @module
 */
import assert from 'node:assert/strict'

import { words } from './command-line.ts'
import type { Typing } from './recovering.ts'

/** Kea has opened the document: a key is made and enrolled, what it signs is on record, and evidence says so. */
export async function acknowledgeBy(
  { at, done, json, keyFile, profile, type }: Typing,
  document: string,
  release: string,
  pact: string,
): Promise<void> {
  const key = words`--key ${at('keys', 'reader-kea')} ${keyFile}`
  const line = words`acknowledge ${document} ${key} ${profile('kea')}`
  await done(words`key new --for person ${key}`)
  assert.match((await type(line)).stderr, /pact\/key-not-appointed/)
  const publicKey = at('keys', 'reader-kea', 'public.json')
  const act = { kind: 'person-key', person: 'kea', facility: 'wellington', keyFile: publicKey }
  const file = await json('person-key.json', { ...act, until: '2050-01-01' })
  const by = at('keys', 'registrar-nzl')
  await done(words`appoint --key ${by} ${keyFile} ${profile('tui')} --act ${file}`)
  const given = await done(line)
  assert.deepEqual([given['originator'], given['person']], ['jpn', 'kea'])
  assert.deepEqual(await done(line), given, 'the same again')
  assert.match((await type([...line, '--lang', 'ja'])).stdout, /受領確認しました/)
  const theirs = words`release evidence ${release} ${profile('kea')} --out`
  await done([...theirs, at('nzl.entente')])
  const { stdout } = await type(words`verify ${at('nzl.entente')} --pact ${pact}`)
  assert.match(stdout, /✔ kea of nzl has acknowledged it, .* by their own key\n.*“Acknowledged”/)
}
