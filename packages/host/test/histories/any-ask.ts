/**
 * Anything that can be asked of a document at a seat, mostly as somebody would who may do it.
 *
 * @module
 */
import { translationStatement } from '@entente/core/label'
import type { Consent, Instant, LevelKey, Source } from '@entente/core/pact'
import { actions, groups, ownPurposes, type Question, type Subject } from '@entente/core/policy'
import fc from 'fast-check'

import { signers } from '../../../core/test/example-keys.ts'
import { labelOf, mark, releasable } from '../../../core/test/example-label.ts'
import { documents, own, received } from '../matrix/documents.ts'
import { convoy, levels } from '../matrix/people.ts'
import { agree, type Member, type Seat } from '../seats.ts'

import { mostly, names, turns } from './any-history.ts'
import { homes } from './history.ts'

/** One question about one document. */
export interface Ask {
  readonly subject: Subject
  readonly question: Question
}

/** Days about which is asked: usual ones, before and after all is in force, and years later. */
const days: readonly Instant[] = [
  '2026-08-15T00:00:00.000Z',
  '2026-09-15T00:00:00.000Z',
  '2026-11-25T12:00:00.000Z',
  ...turns,
  '2027-03-01T00:00:00.000Z',
  '2026-05-01T00:00:00.000Z',
  '2032-01-01T00:00:00.000Z',
]

/** A seat with consents of the other member to each act that it can agree to, on its document there. */
export async function agreeToAll(seat: Seat): Promise<Seat> {
  const [, lowest, secret, highest] = homes[seat.self].theirs
  const document = documents.received
  const said: readonly Pick<Consent, 'act' | 'party' | 'to'>[] = [
    ...(['print', 'copy', 'extract', 'destroy'] as const).map((act) => {
      return { act, party: null, to: null } as const
    }),
    { act: 'provide', party: 'aus', to: null },
    { act: 'entrust', party: names.contractor, to: null },
    { act: 'reclassify', party: null, to: lowest ?? null },
  ]
  let agreed = seat
  for (const level of [secret, highest]) {
    if (!level) continue
    for (const one of said) agreed = await agree(agreed, { ...one, document, level })
  }
  return agreed
}

/** Any question at `seat`. */
export function anyAsk(seat: Seat): fc.Arbitrary<Ask> {
  return fc
    .tuple(anySubject(seat), anyQuestion(seat.self))
    .map(([subject, question]) => ({ subject, question: fit(seat.self, subject, question) }))
}

/** Who acts in an office does so under its key. What an act has nothing to do with is not asked. */
function fit(self: Member, subject: Subject, asked: Question): Question {
  const { action, going, parties, translation, to, ...rest } = asked
  const role = action === 'reclassify' || action === 'destroy' ? 'registry' : 'releaser'
  const inOffice = ['approve', 'destroy', 'entrust', 'provide', 'reclassify'].includes(action)
  const byOffice = inOffice && asked.person === names.reader
  const person = byOffice ? `${self}-${role}` : asked.person
  const looks = subject.kind === 'own' && subject.awaitsApproval && person === `${self}-releaser`
  const target = action === 'receive' ? self : self === 'jpn' ? 'nzl' : 'jpn'
  const toThird = action === 'provide' && parties?.[0] === names.contractor
  return {
    ...rest,
    action,
    person,
    ...(looks && action === 'open' ? { purpose: ownPurposes.releaser } : {}),
    ...(byOffice ? { officerKey: signers[`${self} ${role}`].id } : {}),
    ...(going && groups.release.includes(action) ? { going: sentTo(target, going) } : {}),
    ...(parties && inOffice ? { parties: toThird ? ['aus'] : parties } : {}),
    ...(translation && action === 'translate' ? { translation } : {}),
    ...(to && action === 'reclassify' ? { to } : {}),
  }
}

function sentTo(target: Member, { recipients, kas, ...rest }: NonNullable<Question['going']>) {
  return {
    ...rest,
    recipients: recipients.map((one) => (one === 'them' ? target : one)),
    kas: kas.map(({ kid }) => ({ member: target, kid: `${target}-${kid}` })),
  }
}

