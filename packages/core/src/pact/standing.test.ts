import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { digest, signed, signers } from '../../test/example-keys.ts'
import { hiketsu, terms } from '../../test/example-terms.ts'
import {
  buildWorld,
  device,
  document,
  noon,
  notice,
  release,
  signPact,
  signRelease,
  term,
} from '../../test/pact-world.ts'
import { type Statement, statementId, unsignedStatement } from '../crypto/index.ts'
import { EntenteError } from '../lib/index.ts'

import {
  appointed,
  emptyDirectory,
  emptyGrants,
  emptyNotices,
  emptyStanding,
  extendDirectory,
  extendGrants,
  extendNotices,
  extendStanding,
  findOfficer,
  formatDocumentPolicy,
  granted,
  headsOf,
  issueAppointment,
  issueGrant,
  labelType,
  noticeType,
  pactId,
  parseAppointment,
  parseDocumentPolicy,
  parseGrant,
  parseLabelStatement,
  parseNotice,
  parseReceipt,
  parseRelease,
  receiptType,
  type ReleaseContext,
  releaseContext,
  requireDirectory,
  requirePact,
  requireSignerAt,
  type Standing,
  standingAsOf,
  stateOf,
  verifyLabelStatement,
  verifyPact,
  verifyReceipt,
  verifyRelease,
} from './index.ts'
import { formatPolicy } from '../tdf/index.ts'

const world = await buildWorld()
const start = emptyStanding('jpn', signers.jpn.publicKey, new Set([pactId(terms)]))
let standing: Standing = start
for (const [kind, statement] of world.steps) {
  standing = await extendStanding(standing, kind, statement)
}
const jpn = requireDirectory(standing, 'jpn')

const code = (expected: string) => (error: unknown) =>
  error instanceof EntenteError && error.code === expected

test('a history folds to the state, the officers and the grants that it tells', () => {
  assert.equal(stateOf(standing, requirePact(standing, pactId(terms)), noon), 'in-force')
  const releaser = signers['jpn releaser'].id
  const asked = { role: 'releaser', level: hiketsu('極秘'), at: noon } as const
  assert.equal(findOfficer(jpn, releaser, asked)?.person, 'jpn-releaser')
  assert.equal(findOfficer(jpn, releaser, { ...asked, at: term.until }), undefined)
  assert.equal(findOfficer(jpn, releaser, { ...asked, level: hiketsu('機密') }), undefined)
  assert.equal(findOfficer(jpn, releaser, { ...asked, role: 'security' }), undefined)
  assert.deepEqual(
    granted(standing.grants, 'clearance', noon).map(({ level }) => level),
    ['極秘'],
  )
  assert.deepEqual(headsOf(standing, pactId(terms), 'jpn'), {
    appointments: world.chains.jpn.head(),
    notices: world.chains.jpnNotices.head(),
  })
})

test('an appointment holds from its first instant and not at its last', () => {
  assert.equal(appointed(jpn, 'device', term.from).length, 1)
  assert.equal(appointed(jpn, 'device', '2025-12-31T23:59:59.999Z').length, 0)
  assert.equal(appointed(jpn, 'device', '2030-12-31T23:59:59.999Z').length, 1)
  assert.equal(appointed(jpn, 'device', term.until).length, 0)
})

test('an earlier head sees neither later appointments nor later withdrawals', async () => {
  const { head } = jpn
  const id = jpn.entries.find(({ appointment: { act } }) => act.kind === 'device')?.id
  assert.ok(id)
  const ended = await extendStanding(
    standing,
    'appointment',
    await issueAppointment(jpn, { kind: 'withdrawal', appointment: id }, signers.jpn, noon),
  )
  const after = requireDirectory(ended, 'jpn')
  assert.equal(appointed(after, 'device', noon).length, 0)
  assert.equal(appointed(after, 'device', noon, head.number).length, 1)
  assert.equal(appointed(after, 'device', noon, 1).length, 0)
  assert.equal(appointed(after, 'device', noon, head.number + 2).length, 0, 'a head not known')
})

