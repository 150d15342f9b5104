/**
 * What people do with documents in tests, each at their own machine, without a server in between.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

import {
  addAct,
  generateKasKey,
  type Hash,
  type Statement,
  unwrapFromSession,
} from '@entente/core/crypto'
import { formatLabel, type LabelKind, parseInstant, type XmlParser } from '@entente/core/label'
import { fromUtf8, utf8 } from '@entente/core/lib'
import { appointed, releaseType, requireDirectory } from '@entente/core/pact'
import {
  bytesSource,
  type Manifest,
  openParts,
  parseManifest,
  resolveKey,
  webSegmentCipher,
} from '@entente/core/tdf'
import { xmlParser } from '@entente/host'
import {
  type AskedKeys,
  createProof,
  readGivenLabel,
  sealDraft as sealAtTheEdge,
  signKeyRequest,
} from '@entente/sdk'
import {
  approveRelease,
  createDraft,
  type KeyAsk,
  prepareRelease,
  sealDraft,
} from '@entente/server'

import { type Federation, levels, type Person, term, type TestMember } from './federation.ts'
import { clearanceTerm, designationTerm } from './members.ts'

/** What the documents of tests say. */
export const report = '海上保安情報 — maritime report\n'.repeat(1000)
const purposes = ['maritime-security']
const tokutei = 'urn:entente:regime:jpn:tokutei-himitsu'
const policyNames = new Map([
  ['urn:entente:regime:jpn:hiketsu', '省秘'],
  ['urn:entente:regime:jpn:ippan', '一般の行政文書'],
  [tokutei, '特定秘密'],
  ['urn:entente:regime:nzl:psr', 'NZ PSR'],
])

/** Whom and what the officers of a member have recorded. */
export async function clear(member: TestMember): Promise<void> {
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
      levels[id].map((level) => ({
        kind: 'clearance' as const,
        person,
        organ,
        ...level,
        ...clearanceTerm,
      })),
    ),
  )
}

