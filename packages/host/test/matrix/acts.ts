/**
 * Acts other than reading: making and releasing a document, copies and translations of it, its way to others,
 * another level, its end. What stands of people and places comes from statements; the act itself, a copy
 * number, a certificate, a translation, is as the one who asks has it.
 *
 * @module
 */
import { translationStatement } from '@entente/core/label'
import { contractorConditions, type Source } from '@entente/core/pact'
import type { Question, Subject } from '@entente/core/policy'

import { agree, always, give, type Seat } from '../seats.ts'

import { documents, type Own, own, received, titleAt } from './documents.ts'
import { asking, levels, type Name } from './people.ts'
import type { Asking, Section } from './section.ts'

const today = ['2026-11-25']

/** The sections of all acts. */
export async function acting(jpn: Seat, nzl: Seat): Promise<readonly Section[]> {
  return [
    ...making(jpn),
    ...(await copying(jpn, nzl)),
    ...(await handing(jpn)),
    ...(await disposing(jpn)),
  ]
}

/** Somebody with something said of how it is asked. */
function as(seat: Seat, name: Name, said: string, more: Partial<Asking['asks']>): Asking {
  const { who, asks } = asking(seat, name)
  return { who: `${who}, ${said}`, asks: { ...asks, ...more }, seat }
}

function section(
  seat: Seat,
  title: string,
  subject: Subject,
  acts: readonly (readonly [Question['action'], readonly Asking[]])[],
): Section {
  return {
    seat,
    title: titleAt(seat, title),
    subject,
    acts: acts.map(([action, people]) => ({ action, people, days: today })),
  }
}

/** A document on its way from its author to the recipient. */
function making(jpn: Seat): readonly Section[] {
  const to = (member: string, kid = `${member}-1`, sources: readonly Source[] = []) => ({
    going: {
      originator: member === 'jpn' ? 'nzl' : 'jpn',
      purposes: ['maritime-security'],
      recipients: [member],
      kas: [{ member: member === 'aus' ? 'nzl' : member, kid }],
      sources,
    },
  })
  const { secret: level } = levels
  const provided = { document: documents.received, level } as const
  const from = (originator: string): readonly Source[] => [
    { ...provided, originator, use: 'extract', language: null },
  ]
  const ways: readonly (readonly [string, Partial<Asking['asks']>])[] = [
    ['to New Zealand, repeating what New Zealand provided', to('nzl', 'nzl-1', from('nzl'))],
    ['to Australia, repeating what New Zealand provided', to('aus', 'nzl-1', from('nzl'))],
    ['to New Zealand', to('nzl')],
    ['to New Zealand under a weak key', to('nzl', 'nzl-weak')],
    ['to Australia, which has assured nothing', to('aus', 'nzl-1')],
  ]
  const made = (title: string, subject: Own): Section => {
    const names: readonly Name[] = ['author', 'unknownAuthor', 'releaser', 'keyless', 'analyst']
    const sent = names.map((name) => as(jpn, name, 'to New Zealand', to('nzl')))
    return section(jpn, `${title}, waiting for approval`, { ...subject, awaitsApproval: true }, [
      ['open', names.map((name) => asking(jpn, name))],
      ['prepare', sent],
      ['approve', sent],
    ])
  }
  const gokuhi = own(jpn, levels.gokuhi)
  return [
    made('極秘 of our own', gokuhi),
    made('一般 of our own, by somebody of whom nothing is on record', {
      ...own(jpn, levels.ippan),
      author: 'unknown-author',
    }),
    made('極秘 of our own, by the releasing officer', { ...gokuhi, author: 'jpn-releaser' }),
    section(jpn, '極秘 of our own, approved', gokuhi, [
      ['deliver', ways.map(([said, way]) => as(jpn, 'releaser', said, way))],
    ]),
    section(
      jpn,
      'SECRET from New Zealand, arriving',
      received(jpn, { originator: 'nzl', recipients: ['jpn'], level: levels.secret }),
      [
        [
          'receive',
          [
            as(jpn, 'registry', 'for Japan', to('jpn')),
            as(jpn, 'registry', 'for Japan under a weak key', to('jpn', 'jpn-weak')),
            as(jpn, 'registry', 'repeating what Japan provided', to('jpn', 'jpn-1', from('jpn'))),
            as(
              jpn,
              'registry',
              'repeating what Australia provided',
              to('jpn', 'jpn-1', from('aus')),
            ),
          ],
        ],
      ],
    ),
  ]
}

