/** A hostile server before a Key Access Service that runs apart: it has every key of the server, and gets nothing. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'

import {
  generateHybridKey,
  generateKasKey,
  type HybridSigner,
  importHybridSigner,
  type Statement,
  unsignedStatement,
} from '@entente/core/crypto'
import type { LedgerEvent } from '@entente/core/ledger'
import { canonicalJson, fromBase64Url, parseJson } from '@entente/core/lib'
import { type GrantAct, issueGrant, parseGrant } from '@entente/core/pact'
import { type Manifest, parseManifest } from '@entente/core/tdf'
import { signKeyRequest } from '@entente/sdk'
import { type KeyAsk, silentLog } from '@entente/server'
import { z } from 'zod'

import { type Listener, listen } from '../packages/server/src/http/index.ts'
import { type KasHost, kasHost } from '../packages/server/src/kas/index.ts'
import { createTlsIdentity, type KeyEntries } from '../packages/server/src/keys/index.ts'
import { hostEnd } from '../packages/server/src/link/index.ts'

import { keyAsk, releasedDocument } from './documents.ts'
import { type Federation, federation, type Person, term, type TestMember } from './federation.ts'
import { deniedInstead, post, recordInFork } from './hostile.ts'

const purpose = 'maritime-security'
const clock = { at: undefined as Date | undefined }
const now = (): Date => clock.at ?? new Date()

let net: Federation
let wellington: TestMember
let manifest: Manifest
let document = ''
/** What the hostile server does in place of the honest one. */
let lies: Partial<KasHost> = {}
let honest: KasHost
let hostile: Listener

before(async () => {
  net = await federation({ apart: ['nzl'], now })
  wellington = net.wellington
  document = (await releasedDocument(net)).document
  const { body } = await wellington.server.store.db
    .selectFrom('manifests')
    .select('body')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  manifest = parseManifest(body)
  await know('reader', 'uncleared')
  const { server } = wellington
  honest = kasHost({ ...server, now, askShare: () => Promise.resolve(undefined) })
  const link = server.keyring.get('link')
  hostile = await listenAs(link)
  await pretendAt(hostile.port)
})
after(async () => {
  await net[Symbol.asyncDispose]()
  await hostile.close(100)
})
beforeEach(() => {
  lies = {}
  clock.at = undefined
})

test('the service answers the holder of the enrolled device, and writes down what it did', async () => {
  assert.equal(await outcome(await askOf('reader')), 'permit')
})

test('a statement that nobody appointed has signed gives no right', async () => {
  const forger = await strangeSigner()
  const forged = await issueGrant(
    wellington.server.standing.current().grants,
    clearanceOf('uncleared'),
    forger,
    now().toISOString(),
  )
  lies = { statements: (place) => withStatement(place, forged) }
  assert.equal(await outcome(await askOf('uncleared')), 'pact/key-not-appointed')

  const officer = personOf('security').signer
  const real = await issueGrant(
    wellington.server.standing.current().grants,
    clearanceOf('reader'),
    officer,
    now().toISOString(),
  )
  const said = { ...parseGrant(real), act: clearanceOf('uncleared') }
  const bent = { ...unsignedStatement(said), acts: real.acts }
  lies = { statements: (place) => withStatement(place, bent) }
  assert.equal(await outcome(await askOf('uncleared')), 'pact/invalid-signature')
  lies = {}
  assert.match(await outcome(await askOf('uncleared')), /decision\/no-clearance/)
})

test('what was withdrawn stays withdrawn, also when an older world is put before the service', async () => {
  await wellington.grant('security', clearanceOf('second'))
  await know('second')
  const grant = wellington.server.standing
    .current()
    .grants.entries.findLast(({ grant: { act } }) => act.kind === 'clearance')
  assert.ok(grant)
  assert.equal(await outcome(await askOf('second')), 'permit')
  const { total, heads } = await honest.statements(0)
  await wellington.grant('security', { kind: 'withdrawal', grant: grant.id })
  assert.equal(await outcome(await askOf('reader')), 'permit', 'the service has heard of it')

  lies = {
    async statements(place) {
      const { changes } = await honest.statements(place)
      return { total, heads, changes: changes.slice(0, Math.max(0, total - place)) }
    },
  }
  assert.equal(await outcome(await askOf('second')), 'kas/older-statements')
  await wellington.kas?.stop()
  await wellington.kas?.start()
  assert.equal(await outcome(await askOf('second')), 'kas/older-statements', 'after a restart')
  lies = {}
  assert.equal(await outcome(await askOf('reader')), 'permit', 'the honest server goes on')
})

test('a chain that is claimed and not shown is noticed', async () => {
  lies = {
    async statements(place) {
      const page = await honest.statements(place)
      const heads = Object.entries(page.heads).map(([chain, { number, id }]) =>
        chain.startsWith('grants') ? [chain, { number: number + 1, id }] : [chain, { number, id }],
      )
      return { ...page, heads: Object.fromEntries(heads) }
    },
  }
  assert.equal(await outcome(await askOf('reader')), 'kas/older-statements')
})

