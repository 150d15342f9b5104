/** A document goes from Tokyo to Wellington and is opened there by the one person who may. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'

import {
  addAct,
  generateKasKey,
  hashOf,
  type Statement,
  unwrapFromSession,
} from '@entente/core/crypto'
import { formatLabel, parseInstant } from '@entente/core/label'
import { parseDisclosure } from '@entente/core/ledger'
import { fromUtf8, utf8 } from '@entente/core/lib'
import { appointed, releaseType, requireDirectory, stateOf } from '@entente/core/pact'
import {
  type Manifest,
  openParts,
  parseManifest,
  resolveKey,
  webSegmentCipher,
} from '@entente/core/tdf'
import { xmlParser } from '@entente/host'
import { recomputeRelease, sealDraft as sealAtTheEdge } from '@entente/sdk'
import {
  approveRelease,
  createDraft,
  prepareRelease,
  queueStates,
  rewrap,
  sealDraft,
} from '@entente/server'

import {
  type Federation,
  federation,
  levels,
  type Person,
  term,
  type TestMember,
} from './federation.ts'

const report = '海上保安情報 — maritime report\n'.repeat(1000)
const purposes = ['maritime-security']

test('a document goes from Tokyo to Wellington', async (t) => {
  await using net = await federation()
  const { tokyo, wellington, pact, settle } = net

  await t.test('the pact is in force on both sides', () => {
    for (const { server } of [tokyo, wellington]) {
      const standing = server.standing.current()
      const known = standing.pacts.get(pact)
      assert.ok(known)
      assert.equal(stateOf(standing, known, new Date().toISOString()), 'in-force')
    }
  })

  await clear(tokyo)
  await clear(wellington)
  const draft = await draftDocument(tokyo, '極秘')

  await t.test('its author may not approve it, nor somebody without the role', async () => {
    const { release, statement } = await prepare(net, draft)
    await assert.rejects(approve(tokyo, release, statement, 'author'), {
      code: 'pact/author-approves',
    })
    await assert.rejects(approve(tokyo, release, statement, 'reader'), {
      code: 'pact/key-not-appointed',
    })
  })

  const { release, statement, policy } = await prepare(net, draft)
  await t.test('an approver’s machine opens the draft and recomputes the release', async () => {
    const { manifest, payload, key } = await openAt(tokyo, 'releaser', draft, null, 'approval')
    const opened = { manifest, payload, payloadKey: key }
    const directory = requireDirectory(tokyo.server.standing.current(), 'jpn')
    await recomputeRelease(statement, opened, policy, directory, xmlParser)
  })
  assert.deepEqual(await approve(tokyo, release, statement, 'releaser'), {
    state: 'released',
    approvals: 1,
    needed: 1,
  })
  await settle()

  await t.test('it is received with a numbered copy and a receipt, and nothing waits', async () => {
    const copies = await wellington.server.store.db.selectFrom('copies').selectAll().execute()
    assert.deepEqual(
      copies.map(({ document, copy, marking }) => ({ document, copy, marking })),
      [
        {
          document: draft,
          copy: 1,
          marking: JSON.stringify({ en: 'JAPAN 極秘 / SECRET', ja: '日本国 極秘 / SECRET' }),
        },
      ],
    )
    const deliveries = await tokyo.server.store.db
      .selectFrom('deliveries')
      .select(['state', 'code'])
      .execute()
    assert.deepEqual(deliveries, [{ state: 'received', code: null }])
    assert.deepEqual(await queueStates(tokyo.server.store), [])
    assert.deepEqual(await queueStates(wellington.server.store), [])
  })

  await t.test('the cleared reader opens it for the purpose it was released for', async () => {
    const { text } = await openAt(wellington, 'reader', draft, release, 'maritime-security')
    assert.equal(text, report)
  })

  await t.test(
    'the uncleared reader and the wrong purpose are refused, with every reason',
    async () => {
      await assert.rejects(
        openAt(wellington, 'uncleared', draft, release, 'maritime-security'),
        /decision\/no-clearance/,
      )
      await assert.rejects(
        openAt(wellington, 'reader', draft, release, 'economic-security'),
        /decision\/wrong-purpose/,
      )
    },
  )

  await t.test('once Wellington’s ledger is cosigned, the receipt’s proof is too', async () => {
    const proofs = async (): Promise<readonly (string | null)[]> =>
      (await tokyo.server.store.db.selectFrom('deliveries').select('receipt_proof').execute()).map(
        (row) => row.receipt_proof,
      )
    const [before] = await proofs()
    await wellington.server.federation.witnessRound()
    await settle()
    const [after] = await proofs()
    assert.notEqual(after, before)
    const signatures = (text: string | null | undefined): number =>
      parseDisclosure(utf8(text ?? '')).proof.signed.match(/^— /gm)?.length ?? 0
    assert.equal(signatures(before), 1)
    assert.equal(signatures(after), 2)
  })

  await t.test('both ledgers verify and hold the way', async () => {
    for (const { server } of [tokyo, wellington]) await server.ledger.verify()
    const kinds = async ({ server }: TestMember): Promise<readonly string[]> =>
      (
        await server.store.db.selectFrom('ledger_entries').select('kind').orderBy('idx').execute()
      ).map(({ kind }) => kind)
    const there = await kinds(wellington)
    for (const kind of ['received', 'receipt-issued', 'opened', 'key-denied'])
      assert.ok(there.includes(kind), kind)
    const here = await kinds(tokyo)
    for (const kind of ['draft-created', 'approved', 'released', 'delivered', 'receipt-received'])
      assert.ok(here.includes(kind), kind)
  })
})

test('joint custody: the key opens with both services, and not while one is down', async () => {
  await using net = await federation()
  const { tokyo, wellington, settle } = net
  await clear(tokyo)
  await clear(wellington)
  const draft = await draftDocument(tokyo, '特定秘密', 'urn:entente:regime:jpn:tokutei-himitsu')
  const { release, statement } = await prepare(net, draft)
  assert.deepEqual(await approve(tokyo, release, statement, 'releaser'), {
    state: 'prepared',
    approvals: 1,
    needed: 2,
  })
  await approve(tokyo, release, statement, 'second')
  await settle()

  const { text } = await openAt(wellington, 'reader', draft, release, 'maritime-security')
  assert.equal(text, report)
  const granted = await tokyo.server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'share-granted')
    .execute()
  assert.equal(granted.length, 1)
  assert.ok(!granted[0]?.event?.includes('nzl-reader'), 'Tokyo learns no person')

  await assert.rejects(
    openAt(wellington, 'uncleared', draft, release, 'maritime-security'),
    /decision\/no-clearance/,
  )
  await tokyo.server.listener.close(0)
  await assert.rejects(openAt(wellington, 'reader', draft, release, 'maritime-security'), {
    code: 'federation/unreachable',
  })
})

/** Whom and what the officers of a member have recorded. */
async function clear(member: TestMember): Promise<void> {
  const id = member.id === 'jpn' ? 'jpn' : 'nzl'
  const facility = id === 'jpn' ? 'tokyo' : 'wellington'
  const organ = `${id}-ministry`
  const nationality = id.toUpperCase()
  const people = Object.values(member.people).map(({ person }) => person)
  const cleared = people.filter((person) => !person.endsWith('uncleared'))
  await member.grant(
    'security',
    { kind: 'facility', facility, levels: levels[id], ...term },
    ...people.map((person) => ({
      kind: 'person' as const,
      person,
      nationality,
      organ,
      offices: [],
      ...term,
    })),
    ...people.map((person) => ({ kind: 'facility-register' as const, facility, person, ...term })),
    ...cleared.flatMap((person) =>
      levels[id].map((level) => ({ kind: 'clearance' as const, person, organ, ...level, ...term })),
    ),
  )
}