test('the newest appointment comes first', async () => {
  const other = { ...device, person: 'ken' }
  const next = await extendStanding(
    standing,
    'appointment',
    await issueAppointment(jpn, other, signers.jpn, noon),
  )
  const persons = appointed(requireDirectory(next, 'jpn'), 'device', noon).map((one) => one.person)
  assert.deepEqual(persons, ['ken', 'hana'])
})

test('a grant that was withdrawn or is over gives nothing', async () => {
  const security = signers['jpn security']
  const id = standing.grants.entries.find(({ grant }) => grant.act.kind === 'clearance')?.id
  assert.ok(id)
  const statement = await issueGrant(
    standing.grants,
    { kind: 'withdrawal', grant: id },
    security,
    noon,
  )
  const ended = await extendStanding(standing, 'grant', statement)
  assert.deepEqual(granted(ended.grants, 'clearance', noon), [])
  assert.deepEqual(granted(standing.grants, 'clearance', term.until), [])
  assert.equal(granted(ended.grants, 'person', noon).length, 1)
  const again = await issueGrant(ended.grants, { kind: 'withdrawal', grant: id }, security, noon)
  await assert.rejects(extendStanding(ended, 'grant', again), code('pact/malformed'))
})

test('what stood on another day stands again when it is asked about', async () => {
  const security = signers['jpn security']
  const id = standing.grants.entries.find(({ grant }) => grant.act.kind === 'clearance')?.id
  assert.ok(id)
  const later = '2026-12-01T00:00:00.000Z'
  const act = { kind: 'withdrawal', grant: id } as const
  const statement = await issueGrant(standing.grants, act, security, noon)
  const ended = await extendStanding(standing, 'grant', statement, later)
  const clearances = (at: string): number =>
    granted(standingAsOf(ended, at).grants, 'clearance', at).length
  assert.equal(clearances(noon), 1, 'known to be withdrawn only later')
  assert.equal(clearances('2026-11-30T23:59:59.999Z'), 1)
  assert.equal(clearances(later), 0)
  assert.equal(clearances('2026-03-31T23:59:59.999Z'), 0, 'not granted yet')

  const enrolled = jpn.entries.find(({ appointment }) => appointment.act.kind === 'device')
  assert.ok(enrolled)
  const out = await issueAppointment(
    jpn,
    { kind: 'withdrawal', appointment: enrolled.id },
    signers.jpn,
    noon,
  )
  const gone = await extendStanding(ended, 'appointment', out, later)
  const devices = (at: string): number =>
    appointed(requireDirectory(standingAsOf(gone, at), 'jpn'), 'device', at).length
  assert.deepEqual([devices(noon), devices(later)], [1, 0])
  assert.equal(devices('2026-01-31T00:00:00.000Z'), 0, 'not enrolled yet')
})

test('somebody whose term is over cannot act by claiming an earlier day', async () => {
  const grant = await issueGrant(
    standing.grants,
    { kind: 'facility-register', facility: 'ichigaya', person: 'ken', ...term },
    signers['jpn security'],
    noon,
  )
  const given = await extendStanding(standing, 'grant', grant)
  const [entry] = standing.grants.entries
  assert.ok(entry)
  const withdrawal = await issueGrant(
    standing.grants,
    { kind: 'withdrawal', grant: entry.id },
    signers['jpn security'],
    noon,
  )
  const enrolment = await issueAppointment(jpn, device, signers['jpn registrar'], noon)
  const byHead = await issueAppointment(jpn, device, signers.jpn, noon)
  const words = world.named['jpn-signed']
  assert.ok(words)
  const withdrawn = await extendStanding(standing, 'grant', withdrawal)
  const enrolled = await extendStanding(standing, 'appointment', enrolment)
  for (const [base, kind, statement] of [
    [given, 'grant', grant],
    [withdrawn, 'grant', withdrawal],
    [enrolled, 'appointment', enrolment],
    [standing, 'notice', words],
  ] as const) {
    requireSignerAt(base, kind, statement, noon)
    assert.throws(
      () => requireSignerAt(base, kind, statement, term.until),
      code('pact/key-not-appointed'),
    )
  }
  const appointedByHead = await extendStanding(standing, 'appointment', byHead)
  requireSignerAt(appointedByHead, 'appointment', byHead, term.until)
})