/** What leaves a copy of the content, or puts it into other words. */
async function copying(jpn: Seat, nzl: Seat): Promise<readonly Section[]> {
  const fromJapan = received(nzl, { originator: 'jpn', recipients: ['nzl'], level: levels.gokuhi })
  const { document } = fromJapan.release
  const agreed = (act: 'copy' | 'extract' | 'print'): Promise<Seat> =>
    agree(nzl, { act, document, level: levels.gokuhi, party: null, to: null })
  const copies = await agreed('copy')
  const prints = await agreed('print')
  const translated = (name: string, language: 'en' | 'ja', spoken = language) => ({
    translation: { language, statement: translationStatement(name, spoken) },
  })
  const numbered = [0, 1, 5, 6].map((copyNumber) =>
    as(jpn, 'analyst', copyNumber === 0 ? 'without a number' : `copy ${copyNumber}`, {
      copyNumber,
    }),
  )
  const topSecret = { ...own(nzl, levels.topSecret) }
  return [
    section(nzl, '極秘 from Japan, SECRET here, copied', fromJapan, [
      [
        'print',
        [
          asking(nzl, 'analyst'),
          as(copies, 'analyst', 'with consent to copies', {}),
          as(prints, 'analyst', 'with consent', {}),
          as(prints, 'unneeded', 'with consent', {}),
        ],
      ],
      [
        'extract',
        [asking(nzl, 'analyst'), as(await agreed('extract'), 'analyst', 'with consent', {})],
      ],
      [
        'copy',
        [
          as(nzl, 'analyst', 'copy 1', { copyNumber: 1 }),
          as(copies, 'analyst', 'copy 1 with consent', { copyNumber: 1 }),
        ],
      ],
      [
        'translate',
        [
          asking(nzl, 'analyst'),
          as(nzl, 'analyst', 'saying so in English', translated('Japan', 'en')),
          as(
            nzl,
            'analyst',
            'saying so in Japanese of an English text',
            translated('Japan', 'en', 'ja'),
          ),
          as(nzl, 'uncleared', 'saying so in English', translated('Japan', 'en')),
        ],
      ],
    ]),
    section(jpn, '極秘 of our own, copied', own(jpn, levels.gokuhi), [['copy', numbered]]),
    section(jpn, '機密 of our own, copied', own(jpn, levels.kimitsu), [
      ['copy', [as(jpn, 'analyst', 'copy 1', { copyNumber: 1 })]],
    ]),
    section(nzl, 'TOP SECRET of our own, ACCOUNTABLE MATERIAL, gone nowhere yet', topSecret, [
      ['extract', [asking(nzl, 'analyst')]],
    ]),
    section(nzl, 'the same, disseminated', { ...topSecret, disseminated: true }, [
      ['extract', [asking(nzl, 'analyst')]],
    ]),
  ]
}

