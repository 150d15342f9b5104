/** Documents made from others: extracts, translations, and what goes on with them. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'

import { parseStatement } from '@entente/core/crypto'
import { translationStatement } from '@entente/core/label'
import { parseJson } from '@entente/core/lib'
import { parseLabelStatement, type Source } from '@entente/core/pact'
import { readSources } from '@entente/sdk'
import { type createDraft, DeniedError, type MemberServer } from '@entente/server'

import { deliverReleased } from '../packages/server/src/documents/index.ts'
import { approve, draftDocument, prepare, releasedDocument } from './documents.ts'
import { openTestEdge } from './edge.ts'
import { type Federation, federation, term, type TestMember } from './federation.ts'

const psr = 'urn:entente:regime:nzl:psr'
const purpose = 'maritime-security'
type Wish = Parameters<typeof createDraft>[0]['sources'][number]

test('a received document is translated', async (t) => {
  await using net = await federation()
  const { wellington } = net
  const { document } = await releasedDocument(net)

  await t.test('by nobody who does not need to know it', async () => {
    await assert.rejects(made(wellington, 'SECRET', inEnglish(document)), denied('no-need-to-know'))
  })
  await need(wellington, document)
  await t.test('at its level, neither lower nor higher', async () => {
    for (const level of ['CONFIDENTIAL', 'TOP SECRET']) {
      await assert.rejects(made(wellington, level, inEnglish(document)), belowSource)
    }
  })
  await t.test('for nobody for whom it is not', async () => {
    const wider = made(wellington, 'SECRET', inEnglish(document), ['NZL', 'JPN', 'AUS'])
    await assert.rejects(wider, belowSource)
  })
  await t.test('saying in its language whose information it holds', async () => {
    for (const statement of [translationStatement('日本国', 'ja'), 'A translation.']) {
      const silent = { ...inEnglish(document), translation: { language: 'en' as const, statement } }
      await assert.rejects(made(wellington, 'SECRET', silent), denied('no-translation-statement'))
    }
  })
  await t.test('and then names it in its signed label, and in the record', async () => {
    const translation = await made(wellington, 'SECRET', inEnglish(document))
    assert.deepEqual(await labelled(wellington, translation), [
      { document, originator: 'jpn', level: gokuhi, use: 'translate', language: 'en' },
    ])
    assert.deepEqual(await recordedSources(wellington, translation), [document])
    const row = await wellington.server.store.db
      .selectFrom('sources')
      .selectAll()
      .where('document', '=', translation)
      .execute()
    const statement = 'This translation contains classified information of Japan.'
    assert.deepEqual(row, [
      { document: translation, source: document, use: 'translate', language: 'en', statement },
    ])
  })
  await t.test('not without a document that is there', async () => {
    const wish = inEnglish(randomUUID())
    await assert.rejects(made(wellington, 'SECRET', wish), { code: 'document/not-found' })
  })
})

test('sources are told to readers, and documents only to those who may know of them', async () => {
  await using net = await federation()
  const { wellington } = net
  const { document } = await releasedDocument(net)
  await need(wellington, document)
  const translation = await made(wellington, 'SECRET', inEnglish(document))
  await using edge = await openTestEdge(wellington)
  const [author, reader] = [await edge.as('author'), await edge.as('reader')]
  const { sources } = await readSources(author, translation)
  assert.deepEqual(
    sources.map(({ line, originator, use }) => [line?.document, originator, use]),
    [[document, 'jpn', 'translate']],
  )
  const [derived] = (await readSources(author, document)).derivatives
  assert.equal(derived?.document, translation)

  await assert.rejects(readSources(reader, translation), { code: 'document/denied' })
  await need(wellington, translation, 'reader')
  const [hidden] = (await readSources(reader, translation)).sources
  assert.deepEqual([hidden?.line, hidden?.originator], [null, 'jpn'])
  await need(wellington, document, 'reader')
  const [known] = (await readSources(reader, translation)).sources
  assert.equal(known?.line?.document, document)
})

test('a label that was swapped in the rows does not say what a document is made of', async () => {
  await using net = await federation()
  const { wellington } = net
  const { document } = await releasedDocument(net)
  await need(wellington, document)
  const translation = await made(wellington, 'SECRET', inEnglish(document))
  const plain = await draftDocument(wellington, 'SECRET', psr, { releasableTo: ['NZL', 'JPN'] })
  const { db } = wellington.server.store
  const labelOf = (of: string) =>
    db
      .selectFrom('documents')
      .innerJoin('statements', 'statements.id', 'documents.label')
      .select(['statements.id', 'statements.body'])
      .where('documents.document', '=', of)
      .executeTakeFirstOrThrow()
  const { body } = await labelOf(plain)
  const { id } = await labelOf(translation)
  await db.updateTable('statements').set({ body }).where('id', '=', id).execute()
  await assert.rejects(prepare(turned(net), translation), { code: 'document/label-mismatch' })
})

test('sources that no label can name make no draft, and spoil nothing', async () => {
  await using net = await federation()
  const { wellington } = net
  const { document } = await releasedDocument(net)
  await need(wellington, document)
  const { translation } = inEnglish(document)
  const bad: readonly (readonly Wish[])[] = [
    [inEnglish(document), inEnglish(document)],
    [{ ...repeated(document), translation }],
    [{ ...inEnglish(document), translation: null }],
  ]
  for (const sources of bad) {
    const draft = draftDocument(wellington, 'SECRET', psr, {
      releasableTo: ['NZL', 'JPN'],
      sources,
    })
    await assert.rejects(draft, { code: 'document/bad-sources' })
  }
  // A source that has as many as a label names is one too many.
  const many: readonly Source[] = Array.from({ length: 256 }, () => ({
    document: randomUUID(),
    originator: 'aus',
    level: { regime: 'urn:example:aus', level: 'SECRET' },
    use: 'extract',
    language: null,
  }))
  const { decisions } = wellington.server
  const full: MemberServer['decisions'] = {
    ...decisions,
    async findPolicy(...asked) {
      const known = await decisions.findPolicy(...asked)
      return known?.signed ? { ...known, signed: { ...known.signed, sources: many } } : known
    },
  }
  const member = { ...wellington, server: { ...wellington.server, decisions: full } }
  await assert.rejects(made(member, 'SECRET', inEnglish(document)), {
    code: 'document/bad-sources',
  })
})

test('an extract of what New Zealand provided waits for its agreement, by New Zealand’s own rule', async () => {
  await using net = await federation()
  const { document } = await releasedDocument(net)
  await need(net.wellington, document)
  const extract = made(net.wellington, 'SECRET', repeated(document))
  await assert.rejects(extract, denied('originator-not-asked'))
})

test('what a document is made of includes what its sources are made of, and goes back to its originator', async () => {
  await using net = await federation()
  const { tokyo, wellington } = net
  const { document } = await releasedDocument(net)
  await need(wellington, document)
  const translation = await made(wellington, 'SECRET', inEnglish(document))
  // Of our own: nobody has to be asked, and its own source comes along.
  const report = await made(wellington, 'TOP SECRET', {
    ...repeated(translation),
    purpose: 'drafting',
  })
  const [source] = await labelled(wellington, report)
  assert.equal(source?.document, document)
  assert.deepEqual(await recordedSources(wellington, report), [translation])

  const { release, statement } = await prepare(turned(net), translation)
  await approve(wellington, release, statement, 'releaser')
  await net.settle()
  const { state } = await wellington.server.store.db
    .selectFrom('deliveries')
    .select('state')
    .where('release', '=', release)
    .executeTakeFirstOrThrow()
  assert.equal(state, 'received')
  // What was ours when it left is ours when it comes back.
  await need(tokyo, translation)
  const again = await made(
    tokyo,
    '極秘',
    repeated(translation),
    ['JPN', 'NZL'],
    'urn:entente:regime:jpn:hiketsu',
  )
  assert.deepEqual(
    (await labelled(tokyo, again)).map(({ originator }) => originator),
    ['nzl'],
  )
})

test('what repeats a third member’s information goes to nobody to whom that one has not consented', async (t) => {
  await using net = await federation()
  const { wellington } = net
  const { document } = await releasedDocument(net)
  await need(wellington, document)
  const fromAustralia: Source = {
    document: randomUUID(),
    originator: 'aus',
    level: { regime: 'urn:example:aus', level: 'SECRET' },
    use: 'extract',
    language: null,
  }
  // As if Japan's label had named it.
  const decisions: MemberServer['decisions'] = {
    ...wellington.server.decisions,
    async findPolicy(...asked) {
      const known = await wellington.server.decisions.findPolicy(...asked)
      const sources = [fromAustralia]
      return known?.signed ? { ...known, signed: { ...known.signed, sources } } : known
    },
  }
  const member = { ...wellington, server: { ...wellington.server, decisions } }
  const translation = await made(member, 'SECRET', inEnglish(document))
  assert.equal((await labelled(wellington, translation)).length, 2)

  await t.test('its author learns so, with the article', async () => {
    await assert.rejects(prepare(turned(net), translation), (error) => {
      assert.ok(error instanceof DeniedError)
      const code = 'decision/source-not-consented'
      assert.deepEqual(error.reasons, [{ code, rule: 'release.sources', article: '4(3)' }])
      return true
    })
  })
  await t.test('a server that lets it go all the same is refused by the recipient', async () => {
    const { engine: honest } = wellington.server.decisions
    const engine: typeof honest = {
      evaluate: (asked) =>
        honest.evaluate({
          ...asked,
          circumstances: { ...asked.circumstances, sourced: asked.circumstances.recipients },
        }),
    }
    const changed = { ...wellington.server, decisions: { ...decisions, engine } }
    const hostile = { ...net, tokyo: { ...wellington, server: changed } }
    const { release, statement } = await prepare(hostile, translation)
    await approve(hostile.tokyo, release, statement, 'releaser')
    await deliverReleased({
      ...changed,
      engine,
      rebind: (one) => changed.kas.rebind(one),
      onFailure: (_release, error) => assert.fail(error),
      now: wellington.now,
    })
    await net.settle()
    const { state, code } = await wellington.server.store.db
      .selectFrom('deliveries')
      .select(['state', 'code'])
      .where('release', '=', release)
      .executeTakeFirstOrThrow()
    assert.deepEqual({ state, code }, { state: 'refused', code: 'document/release-refused' })
  })
})

const gokuhi = { regime: 'urn:entente:regime:jpn:hiketsu', level: '極秘' }
const belowSource = { code: 'label/below-source' }

/** Wellington as the originator. */
function turned(net: Federation): Federation {
  return { ...net, tokyo: net.wellington, wellington: net.tokyo }
}

