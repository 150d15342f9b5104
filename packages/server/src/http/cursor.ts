/**
 * Pages of a list, continued from a place only this server can name, and read.
 *
 * @module
 */
import { createCipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

import {
  canonicalJson,
  concatBytes,
  fromBase64Url,
  parseJson,
  toBase64Url,
} from '@entente/core/lib'
import { z } from '@hono/zod-openapi'

import { HttpError } from './errors.ts'

/** What the last item of a page is sorted by. */
export type Place = readonly (string | number)[]

/** One page, and where the next one starts. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

/** Query parameters of every list. */
export const pageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .openapi({ description: 'Items a page', example: 50 }),
  cursor: z.string().max(400).optional().openapi({
    description: '`next` of the page before; left out for the first',
    example: 'c2lnbmVkLWJ5LXRoZS1zZXJ2ZXI',
  }),
})

/** Spells and reads cursors under one key. */
export interface Cursors {
  /** A page of `rows`, of which `limit + 1` were asked for. */
  readonly page: <T>(
    list: string,
    rows: readonly T[],
    limit: number,
    place: (row: T) => Place,
  ) => Page<T>
  /** The cursor of a place: `next` of a page that is put together otherwise. */
  readonly cursor: (list: string, place: Place) => string
  /**
   * The place after which a page starts; undefined for the first page.
   *
   * @throws {HttpError} `http/bad-cursor` for one of another list or another server
   */
  readonly place: (list: string, cursor: string | undefined) => Place | undefined
}

/**
 * Cursors under `key`, which may be as short-lived as the process. `list` names the list and all
 * that filters it, the person who asks included: a cursor is good for exactly that. It is enciphered
 * under its own tag (the construction of RFC 5297), for a place may be that of something which is not shown.
 */
export function createCursors(key: Uint8Array): Cursors {
  const part = (use: string) => new Uint8Array(hkdfSync('sha256', key, '', `cursor ${use}`, 32))
  const tagKey = part('tag')
  const cipherKey = part('cipher')
  const tagOf = (list: string, body: Uint8Array) =>
    createHmac('sha256', tagKey).update(canonicalJson(list)).update(body).digest().subarray(0, 16)
  const crypt = (tag: Uint8Array, bytes: Uint8Array) =>
    new Uint8Array(createCipheriv('aes-256-ctr', cipherKey, tag).update(bytes))

  const cursor = (list: string, place: Place): string => {
    const body = canonicalJson(place)
    const tag = tagOf(list, body)
    return toBase64Url(concatBytes(tag, crypt(tag, body)))
  }
  return {
    cursor,
    page(list, rows, limit, place) {
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      if (rows.length <= limit || last === undefined) return { items }
      return { items, next: cursor(list, place(last)) }
    },
    place(list, text) {
      if (text === undefined) return undefined
      try {
        const bytes = fromBase64Url(text)
        const tag = bytes.subarray(0, 16)
        const body = crypt(tag, bytes.subarray(16))
        if (bytes.length <= 16 || !timingSafeEqual(tag, tagOf(list, body))) {
          throw new HttpError('http/bad-cursor', 'the cursor has another tag')
        }
        return places.parse(parseJson(body))
      } catch (cause) {
        throw new HttpError('http/bad-cursor', 'the cursor is not ours', { cause })
      }
    },
  }
}

const places = z.array(z.union([z.string(), z.number()])).readonly()
