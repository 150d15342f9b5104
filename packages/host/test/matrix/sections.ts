/**
 * The documents of the matrix, each with the people, acts and days that it is asked about.
 *
 * @module
 */
import type { LabelCategory } from '@entente/core/label'
import type { LevelKey, Release } from '@entente/core/pact'
import type { Subject } from '@entente/core/policy'

import { labelOf, mark, releasable } from '../../../core/test/example-label.ts'
import { always, buildSeats, give, type Seat } from '../seats.ts'

import { acting } from './acts.ts'
import { documents, type Own, own, received, type Received, titleAt } from './documents.ts'
import { asking, convoy, levels, type Name, readers, settle } from './people.ts'
import type { Section } from './section.ts'

/** Before the pact is in force; a day on which all is well; after every release has ended. */
const days = ['2026-05-01', '2026-11-25', '2028-07-01']
const today = ['2026-11-25']

/** All sections, with what stands at both seats. */
export async function buildSections(): Promise<readonly Section[]> {
  const seats = await buildSeats()
  const jpn = await designate(await fill(await settle(seats.jpn)))
  const nzl = await fill(await settle(seats.nzl))
  return [...tokyo(jpn), ...wellington(nzl), ...(await acting(jpn, nzl))]
}

async function fill(seat: Seat): Promise<Seat> {
  let filled = seat
  for (const document of Object.values(documents)) {
    filled = await give(filled, { kind: 'case-document', case: convoy, document, ...always })
  }
  return filled
}

/** Two documents of Japan, designated by one organ; the other organ has its consent for the second. */
async function designate(seat: Seat): Promise<Seat> {
  const term = { from: '2026-01-01T00:00:00.000Z', until: '2027-12-31T15:00:00.000Z' }
  let designated = seat
  for (const [document, number] of [
    [documents.designated, 'D-1'],
    [documents.shared, 'D-2'],
  ] as const) {
    const act = {
      kind: 'designation',
      document,
      number,
      organ: 'mod',
      cabinet: null,
      ...term,
    } as const
    designated = await give(designated, act)
  }
  const { shared: document } = documents
  return give(designated, { kind: 'organ-consent', document, organ: 'mod', to: 'mofa', ...always })
}

function tokyo(seat: Seat): readonly Section[] {
  const from = (level: LevelKey, change?: Partial<Release>): Received =>
    received(seat, { originator: 'nzl', recipients: ['jpn'], level, ...change })
  const secret = from(levels.secret)
  const refused: readonly Name[] = ['analyst', 'minister']
  const tokutei = own(seat, levels.tokutei)
  const designated = { ...tokutei, document: documents.designated }
  return [
    reading(seat, 'SECRET from New Zealand, 極秘 here', secret, readers, days),
    reading(seat, 'the same, recalled', { ...secret, recalled: true }, refused),
    reading(
      seat,
      'the same, released to a third country only',
      from(levels.secret, { recipients: ['aus'] }),
      refused,
    ),
    reading(seat, 'the same, its label not known', { ...secret, label: null }, refused),
    reading(
      seat,
      'the same, its label of another level',
      { ...secret, label: labelOf(levels.confidential) },
      refused,
    ),
    reading(
      seat,
      'the same, releasable to New Zealand and Japan',
      { ...secret, label: labelOf(levels.secret, releasable('JPN', 'NZL')) },
      ['analyst', 'foreigner'],
    ),
    reading(
      seat,
      'RESTRICTED from New Zealand, which has no equivalent here',
      from(levels.restricted),
      refused,
    ),
    reading(seat, 'UNCLASSIFIED from New Zealand', from(levels.unclassified), readers),
    reading(seat, '特定秘密 of our own, not designated', tokutei, ['analyst', 'exempt', 'author']),
    reading(seat, '特定秘密 of our own, designated until the end of 2027', designated, [
      ...readers,
      'old',
      'exempt',
      'exemptUnneeded',
      'formerMinister',
      'visitor',
    ]),
    reading(seat, 'the same, on other days', designated, ['analyst', 'neighbour', 'exempt'], days),
    reading(
      seat,
      'the same, where the organ that designated it has consented',
      { ...tokutei, document: documents.shared },
      ['analyst', 'neighbour'],
    ),
  ]
}

function wellington(seat: Seat): readonly Section[] {
  const from = (level: LevelKey): Received =>
    received(seat, { originator: 'jpn', recipients: ['nzl'], level })
  const marked = (level: LevelKey, ...categories: readonly LabelCategory[]): Own => ({
    ...own(seat, level),
    label: labelOf(level, ...categories),
  })
  const eyesOnly = mark('Dissemination', 'NZEO')
  return [
    reading(seat, '極秘 from Japan, SECRET here', from(levels.gokuhi)),
    reading(seat, '特定秘密 from Japan, SECRET here', from(levels.tokutei), [
      'analyst',
      'otherOrgan',
    ]),
    reading(
      seat,
      'SECRET of our own',
      own(seat, levels.secret),
      ['analyst', 'emergency', 'visitor', 'foreigner'],
      ['2026-11-25', '2026-11-28'],
    ),
    reading(
      seat,
      'SECRET of our own, releasable to New Zealand and Japan',
      marked(levels.secret, releasable('NZL', 'JPN')),
      ['analyst', 'foreigner'],
    ),
    reading(seat, 'SECRET of our own, New Zealand eyes only', marked(levels.secret, eyesOnly), [
      'analyst',
      'foreigner',
      'approved',
      'uncleared',
    ]),
    reading(
      seat,
      'CONFIDENTIAL of our own, New Zealand eyes only',
      marked(levels.confidential, eyesOnly),
      ['analyst', 'annex', 'visitor'],
    ),
    reading(seat, 'RESTRICTED of our own', own(seat, levels.restricted), [
      'analyst',
      'uncleared',
      'unregistered',
      'unneeded',
    ]),
  ]
}

/** Who may read a document. */
function reading(
  seat: Seat,
  title: string,
  subject: Subject,
  names: readonly Name[] = readers,
  at: readonly string[] = today,
): Section {
  const people = names.map((name) => asking(seat, name))
  const acts = [{ action: 'open', people, days: at } as const]
  return { seat, title: titleAt(seat, title), subject, acts }
}
