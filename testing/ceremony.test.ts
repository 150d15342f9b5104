/** The ceremony of a pact at the command line: what is done, and what is refused, by code and member. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import {
  addAct,
  fromGeneralJws,
  generateHybridKey,
  importHybridSigner,
  type Statement,
  statementValue,
  toGeneralJws,
  unsignedStatement,
} from '@entente/core/crypto'
import { canonicalJson, toBase64Url } from '@entente/core/lib'
import { pactType } from '@entente/core/pact'

import type { Ending } from '../packages/cli/src/run.ts'

import { arrayOf, objectOf, typeIn, words } from './command-line.ts'
import { freePort } from './members.ts'

let root = ''
let id = ''
const keyFile = ['--key-file', 'secret.key']
const members = ['jpn', 'nzl'] as const

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-ceremony-'))
  await writeFile(at('secret.key'), crypto.getRandomValues(new Uint8Array(32)))
  for (const name of [...members, 'stranger']) {
    await done(words`key new --for appointing --key keys/${name} ${keyFile}`)
  }
  id = String((await done([...draftLine, '--out', 'draft.json']))['id'])
  for (const name of members) {
    await done(words`pact sign draft.json ${signing(name)} --out from-${name}.json`)
  }
  await done(words`pact merge from-jpn.json from-nzl.json --out pact.json`)
  for (const [name, key] of [
    ['jpn', 'jpn'],
    ['nzl', 'nzl'],
    ['nzl', 'stranger'],
  ] as const) {
    const by = words`--appointing keys/${key} --appointing-key-file secret.key`
    const port = await freePort()
    const listen = words`--edge ${port} --federation ${port} --admin ${await freePort()}`
    await done(words`init --dir ${key} --member ${name} ${by} ${keyFile} ${listen}`)
  }
})
after(() => rm(root, { recursive: true, force: true }))

const draftLine = [
  ...words`pact draft jpn-nzl --member jpn=keys/jpn/public.json`,
  ...words`--member nzl=keys/nzl/public.json`,
]
const showLine = words`pact show bent.json`
const mergeLine = words`pact merge draft.json bent.json --out merged.json`
const signLine = words`pact sign bent.json --key keys/nzl ${keyFile} --out signed.json`
const trustLine = words`pact trust bent.json --dir jpn --appointments nzl/appointments.json ${keyFile}`

test('a pact is drafted from a profile that ships or from a file, its rules pinned', async () => {
  const { terms } = await done([...draftLine, '--out', 'again.json'])
  const { clauses, illustrative } = objectOf(terms)
  assert.equal(illustrative, true)
  const rules = arrayOf(clauses).flatMap(({ rules: pinned }) => arrayOf(pinned))
  assert.ok(rules.length > 10)
  for (const { hash } of rules) assert.match(String(hash), /^[0-9a-f]{64}$/)
  const file = join(import.meta.dirname, '../profiles/jpn-nzl/terms.json')
  const line = draftLine.map((word) => (word === 'jpn-nzl' ? file : word))
  assert.equal((await done([...line, '--out', 'by-path.json']))['id'], id)
})

test('a draft is refused without the key of each member, and without terms', async () => {
  const one = words`pact draft jpn-nzl --member nzl=keys/nzl/public.json --out no.json`
  await refused(one, 'pact/inconsistent', 'jpn')
  const stranger = words`--member aus=keys/stranger/public.json`
  await refused([...draftLine, ...stranger, '--out', 'no.json'], 'pact/inconsistent', 'aus')
  const private_ = words`pact draft jpn-nzl --member jpn=keys/jpn/keyring.json --out no.json`
  await refused(private_, 'cli/no-public-key')
  const unknown = await refused(
    words`pact draft jpn-usa --member a=b --out no.json`,
    'cli/no-profile',
  )
  assert.match(unknown, /there are: jpn-nzl/)
  await assert.rejects(stat(at('no.json')))
})

test('what stands in a pact shows who has signed', async () => {
  const { signed } = await done(words`pact show from-nzl.json`)
  assert.deepEqual(
    arrayOf(signed).map((one) => [one['member'], one['signed']]),
    [
      ['jpn', false],
      ['nzl', true],
    ],
  )
  const { stdout } = await type(words`pact show from-nzl.json --lang ja`)
  assert.match(stdout, /✘ 日本国: 未署名\n✔ ニュージーランド: 署名済み/)
})

test('nobody signs a pact whose words were not confirmed', async () => {
  const line = words`pact sign draft.json --key keys/jpn ${keyFile} --out signed.json`
  await refused(line, 'cli/not-confirmed')
  await refused([...line, '--confirmed', 'f'.repeat(64)], 'cli/not-confirmed')
  await assert.rejects(stat(at('signed.json')))
})

test('nobody signs twice, and nobody signs who is no party', async () => {
  await refused(words`pact sign from-jpn.json ${signing('jpn')}`, 'pact/already-signed', 'jpn')
  const strange = await refused(
    words`pact sign draft.json ${signing('stranger')}`,
    'pact/key-not-appointed',
  )
  assert.match(strange, /is the appointing key of none of jpn, nzl/)
})

test('a signature goes into the file itself where no other is named', async () => {
  await writeFile(at('mine.json'), await readFile(at('draft.json')))
  await done(words`pact sign mine.json ${signing('jpn')}`)
  await done(words`pact sign mine.json ${signing('nzl')}`)
  const { signed } = await done(words`pact show mine.json`)
  assert.ok(arrayOf(signed).every((one) => one['signed']))
})

test('one byte of the text changed is refused by every command', async () => {
  await bend((pact) => ({
    ...pact,
    payload: toBase64Url(canonicalJson({ ...termsOf(pact), illustrative: false })),
  }))
  const other = await confirmedBent()
  await refused(showLine, 'pact/invalid-signature', 'jpn')
  await refused(mergeLine, 'pact/invalid-signature', 'jpn')
  await refused([...signLine, ...other], 'pact/invalid-signature', 'jpn')
  await refused([...trustLine, ...other], 'pact/invalid-signature', 'jpn')
  await refused([...trustLine, '--confirmed', id], 'cli/not-confirmed')
})

test('any one byte changed is refused, whatever it belongs to', async () => {
  const whole = await readFile(at('pact.json'))
  for (let tries = 0; tries < 25; tries++) {
    const bent = Uint8Array.from(whole)
    // The line feed at the end belongs to nothing.
    const place = Math.floor(((bent.length - 1) * (tries + Math.random())) / 25)
    bent[place] = (bent[place] ?? 0) ^ (1 << (tries % 7))
    await writeFile(at('bent.json'), bent)
    const { exit, stderr } = await type([...trustLine, '--confirmed', id])
    assert.equal(exit, 1, `byte ${place}: ${stderr}`)
    assert.match(stderr, /^ {2}[a-z]+\/[a-z-]+/m)
  }
})

test('a signature that was changed is refused, and whose it is is said', async () => {
  const third = await importHybridSigner((await generateHybridKey()).privateKey)
  const [signature] = (await addAct(pactType, unsignedStatement({}), third)).acts
  const key = await keyIdOf('nzl')
  await bend((pact) => ({
    ...pact,
    acts: pact.acts.map((act) =>
      act.key === key && signature ? { ...signature, key: act.key } : act,
    ),
  }))
  for (const line of [showLine, mergeLine, [...signLine, '--confirmed', id]]) {
    await refused(line, 'pact/invalid-signature', 'nzl')
  }
  await refused([...trustLine, '--confirmed', id], 'pact/invalid-signature', 'nzl')
})

test('a pact that one member has not signed is shown, and not trusted', async () => {
  const key = await keyIdOf('nzl')
  await bend((pact) => ({ ...pact, acts: pact.acts.filter((act) => act.key !== key) }))
  await done(showLine)
  await refused([...trustLine, '--confirmed', id], 'pact/missing-signature', 'nzl')
})

test('a signature of somebody who is no party is refused', async () => {
  const third = await importHybridSigner((await generateHybridKey()).privateKey)
  await bend((pact) => addAct(pactType, pact, third))
  for (const line of [showLine, mergeLine]) await refused(line, 'pact/foreign-signature')
  for (const line of [signLine, trustLine]) {
    const said = await refused([...line, '--confirmed', id], 'pact/foreign-signature')
    assert.match(said, new RegExp(third.id))
  }
})

test('a field that no pact has is refused, and named', async () => {
  await bend((pact) => unsignedStatement({ ...termsOf(pact), secretly: 1 }))
  const other = await confirmedBent()
  for (const line of [showLine, mergeLine]) await refused(line, 'pact/malformed')
  for (const line of [signLine, trustLine]) {
    assert.match(await refused([...line, ...other], 'pact/malformed'), /secretly/)
  }
})

test('copies that say different things are not merged', async () => {
  await bend((pact) => unsignedStatement({ ...termsOf(pact), receiptSeconds: 1 }))
  assert.match(await refused(mergeLine, 'signature/foreign'), /`bent\.json` does not say/)
})

test('appointments by a key that the pact does not pin are refused', async () => {
  const line = words`pact trust pact.json --dir jpn ${keyFile} --confirmed ${id}`
  const strange = [...line, '--appointments', 'stranger/appointments.json']
  await refused(strange, 'pact/key-not-appointed', 'nzl')
  const again = [...line, '--appointments', 'nzl/appointments.json']
  await done(again)
  await done(again)
  const unsigned = again.map((word) => (word === 'pact.json' ? 'draft.json' : word))
  await refused(unsigned, 'pact/missing-signature', 'jpn')
})

test('founding that is refused leaves nothing, and is done again once the cause is mended', async () => {
  const acts = [{ kind: 'registrar', person: 'ito', facilities: ['a'], until: '2000-01-01' }]
  const first = acts.map((act) => ({ ...act, keyFile: 'keys/jpn/public.json' }))
  await writeFile(at('first.json'), JSON.stringify(first))
  const line = words`init --dir kyoto --member jpn --appointing keys/jpn ${keyFile}`
  const again = [...line, '--appointing-key-file', 'secret.key']
  await refused([...again, '--first', 'first.json'], 'pact/malformed')
  assert.deepEqual(await readdir(at('kyoto')), [])
  await done(again)
  await refused(again, 'member/already-founded')
  await rm(at('kyoto/member.json'))
  await refused(again, 'member/already-founded')
  assert.ok((await readdir(at('kyoto/data'))).length > 0)
  const capital = again.map((word) => (word === 'jpn' ? 'Japan' : word))
  assert.equal((await type(capital)).exit, 2)
})

test('a key is made once in a folder, and for a use there is', async () => {
  await refused(words`key new --for appointing --key keys/jpn ${keyFile}`, 'keys/exists')
  assert.equal((await type(words`key new --for appointing ${keyFile}`)).exit, 2)
  assert.equal((await type(words`key new --for all --key keys/all ${keyFile}`)).exit, 2)
})

/** Writes `bent.json`: the signed pact, changed. */
async function bend(change: (pact: Statement) => Statement | Promise<Statement>): Promise<void> {
  const pact = fromGeneralJws(pactType, JSON.parse(await readFile(at('pact.json'), 'utf8')))
  await writeFile(at('bent.json'), canonicalJson(toGeneralJws(pactType, await change(pact))))
}

