import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { keyringFolder, readNewSecret, readPublicKey, readSecret } from './keys.ts'
import { processTerminal, type Terminal } from './terminal.ts'

let cwd = ''
before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'entente-keys-'))
  await writeFile(join(cwd, 'named.key'), 'of the option')
  await writeFile(join(cwd, 'usual.key'), 'of the environment')
})
after(() => rm(cwd, { recursive: true, force: true }))

const question = { en: 'New passphrase', ja: '新しいパスフレーズ' }
const typing = (...answers: readonly string[]): Terminal => {
  const left = [...answers]
  const secret = (): Promise<string> => Promise.resolve(left.shift() ?? '')
  return { ...processTerminal('en'), cwd, env: {}, secret }
}
const withVariable = (value: string): Terminal => ({
  ...typing('typed'),
  env: { ENTENTE_KEY_FILE: value },
})

test('a key file is named by the option, else by the environment, else a passphrase is asked for', async () => {
  const textOf = async (...asked: Parameters<typeof readSecret>): Promise<string> => {
    const secret = await readSecret(...asked)
    return secret.kind === 'passphrase' ? secret.passphrase : new TextDecoder().decode(secret.bytes)
  }
  assert.equal(await textOf(withVariable('usual.key'), 'named.key'), 'of the option')
  assert.equal(await textOf(withVariable('usual.key'), undefined), 'of the environment')
  assert.equal(await textOf(withVariable(''), undefined), 'typed')
  assert.equal(await textOf(typing('typed'), undefined), 'typed')
  await assert.rejects(textOf(withVariable('absent.key'), undefined), { code: 'cli/no-file' })
})

test('a new passphrase is typed twice, the same', async () => {
  const secret = await readNewSecret(typing('one', 'one'), undefined, question)
  assert.deepEqual(secret, { kind: 'passphrase', passphrase: 'one' })
  await assert.rejects(readNewSecret(typing('one', 'two'), undefined, question), {
    code: 'cli/passphrases-differ',
  })
})

test('the keyring is that of the profile where no other is named', () => {
  const asked = (options: Readonly<Record<string, string>>) =>
    keyringFolder({ text: (name) => options[name] }, typing())
  assert.equal(asked({ profile: 'ito' }), join(cwd, 'ito', 'keyring'))
  assert.equal(asked({ profile: 'ito', key: 'safe' }), join(cwd, 'safe'))
})

test('what is no public key is not read as one', async () => {
  await writeFile(join(cwd, 'other.json'), '{"ed25519":"a"}')
  await assert.rejects(readPublicKey(typing(), 'other.json'), { code: 'cli/no-public-key' })
})
