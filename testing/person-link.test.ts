/** Who signs in by which account of the provider: said by the operator, at a stopped server. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { canonicalJson } from '@entente/core/lib'
import { addPerson, linkPerson, readConfig, writeConfig } from '@entente/server'

import { findAccount } from '../packages/server/src/identity/index.ts'
import { parseConfig } from '../packages/server/src/member/config.ts'
import { dataFolder } from '../packages/server/src/backup/index.ts'
import { openStore } from '../packages/server/src/store/index.ts'

import { type Founded, foundWithPeople, secret } from './members.ts'

const issuer = 'https://login.example'
const provider = { issuer, client: 'entente', name: { en: 'Sign-in', ja: '認証' } }
const now = (): Date => new Date()
let root = ''
let member: Founded
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-link-'))
  member = await foundWithPeople(root, 'jpn', now)
  for (const person of ['mori', 'ito']) {
    const names = { nameEn: person, nameJa: person, subject: person }
    const password = 'correct horse battery'
    await addPerson({ folder: member.folder, secret, person, ...names, password, now })
  }
})
after(() => rm(root, { recursive: true, force: true }))

const link = (person: string, subject: string): Promise<string> =>
  linkPerson({ folder: member.folder, secret, person, subject, now })

async function personOf(subject: string, at = issuer): Promise<string | undefined> {
  const store = await openStore(dataFolder(join(member.folder, 'data')).store)
  try {
    return await findAccount(store.db, { issuer: at, subject })
  } finally {
    await store.close()
  }
}

test('an account is one person’s, and a person has one at a provider', async () => {
  await assert.rejects(link('mori', '1'), { code: 'member/no-provider' })
  const config = await readConfig(member.folder)
  await writeConfig(member.folder, { ...config, signIn: { provider } })
  assert.equal(await link('mori', 'Subject-1'), issuer)
  assert.equal(await personOf('Subject-1'), 'mori')
  for (const other of ['subject-1', 'Subject-1 ', 'mori']) {
    assert.equal(await personOf(other), undefined, other)
  }
  assert.equal(await personOf('Subject-1', 'https://other.example'), undefined)

  await assert.rejects(link('ito', 'Subject-1'), { code: 'identity/subject-taken' })
  await assert.rejects(link('nobody', '2'), { code: 'identity/unknown-person' })
  assert.equal(await personOf('Subject-1'), 'mori')
  await link('mori', '2')
  assert.deepEqual([await personOf('Subject-1'), await personOf('2')], [undefined, 'mori'])
})

test('a way in that member.json does not spell out is none', async () => {
  const config = await readConfig(member.folder)
  const read = (signIn: unknown): unknown =>
    parseConfig(canonicalJson({ ...config, signIn })).signIn
  assert.deepEqual(read({}), {})
  assert.deepEqual(read({ password: true }), { password: true })
  for (const signIn of [
    null,
    { password: 'yes' },
    { passwords: true },
    { provider: { ...provider, issuer: 'http://login.example' } },
    { provider: { ...provider, issuer: 'login.example' } },
    { provider: { ...provider, client: '' } },
    { provider: { ...provider, secret: 'x' } },
    { provider: { issuer, client: 'entente' } },
    { provider: [provider] },
  ]) {
    assert.throws(() => read(signIn), { code: 'member/bad-config' }, JSON.stringify(signIn))
  }
})
