/**
 * The web application as files, served from memory: what was not there at the start does not exist.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { toBase64Url } from '@entente/core/lib'

import { HttpError } from './errors.ts'

/** Answers a request for a file of the application; undefined for anything else. */
export type WebApp = (request: Request) => Response | undefined

/** Where the build leaves the place of the nonce, and nothing else has. */
const noncePlace = '__ENTENTE_NONCE__'

interface Asset {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer> | undefined
}

/**
 * Reads the application in `folder`: `index.html` and the files of `assets`, whose names hold their hashes.
 *
 * @throws {HttpError} `http/no-application`
 */
export async function openWebApp(
  folder: string,
  random: (length: number) => Uint8Array,
): Promise<WebApp> {
  const { page, assets } = await readApp(folder)
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
    const { pathname } = new URL(request.url)
    const respond = (
      body: string | Uint8Array<ArrayBuffer>,
      headers: Record<string, string>,
    ): Response =>
      new Response(request.method === 'HEAD' ? null : body, {
        headers: { ...headers, ...commonHeaders },
      })
    if (pathname === '/') {
      const nonce = toBase64Url(random(18))
      return respond(page.replaceAll(noncePlace, nonce), {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': pagePolicy(nonce),
        'x-frame-options': 'DENY',
      })
    }
    const asset = assets.get(pathname)
    if (!asset) return undefined
    const zipped = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
    return respond((zipped && asset.gzip) || asset.bytes, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      vary: 'Accept-Encoding',
      ...(zipped && asset.gzip ? { 'content-encoding': 'gzip' } : {}),
    })
  }
}

/**
 * What a page may do: run the scripts it came with, speak to its own server. Nothing inline, nothing from
 * elsewhere, in nobody's frame, and no text becomes code (Trusted Types, with no policy that makes any).
 */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)',
} as const

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

async function readApp(
  folder: string,
): Promise<{ readonly page: string; readonly assets: ReadonlyMap<string, Asset> }> {
  try {
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    if (!page.includes(noncePlace)) throw new TypeError('the page has no place for a nonce')
    const names = await readdir(join(folder, 'assets'))
    const assets = await Promise.all(names.map((name) => readAsset(folder, name)))
    return { page, assets: new Map(assets) }
  } catch (cause) {
    throw new HttpError('http/no-application', 'the web application cannot be read', { cause })
  }
}

async function readAsset(folder: string, name: string): Promise<readonly [string, Asset]> {
  const type = types[/\.(\w+)$/.exec(name)?.[1] ?? '']
  if (type === undefined) throw new TypeError('a file of no known type')
  const bytes = Uint8Array.from(await readFile(join(folder, 'assets', name)))
  const gzip = Uint8Array.from(gzipSync(bytes))
  return [`/assets/${name}`, { type, bytes, gzip: gzip.length < bytes.length ? gzip : undefined }]
}
