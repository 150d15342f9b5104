/**
 * Real members whose screens are looked at: two with a pact, documents and people in every state, and one
 * that takes its first steps.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { xmlParser } from '@entente/host'
import { openServer, silentLog } from '@entente/server'
import { builtWeb } from '@entente/web/build'
import type { Browser } from 'playwright-core'

import { openEdge } from '../../packages/server/src/edge/index.ts'
import { insertPerson, preparePassword } from '../../packages/server/src/identity/index.ts'
import { passkeyAt } from '../approving.ts'
import { askEnrolment, type Desk, enrol, launchBrowser, openDesk, signInAt } from '../browser.ts'
import { clear, draftDocument, prepare, releasedDocument } from '../documents.ts'
import { ask, openTestEdge, type TestEdge } from '../edge.ts'
import { federation, type Federation, term, type TestMember } from '../federation.ts'
import { foundWithPeople, secret } from '../members.ts'

import { type Line, openLine } from './line.ts'

/** Whose desk: a name of Tokyo's, one of Wellington's, or nobody's, where a browser is not enrolled. */
export type Who =
  | 'author'
  | 'nobody'
  | 'releaser'
  | 'second'
  | 'security'
  | 'uncleared'
  | 'wellington-reader'

/** What there is to look at. */
export interface World extends AsyncDisposable {
  readonly net: Federation
  readonly browser: Browser
  readonly tokyo: TestEdge
  /** Between the browser and Tokyo. */
  readonly line: Line
  readonly origin: (who: Who) => string
  /** Where the first steps of a member without a pact are shown. */
  readonly firstSteps: string
  /** The desk of somebody, enrolled and signed in. */
  readonly desk: (who: Who) => Promise<Desk>
  /** A released document, and a release that a passkey may approve, one that it may not, and one that was refused. */
  readonly document: string
  readonly release: string
  readonly above: string
  /** Words of people that stand on pages of either language. */
  readonly data: readonly string[]
}

/** A long title, as registers have them, and one that a line cannot be broken in. */
const titles = [
  '東シナ海及び南シナ海における海上保安に関する共同情報の提供について（令和8年11月分）',
  'Supply-chain-of-strategic-goods_2026-11-29_final-version-after-consultation.pdf',
] as const
const password = 'correct horse battery'
const reason = '第３段落は情報源を示している。Paragraph 3 names a source.'

/** Opens it all. */
export async function openWorld(): Promise<World> {
  const web = await builtWeb()
  const net = await federation({ operators: ['security', 'jpn-operator'] })
  await clear(net.tokyo)
  await clear(net.wellington)
  const tokyo = await openTestEdge(net.tokyo, {
    web,
    signIn: {
      password: true,
      provider: {
        issuer: 'https://id.tokyo.localhost',
        client: 'entente',
        name: { en: 'the sign-in service of the ministry', ja: '省の認証サービス' },
      },
    },
  })
  const wellington = await openTestEdge(net.wellington, { web })
  const fresh = await openFresh(web)
  const line = await openLine(net.tokyo.server.config.ports.edge)
  const host = new URL(tokyo.edge.webOrigin ?? '').host
  const pins = [net.tokyo.server, net.wellington.server, fresh.server]
  const browser = await launchBrowser(
    pins.map(({ keyring }) => keyring.get('tls').certificatePem),
    [`--host-resolver-rules=MAP ${host} 127.0.0.1:${line.port}`],
  )
  const origin = (who: Who): string =>
    (who === 'wellington-reader' ? wellington : tokyo).edge.webOrigin ?? ''
  const desks = new Map<Who, Promise<Desk>>()
  const openFor = async (who: Who): Promise<Desk> => {
    const desk = await openDesk(browser)
    if (who === 'nobody') return desk
    const [member, edge, name] =
      who === 'wellington-reader' ? [net.wellington, wellington, 'reader'] : [net.tokyo, tokyo, who]
    const person = member.people[name]
    assert.ok(person)
    await enrol(member, edge, await askEnrolment(desk, origin(who), person))
    await signInAt(desk, origin(who))
    if (who === 'releaser') await passkeyAt(desk, { browser, member, edge })
    return desk
  }
  const world: Omit<World, keyof Awaited<ReturnType<typeof fill>>> = {
    net,
    browser,
    tokyo,
    line,
    origin,
    firstSteps: fresh.edge.firstSteps ?? '',
    desk(who) {
      const desk = desks.get(who) ?? openFor(who)
      desks.set(who, desk)
      return desk
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await line[Symbol.asyncDispose]()
      await tokyo[Symbol.asyncDispose]()
      await wellington[Symbol.asyncDispose]()
      await fresh.close()
      await net[Symbol.asyncDispose]()
    },
  }
  // Before releases are prepared: they count the passkeys of the head that they name.
  await world.desk('releaser')
  return { ...world, ...(await fill(net, tokyo)) }
}

/** Documents, releases, and people whose needs end soon. */
async function fill(
  net: Federation,
  tokyo: TestEdge,
): Promise<Pick<World, 'above' | 'data' | 'document' | 'release'>> {
  const [title, unbroken] = titles
  const { document } = await releasedDocument(net, { title })
  await releasedDocument(net, { title: unbroken })
  await know(net.wellington, 'reader', document)
  const releaseOf = async (level: string): Promise<string> =>
    (await prepare(net, await draftDocument(net.tokyo, level, undefined, { title }))).release
  const refused = await releaseOf('秘')
  await ask(await tokyo.as('releaser'), 'POST', `/api/releases/${refused}/refusals`, {
    json: { reason },
  })
  const { person = '' } = net.tokyo.people['reader'] ?? {}
  await net.tokyo.grant('controller', {
    kind: 'need-to-know',
    person,
    scope: { kind: 'case', case: 'convoy' },
    purposes: ['maritime-security'],
    from: term.from,
    until: new Date(Date.now() + 20 * 86_400_000).toISOString(),
  })
  await net.settle()
  await net.tokyo.server.federation.witnessRound()
  await net.wellington.server.federation.witnessRound()
  const { db } = net.tokyo.server.store
  const someone = { person: 'jpn-author', subject: 'author', nameEn: '', nameJa: '' }
  await insertPerson(db, someone, new Date())
  await (
    await preparePassword('jpn-author', password, randomBytes)
  )(db)
  return {
    document,
    release: await releaseOf('秘'),
    above: await releaseOf('極秘'),
    data: [...titles, reason, '海上保安情報'],
  }
}

/** The controller of a member gives somebody a need-to-know of a document. */
export async function know(member: TestMember, name: string, document: string): Promise<void> {
  await member.grant('controller', {
    kind: 'need-to-know',
    person: member.people[name]?.person ?? '',
    scope: { kind: 'document', document },
    purposes: ['maritime-security'],
    ...term,
  })
}

/** A member that has its people and no pact yet. */
async function openFresh(web: string) {
  const root = await mkdtemp(join(tmpdir(), 'entente-fresh-'))
  const now = (): Date => new Date()
  const founded = await foundWithPeople(root, 'jpn', now)
  const onFatal = (error: unknown): void => {
    throw error
  }
  const server = await openServer({ folder: founded.folder, secret, log: silentLog, now, onFatal })
  const edge = await openEdge(server, { xml: xmlParser, log: silentLog, now, web })
  return {
    server,
    edge,
    async close() {
      await edge.close(100)
      await server.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}
