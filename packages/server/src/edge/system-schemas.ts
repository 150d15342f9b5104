/**
 * The form of the state of the server, as the API describes it.
 *
 * @module
 */
import { z } from '@hono/zod-openapi'

import { alarmCodes, serverUses } from '../system/index.ts'

import { inBoth } from './schemas.ts'

const instant = z.string().openapi({ description: 'An instant, ISO 8601 in UTC' })
const count = z.int().min(0)

const alarm = z
  .strictObject({
    code: z.enum(alarmCodes),
    member: z.string().nullable().openapi({ description: 'Whom it is about' }),
    since: instant.nullable(),
    happened: inBoth,
    next: inBoth.openapi({ description: 'What to do about it' }),
  })
  .openapi('Alarm')

const peer = z
  .strictObject({
    peer: z.string(),
    url: z.string().nullable().openapi({ description: 'By its newest appointment' }),
    heardAt: instant.nullable(),
    answeredAt: instant.nullable(),
    failingSince: instant.nullable(),
    code: z.string().nullable().openapi({ description: 'Why it does not answer' }),
    cosignedAt: instant.nullable(),
    clockAhead: z
      .int()
      .nullable()
      .openapi({ description: 'Seconds that its clock is before ours' }),
    queue: z.strictObject({
      waiting: count,
      oldestAt: instant.nullable(),
      attempts: count,
      nextAt: instant.nullable(),
      code: z.string().nullable(),
    }),
    sequence: z
      .strictObject({
        sent: count,
        answered: count,
        received: count,
        appointments: count,
        witnessed: count,
      })
      .openapi({
        description:
          'Number of the last message sent, answered and received; entries of its chain of appointments ' +
          'that are known, and entries of its ledger that we have cosigned',
      }),
    receipts: z.strictObject({
      overdue: count,
      refused: count,
      owed: count,
      overdueSince: instant.nullable(),
    }),
  })
  .openapi('PeerState')

const key = z
  .strictObject({
    member: z.string(),
    use: z.enum(serverUses),
    name: z.string(),
    from: instant,
    until: instant,
    number: count.openapi({ description: 'In the chain of appointments' }),
    state: z.enum(['current', 'ended', 'later']),
  })
  .openapi('AppointedKey')

/** The answer. */
export const systemState = z
  .strictObject({
    at: instant,
    member: z.string(),
    alarms: z.array(alarm).readonly(),
    versions: z.strictObject({ node: z.string(), sqlite: z.string(), store: z.string() }),
    against: z
      .array(z.strictObject({ check: z.string(), code: z.string() }))
      .readonly()
      .openapi({ description: 'What speaks against its working' }),
    kas: z.strictObject({ apart: z.boolean(), url: z.string().nullable() }),
    ledger: z.strictObject({
      origin: z.string(),
      entries: count,
      signed: count,
      cosigned: count,
      uncosignedSince: instant.nullable(),
    }),
    peers: z.array(peer).readonly(),
    keys: z.array(key).readonly(),
    storage: z.strictObject({
      freeBytes: count,
      totalBytes: count,
      storeBytes: count,
      payloads: count,
      payloadBytes: count,
    }),
    backup: z.strictObject({ at: instant, entries: count }).nullable(),
    backupUnreadable: z
      .boolean()
      .openapi({ description: 'What says when the last backup was made cannot be read' }),
    undelivered: z.strictObject({ count, since: instant }).nullable(),
    conflicts: z.array(z.strictObject({ peer: z.string(), at: instant })).readonly(),
  })
  .openapi('SystemState', {
    example: {
      at: '2026-11-25T00:10:00.000Z',
      member: 'jpn',
      alarms: [
        {
          code: 'link-down',
          member: 'nzl',
          since: '2026-11-25T00:00:00.000Z',
          happened: { en: 'nzl does not answer.', ja: 'nzl が応答しません。' },
          next: { en: 'Call its operator.', ja: '相手方の運用者に連絡してください。' },
        },
      ],
      versions: { node: '26.10.0', sqlite: '3.51.0', store: '0010-sources' },
      against: [],
      kas: { apart: false, url: null },
      ledger: {
        origin: 'jpn.ledger.entente.invalid/0f0e0d0c',
        entries: 120,
        signed: 120,
        cosigned: 118,
        uncosignedSince: '2026-11-25T00:09:30.000Z',
      },
      peers: [
        {
          peer: 'nzl',
          url: 'https://wellington.example:8444',
          heardAt: '2026-11-24T23:59:00.000Z',
          answeredAt: '2026-11-24T23:59:30.000Z',
          failingSince: '2026-11-25T00:00:00.000Z',
          code: 'federation/unreachable',
          cosignedAt: '2026-11-24T23:59:30.000Z',
          clockAhead: 0,
          queue: {
            waiting: 2,
            oldestAt: '2026-11-25T00:00:00.000Z',
            attempts: 3,
            nextAt: '2026-11-25T00:11:00.000Z',
            code: 'federation/unreachable',
          },
          sequence: { sent: 12, answered: 10, received: 9, appointments: 31, witnessed: 96 },
          receipts: { overdue: 0, refused: 0, owed: 0, overdueSince: null },
        },
      ],
      keys: [
        {
          member: 'jpn',
          use: 'tls',
          name: '0f0e0d0c0b0a0908',
          from: '2026-01-01T00:00:00.000Z',
          until: '2030-12-31T00:00:00.000Z',
          number: 1,
          state: 'current',
        },
      ],
      storage: {
        freeBytes: 200_000_000_000,
        totalBytes: 500_000_000_000,
        storeBytes: 4_000_000,
        payloads: 12,
        payloadBytes: 90_000_000,
      },
      backup: { at: '2026-11-24T15:00:00.000Z', entries: 110 },
      backupUnreadable: false,
      undelivered: null,
      conflicts: [],
    },
  })

const column = z.array(count).openapi({ description: 'One a minute in which something happened' })

/** Traffic, minute by minute. */
export const systemTraffic = z
  .strictObject({
    since: instant.openapi({ description: 'When counting began' }),
    from: count.openapi({ description: 'The first minute, counted from 1970' }),
    until: count.openapi({ description: 'The last one, which is not over yet' }),
    series: z.array(
      z.strictObject({
        kind: z.enum(['listener', 'peer']),
        name: z.string(),
        minute: column,
        count: column,
        failed: column,
        mean: column.openapi({ description: 'Milliseconds' }),
        slowest: column.openapi({ description: 'Milliseconds' }),
      }),
    ),
  })
  .openapi('SystemTraffic', {
    example: {
      since: '2026-11-25T00:00:00.000Z',
      from: 29_926_620,
      until: 29_926_679,
      series: [
        {
          kind: 'peer',
          name: 'nzl',
          minute: [29_926_678],
          count: [2],
          failed: [0],
          mean: [14],
          slowest: [20],
        },
      ],
    },
  })