/** Somebody was made to confirm what the bent file says. */
async function confirmedBent(): Promise<readonly string[]> {
  const { stderr } = await type([...trustLine, '--confirmed', 'f'.repeat(64)])
  const [, bent = ''] = /cli\/not-confirmed: it is ([0-9a-f]{64})/.exec(stderr) ?? []
  return ['--confirmed', bent]
}

function termsOf(pact: Statement): Readonly<Record<string, unknown>> {
  return objectOf(statementValue(pact))
}

async function keyIdOf(name: string): Promise<string> {
  const { signed } = await done(words`pact show pact.json`)
  return String(arrayOf(signed).find((one) => one['member'] === name)?.['key'])
}

function signing(name: string): readonly string[] {
  return ['--key', `keys/${name}`, ...keyFile, '--confirmed', id]
}

/** A command that is refused by this code, for this member, in both languages; gives what English says. */
async function refused(line: readonly string[], code: string, member?: string): Promise<string> {
  const [english, japanese] = [await type(line), await type([...line, '--lang', 'ja'])]
  for (const { exit, stdout, stderr } of [english, japanese]) {
    assert.equal(exit, 1, `${line.join(' ')}: ${stdout}${stderr}`)
    assert.match(stderr, new RegExp(`^  ${code}`, 'm'))
  }
  const [en, ja] = [english, japanese].map(({ stderr }) => stderr.split('\n'))
  assert.match(ja?.[0] ?? '', /[\u3040-\u30FF\u4E00-\u9FFF]/)
  const named = member === undefined ? [false, false] : [true, true]
  assert.deepEqual(
    [en?.includes(`  member: ${member}`), ja?.includes(`  締約者: ${member}`)],
    named,
  )
  return english.stderr
}

async function done(line: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { exit, stdout, stderr } = await type([...line, '--json'])
  assert.equal(exit, 0, `${line.join(' ')}\n${stdout}${stderr}`)
  return objectOf(JSON.parse(stdout))
}

function type(line: readonly string[]): Promise<Ending> {
  return typeIn(root, line)
}

function at(name: string): string {
  return join(root, name)
}