test('a pact is believed only by an announced id, and only by a party to it', async () => {
  const pact = await signPact()
  const nobody = emptyStanding('jpn', signers.jpn.publicKey, new Set())
  await assert.rejects(extendStanding(nobody, 'pact', pact), code('pact/other-pact'))
  const third = emptyStanding('aus', signers.stranger.publicKey, new Set([pactId(terms)]))
  await assert.rejects(extendStanding(third, 'pact', pact), code('pact/inconsistent'))
  const otherKey = emptyStanding('jpn', signers.stranger.publicKey, new Set([pactId(terms)]))
  await assert.rejects(extendStanding(otherKey, 'pact', pact), code('pact/inconsistent'))
})

test('nothing stands for a member or a pact that is not known', async () => {
  const [, nzlKas] = world.steps.find(([, one]) => one === world.named['nzl-kas']) ?? []
  assert.ok(nzlKas)
  await assert.rejects(extendStanding(start, 'appointment', nzlKas), code('pact/key-not-appointed'))
  const signedNotice = world.named['jpn-signed']
  assert.ok(signedNotice)
  await assert.rejects(extendStanding(start, 'notice', signedNotice), code('pact/other-pact'))
})

test('a state once terminated stays so, whatever is said later', async () => {
  const say = async (act: Parameters<typeof notice>[2], base: Standing, before: Statement | null) =>
    extendStanding(
      base,
      'notice',
      await signed(
        noticeType,
        notice(
          'jpn',
          {
            number: headsOf(base, pactId(terms), 'jpn').notices.number + 1,
            previous: before && statementId(before),
          },
          act,
          'jpn pact',
        ),
        'jpn pact',
      ),
    )
  const last = world.named['jpn-ack-in-force']
  assert.ok(last)
  const ended = await say({ kind: 'terminated', from: noon }, standing, last)
  const { id } = headsOf(ended, pactId(terms), 'jpn').notices
  const entry = ended.notices.find(({ member }) => member === 'jpn')
  assert.equal(entry?.head.id, id)
  assert.equal(stateOf(ended, requirePact(ended, pactId(terms)), noon), 'terminated')
  assert.equal(
    stateOf(ended, requirePact(ended, pactId(terms)), '2026-11-25T11:59:59.999Z'),
    'in-force',
  )
})

test('each verifier looks for itself whose statement it is given', async () => {
  const statement = (name: string): Statement => {
    const found = world.named[name]
    assert.ok(found, name)
    return found
  }
  const nzl = requireDirectory(standing, 'nzl')
  const refuses = (work: Promise<unknown>, expected: string): Promise<void> =>
    assert.rejects(work, code(expected))

  await refuses(verifyPact(await signPact(), digest('another')), 'pact/other-pact')
  const renamed = emptyDirectory({ id: 'nzl', appointingKey: signers.jpn.publicKey })
  await refuses(extendDirectory(renamed, statement('jpn-pact-officer')), 'pact/key-not-appointed')
  const ours = emptyNotices(pactId(terms), 'jpn')
  await refuses(extendNotices(ours, statement('jpn-signed'), nzl), 'pact/other-pact')
  const another = emptyNotices(digest('another'), 'jpn')
  await refuses(extendNotices(another, statement('jpn-signed'), jpn), 'pact/other-pact')
  await refuses(extendGrants(emptyGrants('jpn'), statement('person'), nzl), 'pact/malformed')
  const label = await signed(
    labelType,
    {
      kind: 'label',
      member: 'nzl',
      document,
      xml: digest('<label/>'),
      payload: digest('payload'),
      commitment: digest('commitment'),
      sources: [],
      at: noon,
    },
    'jpn label',
  )
  await refuses(verifyLabelStatement(label, '<label/>', jpn), 'pact/key-not-appointed')
  const receipt = await signed(
    receiptType,
    {
      kind: 'receipt',
      release: '0'.repeat(32),
      statement: digest('release'),
      manifest: digest('manifest'),
      document,
      originator: 'nzl',
      recipient: 'nzl',
      copy: 1,
      at: noon,
      heads: headsOf(standing, pactId(terms), 'jpn'),
      seen: headsOf(standing, pactId(terms), 'jpn'),
      ledger: { origin: 'x', index: 0, leaf: digest('leaf') },
    },
    'jpn message',
  )
  await refuses(verifyReceipt(receipt, jpn), 'pact/key-not-appointed')
})