/** What the author's machine does. */
export async function draftDocument(
  member: TestMember,
  classification: string,
  regime = 'urn:entente:regime:jpn:hiketsu',
  {
    document = randomUUID(),
    releasableTo = ['JPN', 'NZL'],
    title = '海上保安情報',
    xml = xmlParser,
    serverXml = xmlParser,
    restrictions = [],
    kind = 'originator',
    designation = designationTerm,
    policies = member.server.policies,
    mediaType = 'text/plain',
    content = report,
    sources = [],
  }: {
    readonly document?: string
    readonly releasableTo?: readonly string[]
    readonly title?: string
    readonly xml?: XmlParser
    /** What a changed server reads labels with. */
    readonly serverXml?: XmlParser
    /** Values of the tag `Dissemination`. */
    readonly restrictions?: readonly string[]
    readonly kind?: LabelKind
    /** Of what is secret by designation alone; null for one that nobody has made. */
    readonly designation?: { readonly from: string; readonly until: string } | null
    /** What a changed server judges labels by, or one of before. */
    readonly policies?: TestMember['server']['policies']
    readonly mediaType?: string
    readonly content?: Uint8Array | string
    readonly sources?: Parameters<typeof createDraft>[0]['sources']
  } = {},
): Promise<string> {
  const { server, people, id } = member
  const author = people['author']
  assert.ok(author)
  const labelXml = fromUtf8(
    formatLabel({
      kind,
      policy: { uri: regime, name: policyNames.get(regime) ?? 'none' },
      classification,
      privacyMark: null,
      categories: [
        { type: 'PERMISSIVE', tagName: 'Releasable To', uri: null, values: releasableTo },
        ...(restrictions.length > 0
          ? [
              {
                type: 'RESTRICTIVE' as const,
                tagName: 'Dissemination',
                uri: null,
                values: restrictions,
              },
            ]
          : []),
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
  const sealed = await sealAtTheEdge({
    document,
    member: id,
    author: author.person,
    case: null,
    label: readGivenLabel(labelXml, xml),
    mimeType: mediaType,
    content: bytesSource(typeof content === 'string' ? utf8(content) : Uint8Array.from(content)),
    kas,
  })
  const { label } = await createDraft(
    {
      document,
      title,
      mediaType,
      size: sealed.size,
      case: null,
      labelXml,
      payload: sealed.payload,
      commitment: sealed.commitment,
      policy: sealed.policy,
      sources,
    },
    { person: author.person, facility: author.facility },
    { ...server, policies, decisions: server.decisions, xml: serverXml, now: member.now },
  )
  await server.blobs.announce(sealed.payload, sealed.segments)
  await server.blobs.putSegments(sealed.payload, 0, sealed.stored(0))
  await sealDraft(document, await sealed.finish(label), author.person, server)
  if (regime === tokutei && designation) {
    await member.grant('security', {
      kind: 'designation',
      document,
      number: '8-12',
      organ: `${id}-ministry`,
      cabinet: null,
      ...designation,
    })
  }
  return document
}

/** The author prepares a release to the other member, and everybody gets need-to-know. */
export async function prepare(
  { tokyo, pact }: Federation,
  document: string,
  xml: XmlParser = xmlParser,
): Promise<{ release: string; statement: Statement; policy: string }> {
  const { server, people, now } = tokyo
  await tokyo.grant(
    'controller',
    ...Object.values(people).map(({ person }) => needToKnow(person, document)),
  )
  const wish = {
    document,
    pact,
    recipients: [tokyo.id === 'jpn' ? 'nzl' : 'jpn'],
    purposes,
    notAfter: '2030-01-01T00:00:00.000Z',
  }
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
  return prepareRelease(wish, people['author']?.person ?? '', {
    ...server,
    engine: server.decisions.engine,
    xml,
    random,
    now,
  })
}

/** An officer signs, on their own machine. */
export async function approve(
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
  return approveRelease(release, act, person.person, {
    ...server,
    engine: server.decisions.engine,
    now,
  })
}

/** What a reader's machine does: asks for the key, opens, and looks. */
export async function openAt(
  member: TestMember,
  who: string,
  document: string,
  release: string | null,
  purpose: string,
): Promise<{
  text: string
  manifest: Manifest
  payload: Hash
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
  const { responses, sessionPublicKey } = await server.kas.rewrap(
    await keyAsk(member, person, {
      clientPublicKey: session.publicKeyPem,
      purpose,
      policy: manifest.policy,
      keys,
    }),
  )
  const shares = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const { keyAccessObjectId: id, result, metadata } of responses.flatMap(
    ({ results }) => results,
  )) {
    if (result.case !== 'kasWrappedKey') {
      throw new Error(JSON.stringify(metadata['entente-reasons']?.kind.value))
    }
    const wrapped = Uint8Array.from(result.value)
    const share = await unwrapFromSession(
      session.privateKeyPem,
      wrapped,
      sessionPublicKey || undefined,
    )
    shares.set(id, share)
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

/** What a device sends for keys: a signed request, and a proof for this one call. */
export async function keyAsk(
  { server: { config }, now }: Pick<TestMember, 'now' | 'server'>,
  { deviceKey: device }: Pick<Person, 'deviceKey'>,
  request: AskedKeys,
): Promise<KeyAsk> {
  const accessToken = 'what-the-token-says-is-not-for-the-service'
  const url = new URL(`https://${config.host}:${config.ports.edge}/kas.AccessService/Rewrap`)
  const ports = { device, now, randomId: randomUUID }
  return {
    signedRequestToken: await signKeyRequest(ports, request),
    accessToken,
    proof: await createProof(ports, 'POST', url, accessToken),
  }
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

/** A maritime report, 極秘, cleared, released and received. */
export async function releasedDocument(
  net: Federation,
  options: Parameters<typeof draftDocument>[3] = {},
): Promise<{ readonly document: string; readonly release: string }> {
  const { tokyo, wellington, settle } = net
  for (const member of [tokyo, wellington]) {
    if (member.server.standing.current().grants.entries.length === 0) await clear(member)
  }
  const document = await draftDocument(tokyo, '極秘', undefined, options)
  const { release, statement } = await prepare(net, document)
  await approve(tokyo, release, statement, 'releaser')
  await settle()
  return { document, release }
}