/** What the author's machine does. */
async function draftDocument(
  member: TestMember,
  classification: string,
  regime = 'urn:entente:regime:jpn:hiketsu',
): Promise<string> {
  const { server, people, id } = member
  const author = people['author']
  assert.ok(author)
  const document = randomUUID()
  const labelXml = fromUtf8(
    formatLabel({
      kind: 'originator',
      policy: { uri: regime, name: 'JP' },
      classification,
      privacyMark: null,
      categories: [
        { type: 'PERMISSIVE', tagName: 'Releasable To', uri: null, values: ['JPN', 'NZL'] },
      ],
      originator: null,
      created: parseInstant('2026-11-25T00:00:00Z'),
      review: parseInstant('2031-11-25T00:00:00Z'),
      succession: null,
    }),
  )
  const directory = requireDirectory(server.standing.current(), id)
  const kas = appointed(directory, 'kas', new Date().toISOString()).find(
    ({ suite }) => suite === 'hpqt:xwing',
  )
  assert.ok(kas)
  const stored: Uint8Array[] = []
  const sealed = await sealAtTheEdge(
    {
      document,
      member: id,
      author: author.person,
      case: null,
      labelXml,
      mimeType: 'text/plain',
      plaintext: chunks(report),
      kas,
    },
    { xml: xmlParser, cipher: webSegmentCipher, write: async (bytes) => void stored.push(bytes) },
  )
  const { label } = await createDraft(
    {
      document,
      title: '海上保安情報',
      mediaType: 'text/plain',
      size: sealed.size,
      case: null,
      labelXml,
      payload: sealed.payload,
      commitment: sealed.commitment,
      policy: sealed.policy,
    },
    author.person,
    { ...server, xml: xmlParser, now: member.now },
  )
  await server.blobs.announce(sealed.payload, sealed.segments)
  await server.blobs.putSegments(sealed.payload, 0, chunksOf(stored))
  await sealDraft(document, await sealed.finish(label), author.person, server)
  return document
}