test('a release is not believed without the chains of its originator', async () => {
  const pact = requirePact(standing, pactId(terms))
  const { directories, notices } = releaseContext(standing, pact)
  const heads = headsOf(standing, pactId(terms), 'jpn')
  const statement = await signRelease(release(heads, { level: hiketsu('一般') }), 'jpn releaser')
  const without = (context: Partial<ReleaseContext>): Promise<unknown> =>
    verifyRelease(statement, { pact, directories, notices, ...context })
  await without({})
  const others = directories.filter(({ member }) => member !== 'jpn')
  await assert.rejects(without({ directories: others }), code('pact/chain-broken'))
  const silent = notices.filter(({ member }) => member !== 'jpn')
  await assert.rejects(without({ notices: silent }), code('pact/chain-broken'))
})

test('a document policy reads back, of either kind', () => {
  const home = {
    kind: 'home',
    document,
    member: 'jpn',
    author: 'hana',
    level: hiketsu('極秘'),
    case: 'convoy',
    label: digest('a label'),
  } as const
  const { member } = home
  for (const policy of [
    home,
    { ...home, case: null },
    { ...home, label: null },
    { kind: 'release', document, member, release: '00112233445566778899aabbccddeeff' } as const,
  ]) {
    assert.deepEqual(parseDocumentPolicy(formatDocumentPolicy(policy)), policy)
  }
})

const hex = (text: string): string => Buffer.from(text).toString('hex')
const attribute = (name: string, value: string): string =>
  `https://entente.invalid/attr/${name}/value/${hex(value)}`
const home = ['home', 'author', 'regime', 'level'].map((name) => attribute(name, 'x'))
for (const [why, attributes] of [
  ['an attribute twice', [...home, attribute('author', 'y')]],
  ['an attribute of both kinds', [...home, attribute('release', 'x')]],
  ['no author', home.filter((one) => !one.includes('/author/'))],
  ['no kind', home.slice(1)],
  ['an unknown attribute', [...home, attribute('colour', 'red')]],
  ['an attribute of another authority', [...home, 'https://example.com/attr/a/value/b']],
] as const) {
  test(`refuses a document policy with ${why}`, () => {
    const policy = formatPolicy({ uuid: document, attributes })
    assert.throws(() => parseDocumentPolicy(policy), code('pact/malformed'))
  })
}

test('whatever is read as a statement ends in one, or in a code of ours', () => {
  const parsers = [
    parseAppointment,
    parseNotice,
    parseGrant,
    parseRelease,
    parseReceipt,
    parseLabelStatement,
  ]
  const said = Object.values(world.named)
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...parsers), (value, parse) => {
      let statement
      try {
        statement = unsignedStatement(value)
      } catch {
        return
      }
      assert.throws(() => parse(statement), EntenteError)
    }),
  )
  for (const statement of said) {
    const accepting = parsers.filter((parse) => {
      try {
        parse(statement)
        return true
      } catch (error) {
        assert.ok(error instanceof EntenteError)
        return false
      }
    })
    assert.ok(accepting.length <= 1, 'a statement is one thing only')
  }
})

test('a payload that is no base64url is refused by every parser', () => {
  for (const parse of [parseAppointment, parseNotice, parseGrant, parseRelease]) {
    assert.throws(() => parse({ payload: '=', acts: [] }), EntenteError)
  }
})