test('no key leaves before exactly its event is proved to stand in the appointed ledger', async (t) => {
  const { server } = wellington
  await t.test('nothing recorded', async () => {
    lies = {
      async record(_events, seen) {
        const { checkpoint, proofs } = await server.ledger.proveSince([0], sizeIn(seen))
        return { checkpoint, entries: proofs.map((one) => ({ salt: new Uint8Array(32), ...one })) }
      },
    }
    assert.equal(await outcome(await askOf('reader')), 'kas/not-proved')
  })
  await t.test('another event', async () => {
    lies = { record: (events, seen) => honest.record(events.map(deniedInstead), seen) }
    assert.equal(await outcome(await askOf('reader')), 'kas/not-proved')
  })
  await t.test('fewer proofs than events', async () => {
    lies = {
      async record(events, seen) {
        return { ...(await honest.record(events, seen)), entries: [] }
      },
    }
    assert.equal(await outcome(await askOf('reader')), 'kas/not-proved')
  })
  await t.test('a tree of another key', async (one) => {
    const stranger = {
      name: 'stranger.example/log',
      seed: crypto.getRandomValues(new Uint8Array(32)),
    }
    lies = {
      record: await recordInFork(stranger, server.ledger.key.name, (stop) => one.after(stop)),
    }
    assert.equal(await outcome(await askOf('reader')), 'kas/not-proved')
  })
  await t.test('another tree, signed with the ledger’s own key', async (one) => {
    const { name, seed } = server.keyring.get('ledger')
    const own = { name, seed: fromBase64Url(seed) }
    lies = { record: await recordInFork(own, server.ledger.key.name, (stop) => one.after(stop)) }
    assert.equal(await outcome(await askOf('reader')), 'kas/other-history')
  })
  await t.test('one entry for two decisions', async () => {
    clock.at = new Date()
    const salts = new Map<number, Uint8Array<ArrayBuffer>>()
    let first: number | undefined
    lies = {
      async record(events, seen) {
        if (first === undefined) {
          const proof = await honest.record(events, seen)
          for (const { index, salt } of proof.entries) salts.set(index, salt)
          first = proof.entries[0]?.index
          return proof
        }
        const { checkpoint, proofs } = await server.ledger.proveSince([first], sizeIn(seen))
        const entries = proofs.map((one) => ({
          salt: salts.get(one.index) ?? new Uint8Array(32),
          ...one,
        }))
        return { checkpoint, entries }
      },
    }
    assert.equal(await outcome(await askOf('reader')), 'permit')
    assert.equal(await outcome(await askOf('reader')), 'kas/proof-used')
  })
  lies = {}
  assert.equal(await outcome(await askOf('reader')), 'permit')
})

test('a request is answered once, also after a restart', async () => {
  const ask = await askOf('reader')
  assert.equal(await outcome(ask), 'permit')
  assert.equal(await outcome(ask), 'kas/replayed-request')
  await wellington.kas?.stop()
  await wellington.kas?.start()
  assert.equal(await outcome(ask), 'kas/replayed-request')
  const next = await askOf('reader')
  const { proof } = await askOf('reader')
  assert.equal(await outcome({ ...ask, proof }), 'kas/replayed-request', 'with another proof')
  const used = { ...next, proof: ask.proof }
  assert.equal(await outcome(used), 'kas/replayed-request', 'another with the same proof')
  assert.equal(await outcome(next), 'permit')
  clock.at = new Date(Date.now() + 120_000)
  assert.equal(await outcome(ask), 'identity/stale-proof')
})

test('who asks is who holds the device, whatever comes with the request', async () => {
  const ask = await askOf('uncleared')
  assert.match(await outcome(ask), /decision\/no-clearance/)
  const [mine, theirs] = [await askOf('uncleared'), await askOf('reader')]
  const mixed = { ...theirs, signedRequestToken: mine.signedRequestToken }
  assert.equal(await outcome(mixed), 'kas/bad-request-token', 'signed by another device')
  assert.equal(
    await outcome({ ...theirs, accessToken: 'another' }),
    'identity/proof-mismatch',
    'made for another token',
  )
  const unknown = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const stranger = await keyAsk(wellington, { deviceKey: unknown }, await question())
  assert.equal(await outcome(stranger), 'identity/device-not-enrolled')
  const elsewhere = {
    ...wellington.server,
    config: { ...wellington.server.config, host: '127.0.0.2' },
  }
  const asked = await keyAsk({ server: elsewhere, now }, personOf('reader'), await question())
  assert.equal(await outcome(asked), 'identity/proof-mismatch', 'made for another place')
})

test('a request token of a device counts for that device alone', async () => {
  const ask = await askOf('reader')
  const other = personOf('uncleared')
  const ports = { device: other.deviceKey, now, randomId: () => crypto.randomUUID() }
  const signedRequestToken = await signKeyRequest(ports, await question())
  assert.equal(await outcome({ ...ask, signedRequestToken }), 'kas/bad-request-token')
})