function inEnglish(document: string): Wish {
  const statement = translationStatement('Japan', 'en')
  return { document, use: 'translate', purpose, translation: { language: 'en', statement } }
}

function repeated(document: string): Wish {
  return { document, use: 'extract', purpose, translation: null }
}

function made(
  member: TestMember,
  level: string,
  source: Wish,
  releasableTo: readonly string[] = ['NZL', 'JPN'],
  regime = psr,
): Promise<string> {
  return draftDocument(member, level, regime, { releasableTo, sources: [source] })
}

async function need(member: TestMember, document: string, who = 'author'): Promise<void> {
  const person = member.people[who]?.person ?? ''
  const scope = { kind: 'document', document } as const
  const act = { kind: 'need-to-know', person, scope, purposes: [purpose], ...term } as const
  await member.grant('controller', act)
}

async function labelled({ server }: TestMember, document: string): Promise<readonly Source[]> {
  const { body } = await server.store.db
    .selectFrom('documents')
    .innerJoin('statements', 'statements.id', 'documents.label')
    .select('statements.body')
    .where('documents.document', '=', document)
    .executeTakeFirstOrThrow()
  return parseLabelStatement(parseStatement(parseJson(body))).sources
}

async function recordedSources({ server }: TestMember, document: string): Promise<unknown> {
  const rows = await server.store.db
    .selectFrom('ledger_entries')
    .select('event')
    .where('kind', '=', 'derived')
    .execute()
  const events: readonly { document: string; source: string }[] = rows.map(({ event }) =>
    JSON.parse(event ?? ''),
  )
  return events.filter((one) => one.document === document).map(({ source }) => source)
}

function denied(code: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof DeniedError &&
    error.code === 'document/denied' &&
    error.reasons.some((reason) => reason.code === `decision/${code}`)
}
