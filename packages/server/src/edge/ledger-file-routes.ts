/**
 * The ledger's heads, tiles and disclosures over HTTP: what an inspector needs to compute it again.
 *
 * @module
 */
import { hashOf } from '@entente/core/crypto'
import { formatDisclosure, formatVerifierKey } from '@entente/core/ledger'
import { createRoute, z } from '@hono/zod-openapi'

import { ledgersOf, peerNames, witnessKeysOf } from '../federation/index.ts'
import {
  type Api,
  commandRefusals,
  createRoutes,
  HttpError,
  refusals,
  requesterOf,
} from '../http/index.ts'

import type { EdgeDeps } from './edge.ts'
import { inspectors, requireRole } from './roles.ts'
import { bytes, json } from './schemas.ts'

/** The routes. */
export function ledgerFileRoutes(deps: EdgeDeps): Api {
  const { server, now } = deps
  const routes = createRoutes()

  routes.openapi(head, async (c) => {
    requireRole(deps, requesterOf(c), inspectors)
    const { ledger } = server
    const { signed, size } = ledger.checkpoint()
    const standing = server.standing.current()
    const peers = peerNames(standing)
    const witnesses = peers.flatMap((member) =>
      witnessKeysOf(standing, member, now()).map((key) => ({
        member,
        key: formatVerifierKey(key),
      })),
    )
    const followed = peers
      .flatMap((member) => ledgersOf(standing, member, now()))
      .map(async ({ member, key }) => ({
        member,
        key: formatVerifierKey(key),
        signed: (await ledger.witness.lastSeen(key.name)) ?? null,
      }))
    return c.json(
      {
        size,
        signed,
        cosigned: ledger.cosigned()?.signed ?? null,
        key: formatVerifierKey(ledger.key),
        witnesses,
        followed: await Promise.all(followed),
      },
      200,
    )
  })

  routes.openapi(file, async (c) => {
    requireRole(deps, requesterOf(c), inspectors)
    const found = await server.ledger.resource(c.req.valid('query').path)
    if (!found) throw new HttpError('http/not-found', 'no such tile below the signed head')
    return c.body(Uint8Array.from(found.bytes), 200, { 'content-type': 'application/octet-stream' })
  })

  routes.openapi(disclose, async (c) => {
    const requester = requesterOf(c)
    requireRole(deps, requester, inspectors)
    const { index } = c.req.valid('param')
    const disclosed = Uint8Array.from(formatDisclosure(await server.ledger.disclose(index)))
    const { person } = requester
    await server.ledger.record(async (_tx, append) => {
      const at = now().toISOString()
      append({ kind: 'event-disclosed', at, person, index, hash: hashOf(disclosed) })
    })
    return c.body(disclosed, 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="entry-${index}.json"`,
    })
  })

  return routes
}

const tags = ['ledger']
const description = 'For officers for security and the registry.'
const appointedKey = z.string().openapi({ description: 'Verifier key, as appointed' })
const head = createRoute({
  method: 'get',
  path: '/api/ledger/head',
  operationId: 'readLedgerHead',
  tags,
  summary: 'The heads of the ledger, who cosigned them, and those that were cosigned here',
  description,
  responses: {
    200: json(
      'The heads',
      z
        .strictObject({
          size: z.int().openapi({ description: 'Entries below the signed head' }),
          signed: z.string().openapi({ description: 'Checkpoint, a signed note (C2SP)' }),
          cosigned: z
            .string()
            .nullable()
            .openapi({ description: 'The newest checkpoint that a witness has cosigned' }),
          key: z.string().openapi({ description: 'Verifier key of the ledger' }),
          witnesses: z
            .array(z.strictObject({ member: z.string(), key: appointedKey }))
            .openapi({ description: 'Of the other members' }),
          followed: z
            .array(
              z.strictObject({
                member: z.string(),
                key: appointedKey,
                signed: z
                  .string()
                  .nullable()
                  .openapi({ description: 'The last checkpoint of theirs that was cosigned here' }),
              }),
            )
            .openapi({ description: 'Ledgers of the other members' }),
        })
        .openapi('LedgerHead', {
          example: {
            size: 17,
            signed: 'wellington.example/ledger\n17\n…\n\n— …\n',
            cosigned: null,
            key: 'wellington.example/ledger+0f0e0d0c+…',
            witnesses: [{ member: 'jpn', key: 'tokyo.example/witness+0f0e0d0c+…' }],
            followed: [{ member: 'jpn', key: 'tokyo.example/ledger+0f0e0d0c+…', signed: null }],
          },
        }),
    ),
    ...refusals('http/role-required'),
  },
})
const file = createRoute({
  method: 'get',
  path: '/api/ledger/files',
  operationId: 'readLedgerFile',
  tags,
  summary: 'A tile or an entry bundle of the ledger (C2SP tlog-tiles)',
  description: `${description} It holds digests alone.`,
  request: {
    query: z.object({
      path: z
        .string()
        .max(100)
        .openapi({ description: 'As tlog-tiles names it', example: 'tile/entries/000.p/17' }),
    }),
  },
  responses: {
    200: { description: 'The file', content: bytes },
    ...refusals('http/not-found', 'http/role-required'),
  },
})
const disclose = createRoute({
  method: 'post',
  path: '/api/ledger/events/{index}/disclosures',
  operationId: 'discloseEvent',
  tags,
  summary: 'Take one event with its salt and its proof, to be handed over',
  description:
    `${description} That it was taken is on record with the digest of the file before the file leaves. ` +
    'Whoever has it checks it without the server: `entente ledger check`.',
  request: {
    params: z.object({ index: z.coerce.number().int().min(0).openapi({ example: 17 }) }),
  },
  responses: {
    200: { description: 'The disclosure', content: bytes },
    ...refusals(...commandRefusals, 'http/role-required', 'ledger/erased', 'ledger/not-included'),
  },
})