test('on the link only the pinned certificates count, at both ends', async () => {
  const { kas } = wellington.server.config
  assert.ok(kas)
  const stranger = await identity()
  for (const client of [undefined, stranger]) {
    for (const path of ['/link/state', '/kas.AccessService/PublicKey']) {
      await assert.rejects(post(`${kas.url}${path}`, kas.certificate, client))
    }
  }
  const link = wellington.server.keyring.get('link')
  const { status } = await post(`${kas.url}/link/state`, kas.certificate, link)
  assert.equal(status, 200)

  const impostor = await listenAs(stranger)
  try {
    await pretendAt(impostor.port)
    assert.equal(await outcome(await askOf('reader')), 'kas/unreachable')
  } finally {
    await pretendAt(hostile.port)
    await impostor.close(100)
  }
})

test('what the service was not made for is not recorded in its name', async () => {
  const at = now().toISOString()
  const event: LedgerEvent = { kind: 'backup-made', at, size: 1 }
  await assert.rejects(honest.record([event], {}), { code: 'kas/not-recorded' })
})

test('the folder of the server holds no key that opens a document', async () => {
  const { keyring } = wellington.server
  assert.equal(keyring.find('kas'), undefined)
  assert.throws(() => keyring.get('kas'), { code: 'keys/missing' })
})

/** The service takes whoever listens at this port for its server. */
async function pretendAt(port: number): Promise<void> {
  assert.ok(wellington.kas)
  const file = join(wellington.kas.folder, 'kas.json')
  const config = z
    .looseObject({ server: z.looseObject({ url: z.string() }) })
    .parse(parseJson(await readFile(file)))
  await wellington.kas.stop()
  const url = `https://127.0.0.1:${port}`
  await writeFile(file, canonicalJson({ ...config, server: { ...config.server, url } }))
  await wellington.kas.start()
}

function listenAs(tls: KeyEntries['tls']): Promise<Listener> {
  const { config } = wellington.server
  const certificatePem = config.kas?.certificate
  assert.ok(certificatePem)
  const liar: KasHost = {
    statements: (place) => (lies.statements ?? honest.statements)(place),
    giveBack: (changes) => (lies.giveBack ?? honest.giveBack)(changes),
    policy: (...asked) => (lies.policy ?? honest.policy)(...asked),
    record: (...asked) => (lies.record ?? honest.record)(...asked),
    askShare: (ask) => honest.askShare(ask),
  }
  return listen({
    name: 'hostile',
    host: '127.0.0.1',
    port: 0,
    tls,
    peers: [{ member: 'nzl', certificatePem }],
    fetch: hostEnd(liar, () => {}, silentLog).fetch,
    log: silentLog,
    now,
  })
}

/** `permit`, or the codes that it was refused with. */
async function outcome(ask: KeyAsk): Promise<string> {
  try {
    const { responses } = await wellington.server.kas.rewrap(ask)
    const [result] = responses.flatMap(({ results }) => results)
    if (result?.result.case === 'kasWrappedKey') return 'permit'
    const told = result?.metadata['entente-reasons']?.kind
    return told?.case === 'stringValue' ? told.value : 'nothing'
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}

async function askOf(name: string): Promise<KeyAsk> {
  return keyAsk(wellington, personOf(name), await question())
}

async function question() {
  const { publicKeyPem: clientPublicKey } = await generateKasKey('hpqt:xwing')
  const keys = manifest.keyAccess.map((access, at) => ({ id: `kao-${at}`, access }))
  return { clientPublicKey, purpose, policy: manifest.policy, keys }
}

function personOf(name: string): Person {
  const person = wellington.people[name]
  assert.ok(person)
  return person
}

function know(...names: readonly string[]): Promise<void> {
  const acts = names.map((name): GrantAct => ({
    kind: 'need-to-know',
    person: personOf(name).person,
    scope: { kind: 'document', document },
    purposes: [purpose],
    ...term,
  }))
  return wellington.grant('controller', ...acts)
}

function clearanceOf(name: string): GrantAct {
  return {
    kind: 'clearance',
    person: personOf(name).person,
    regime: 'urn:entente:regime:nzl:psr',
    level: 'SECRET',
    organ: 'nzl-ministry',
    ...term,
  }
}

async function strangeSigner(): Promise<HybridSigner> {
  return importHybridSigner((await generateHybridKey()).privateKey)
}

/** What the honest server says, and one more grant. */
async function withStatement(
  place: number,
  statement: Statement,
): ReturnType<KasHost['statements']> {
  const { total, heads, changes } = await honest.statements(place)
  return { total: total + 1, heads, changes: [...changes, { kind: 'grant', statement }] }
}

function sizeIn(seen: Readonly<Record<string, number>>): number {
  return seen[wellington.server.ledger.key.name] ?? 0
}

function identity(): Promise<KeyEntries['tls']> {
  return createTlsIdentity({ member: 'nzl', hosts: ['127.0.0.1'], now: now(), days: 1 })
}