function anySubject(seat: Seat): fc.Arbitrary<Subject> {
  const { self } = seat
  const home = homes[self]
  const ours = [...home.levels, ...(self === 'jpn' ? [levels.tokutei] : [])]
  const theirs = [...home.theirs, self === 'jpn' ? levels.restricted : levels.tokutei]
  const ofOurs: fc.Arbitrary<Subject> = fc
    .record({
      level: fc.constantFrom(...ours),
      author: mostly<string>(names.reader, `${self}-author`, `${self}-releaser`),
      case: mostly<string | null>(null, convoy, 'another'),
      awaitsApproval: fc.boolean(),
      disseminated: fc.boolean(),
      label: anyLabel,
    })
    .map(({ label, ...said }) => ({ ...own(seat, said.level), ...said, label: label(said.level) }))
  const ofTheirs: fc.Arbitrary<Subject> = fc
    .record({
      level: mostly(home.theirs[2] ?? levels.secret, ...theirs),
      recipients: mostly<readonly string[]>([self], ['aus'], ['aus', self]),
      notAfter: mostly('2040-01-01T00:00:00.000Z', ...turns.slice(1)),
      recalled: mostly(false, false, false, true),
      label: anyLabel,
    })
    .map(({ recalled, label, ...said }) => ({
      ...received(seat, {
        originator: self === 'jpn' ? 'nzl' : 'jpn',
        purposes: ['maritime-security'],
        ...said,
      }),
      recalled,
      label: label(said.level),
    }))
  return fc.oneof(ofOurs, ofTheirs)
}

/** What the label of a document says; mostly no more than its level. */
const anyLabel = mostly<(level: LevelKey) => Subject['label']>(
  (level) => labelOf(level),
  (level) => labelOf(level, mark('Dissemination', 'NZEO')),
  (level) => labelOf(level, releasable('JPN', 'NZL')),
  (level) => labelOf(level, releasable('AUS')),
  (level) => labelOf(level, releasable('AUS', 'JPN', 'NZL')),
  (level) => labelOf(level, mark('Dissemination', 'NZEO')),
  (level) => labelOf(level, mark('Special Handling', 'ACCOUNTABLE MATERIAL')),
  () => labelOf(levels.restricted),
  () => null,
)

function anyQuestion(self: Member): fc.Arbitrary<Question> {
  const { place, annex, theirs, levels: ours } = homes[self]
  const [first, second] = names.purposes
  const repeated = (originator: string): readonly Source[] => {
    const level = theirs[2] ?? levels.secret
    return [{ document: documents.received, originator, level, use: 'extract', language: null }]
  }
  return fc.record({
    action: fc.oneof(fc.constant('open' as const), fc.constantFrom(...actions)),
    person: mostly<string>(names.reader, names.other, `${self}-author`, `${self}-releaser`),
    facility: mostly(place, annex),
    purpose: mostly<string>(first, second, 'joint-statement', ownPurposes.author),
    at: mostly(days[2] ?? '', ...days),
    going: fc.record({
      recipients: mostly(['them'], ['aus'], []),
      kas: mostly([{ member: 'them', kid: '1' }], [{ member: 'them', kid: 'weak' }], []),
      originator: fc.constant(self),
      purposes: mostly<readonly string[]>([first], [first, second]),
      sources: mostly<readonly Source[] | null>(
        [],
        repeated(self === 'jpn' ? 'nzl' : 'jpn'),
        repeated('aus'),
        null,
      ),
    }),
    parties: mostly<readonly string[]>([names.contractor], ['aus'], ['usa'], ['aus', 'usa'], []),
    copyNumber: mostly(1, 0, 6),
    translation: mostly<NonNullable<Question['translation']>>(
      {
        language: 'en',
        statement: translationStatement(self === 'jpn' ? 'New Zealand' : 'Japan', 'en'),
      },
      { language: 'en', statement: '' },
    ),
    to: fc.constantFrom(...theirs, ...ours),
    destruction: fc.record({
      crisis: mostly(false, true),
      notified: fc.boolean(),
      signers: mostly<readonly string[]>(['ken', 'mei'], ['ken'], ['ken', 'ken']),
      certified: mostly(true, false),
    }),
  })
}