/** What goes on to a third party or a contractor. */
async function handing(jpn: Seat): Promise<readonly Section[]> {
  const secret = received(jpn, { originator: 'nzl', recipients: ['jpn'], level: levels.secret })
  const lacking = contractorConditions.map((condition) => ({
    contractor: `without-${condition}`,
    conditions: contractorConditions.filter((one) => one !== condition),
  }))
  let seat = jpn
  for (const { contractor, conditions } of [
    { contractor: 'shipyard', conditions: contractorConditions },
    ...lacking,
  ]) {
    const found = conditions.map((condition) => ({ condition, until: always.until }))
    seat = await give(seat, {
      kind: 'contractor',
      contractor,
      levels: [levels.gokuhi],
      conditions: found,
      ...always,
    })
  }
  const purpose = 'maritime-security'
  const agreed = (act: 'entrust' | 'provide', party: string): Promise<Seat> =>
    agree(seat, { act, document: documents.received, level: levels.secret, party, to: null })
  const toAustralia = await agreed('provide', 'aus')
  const toShipyard = await agreed('entrust', 'shipyard')
  const giving = (name: Name, party: string, said: string, at = seat): Asking =>
    as(at, name, said, { parties: [party], purpose })
  return [
    section(seat, 'SECRET from New Zealand, 極秘 here, given on', secret, [
      [
        'provide',
        [
          giving('releaser', 'aus', 'to Australia'),
          giving('releaser', 'aus', 'to Australia with consent', toAustralia),
          giving(
            'releaser',
            'usa',
            'to the United States with the consent for Australia',
            toAustralia,
          ),
          giving('analyst', 'aus', 'to Australia with consent', toAustralia),
        ],
      ],
      [
        'entrust',
        [
          giving('releaser', 'shipyard', 'to a contractor with everything'),
          giving('releaser', 'shipyard', 'to a contractor with everything and consent', toShipyard),
          giving(
            'releaser',
            'shipyard',
            'to a contractor with everything and consent to provide',
            await agreed('provide', 'shipyard'),
          ),
          giving('releaser', 'unknown', 'to a contractor of whom nothing is on record'),
          giving('analyst', 'shipyard', 'to a contractor with everything and consent', toShipyard),
          ...(await Promise.all(
            lacking.map(async ({ contractor }) =>
              giving(
                'releaser',
                contractor,
                `to a contractor ${contractor.replaceAll('-', ' ')}, with consent`,
                await agreed('entrust', contractor),
              ),
            ),
          )),
        ],
      ],
    ]),
  ]
}

/** Another level, and the end. */
async function disposing(jpn: Seat): Promise<readonly Section[]> {
  const secret = received(jpn, { originator: 'nzl', recipients: ['jpn'], level: levels.secret })
  const { document } = secret.release
  const { confidential, topSecret } = levels
  const lowered = await agree(jpn, {
    act: 'reclassify',
    document,
    level: levels.secret,
    party: null,
    to: confidential,
  })
  const highest = received(jpn, { originator: 'nzl', recipients: ['jpn'], level: topSecret })
  const consented = await agree(jpn, {
    act: 'destroy',
    document,
    level: topSecret,
    party: null,
    to: null,
  })
  const usual = { crisis: false, notified: false, signers: ['ken', 'mei'], certified: true }
  const destroying = (name: Name, said: string, more = {}, at = jpn): Asking =>
    as(at, name, said, { destruction: { ...usual, ...more } })
  const fire = { crisis: true, signers: [], certified: false }
  return [
    section(jpn, 'SECRET from New Zealand, 極秘 here, at another level and destroyed', secret, [
      [
        'reclassify',
        [
          as(jpn, 'registry', 'to TOP SECRET', { to: topSecret }),
          as(jpn, 'registry', 'to CONFIDENTIAL', { to: confidential }),
          as(lowered, 'registry', 'to CONFIDENTIAL with consent', { to: confidential }),
          as(jpn, 'analyst', 'to TOP SECRET', { to: topSecret }),
        ],
      ],
      [
        'destroy',
        [
          destroying('registry', 'before two witnesses with a certificate'),
          destroying('registry', 'before one witness', { signers: ['ken', 'ken'] }),
          destroying('registry', 'without a certificate', { certified: false }),
          destroying('analyst', 'before two witnesses with a certificate'),
        ],
      ],
    ]),
    section(jpn, 'TOP SECRET from New Zealand, 機密 here, destroyed', highest, [
      [
        'destroy',
        [
          destroying('registry', 'before two witnesses with a certificate'),
          destroying(
            'registry',
            'before two witnesses with a certificate and consent',
            {},
            consented,
          ),
          destroying('registry', 'in a crisis', fire),
          destroying('registry', 'in a crisis, with the notice on its way', {
            ...fire,
            notified: true,
          }),
        ],
      ],
    ]),
  ]
}