async function prepare(
  { tokyo, pact }: Federation,
  document: string,
): Promise<{ release: string; statement: Statement; policy: string }> {
  const { server, people, now } = tokyo
  await tokyo.grant(
    'controller',
    ...Object.values(people).map(({ person }) => needToKnow(person, document)),
  )
  const wish = {
    document,
    pact,
    recipients: ['nzl'],
    purposes,
    notAfter: '2030-01-01T00:00:00.000Z',
  }
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
  return prepareRelease(wish, people['author']?.person ?? '', { ...server, random, now })
}

async function approve(
  { server, people, now }: TestMember,
  release: string,
  statement: Statement,
  who: string,
): Promise<unknown> {
  const person = people[who]
  assert.ok(person)
  const { acts } = await addAct(releaseType, statement, person.signer)
  const [act] = acts
  assert.ok(act)
  return approveRelease(release, act, person.person, { ...server, now })
}

/** What a reader's machine does: asks for the key, opens, and looks. */
async function openAt(
  member: TestMember,
  who: string,
  document: string,
  release: string | null,
  purpose: string,
): Promise<{
  text: string
  manifest: Manifest
  payload: ReturnType<typeof hashOf>
  key: Uint8Array<ArrayBuffer>
}> {
  const { server, people } = member
  const person = people[who]
  assert.ok(person)
  if (release !== null) await member.grant('controller', needToKnow(person.person, document))
  const { body } = await server.store.db
    .selectFrom('manifests')
    .select('body')
    .where('document', '=', document)
    .where('release', release === null ? 'is' : '=', release)
    .executeTakeFirstOrThrow()
  const manifest = parseManifest(body)
  const session = await generateKasKey('hpqt:xwing')
  const keys = manifest.keyAccess.map((access, at) => ({ id: `kao-${at}`, access }))
  const { policies, sessionPublicKey } = await rewrap(
    {
      clientPublicKey: session.publicKeyPem,
      purpose,
      policies: [{ id: 'policy', policy: manifest.policy, keys }],
    },
    readerOf(person),
    server.kas,
  )
  const results = policies[0]?.results ?? []
  const shares = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const result of results) {
    if (result.kind === 'deny')
      throw new Error([result.code, ...result.reasons.map(({ code }) => code)].join(' '))
    shares.set(
      result.id,
      await unwrapFromSession(session.privateKeyPem, result.wrappedKey, sessionPublicKey),
    )
  }
  const source = {
    share: async (access: Manifest['keyAccess'][number]) =>
      shares.get(keys.find((one) => one.access === access)?.id ?? ''),
  }
  const { payload } = await server.store.db
    .selectFrom('documents')
    .select('payload')
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  const stored = new Uint8Array(await new Response(await server.blobs.read(payload)).arrayBuffer())
  const opened = await openParts(
    manifest,
    { size: stored.length, read: async (offset, length) => stored.slice(offset, offset + length) },
    { keys: source, cipher: webSegmentCipher },
  )
  let text = ''
  const decoder = new TextDecoder()
  for (;;) {
    const next = await opened.plaintext.next()
    if (next.done) {
      return {
        text,
        manifest,
        payload: next.value.digest,
        key: await resolveKey(manifest.keyAccess, manifest.policy, source),
      }
    }
    text += decoder.decode(next.value, { stream: true })
  }
}

function readerOf({ person, device, facility }: Person): {
  person: string
  facility: string
  device: ReturnType<typeof hashOf>
} {
  return { person, facility, device: hashOf(utf8(device)) }
}

function needToKnow(person: string, document: string) {
  return {
    kind: 'need-to-know',
    person,
    scope: { kind: 'document', document },
    purposes,
    ...term,
  } as const
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text)
}

async function* chunksOf(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}
