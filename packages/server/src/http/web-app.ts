/**
 * The web application as files, served from memory: what was not there at the start does not exist.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'

import { toBase64Url } from '@entente/core/lib'

import { HttpError } from './errors.ts'
import { signedInPath } from './way-in-routes.ts'
import { applicationPolicy, filePolicy, viewPath, viewPolicy } from './web-policies.ts'

/** Answers a request for a file of the application; undefined for anything else. */
export type WebApp = (request: Request) => Response | undefined

/** Where the build leaves the place of the nonce, and nothing else has. */
const noncePlace = '__ENTENTE_NONCE__'

interface Asset {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer> | undefined
  /** Whether the page of the reader loads it, which is of no origin. */
  readonly isOfView: boolean
}

/** A page, and the headers that its nonce goes into. */
interface Page {
  readonly html: string
  readonly headers: (nonce: string) => Readonly<Record<string, string>>
}

/**
 * Reads the application in `folder`: its two pages, and files whose names hold their hashes. `origin` is
 * where browsers find it.
 *
 * @throws {HttpError} `http/no-application`
 */
export async function openWebApp(
  folder: string,
  origin: string,
  random: (length: number) => Uint8Array,
): Promise<WebApp> {
  const { pages, assets } = await readApp(folder, origin)
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
    const { pathname } = new URL(request.url)
    const respond = (
      body: string | Uint8Array<ArrayBuffer>,
      headers: Readonly<Record<string, string>>,
    ): Response =>
      new Response(request.method === 'HEAD' ? null : body, {
        headers: { ...commonHeaders, ...headers },
      })
    const page = pages.get(pathname)
    if (page) {
      const nonce = toBase64Url(random(18))
      return respond(page.html.replaceAll(noncePlace, nonce), {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        ...page.headers(nonce),
      })
    }
    const asset = assets.get(pathname)
    if (!asset) return undefined
    const zipped = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
    return respond((zipped && asset.gzip) || asset.bytes, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': filePolicy,
      vary: 'Accept-Encoding',
      ...(zipped && asset.gzip ? { 'content-encoding': 'gzip' } : {}),
      // A page of no origin is a stranger to its own files; there is no secret in them.
      ...(asset.isOfView ? { 'access-control-allow-origin': '*' } : {}),
    })
  }
}

const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-dns-prefetch-control': 'off',
  'permissions-policy':
    'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)',
} as const

const types: Readonly<Record<string, string>> = {
  bcmap: 'application/octet-stream',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  pfb: 'application/octet-stream',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
}

async function readApp(
  folder: string,
  origin: string,
): Promise<{
  readonly pages: ReadonlyMap<string, Page>
  readonly assets: ReadonlyMap<string, Asset>
}> {
  try {
    const application: Page = {
      html: await readPage(join(folder, 'index.html')),
      headers: (nonce) => ({
        'content-security-policy': applicationPolicy(nonce, origin),
        'x-frame-options': 'DENY',
      }),
    }
    const view: Page = {
      html: await readPage(join(folder, 'view', 'view.html')),
      headers: (nonce) => ({
        'content-security-policy': viewPolicy(nonce, origin),
        'x-frame-options': 'SAMEORIGIN',
        'permissions-policy': noPermissions,
      }),
    }
    const assets = [
      ...(await readAssets(folder, '/assets')),
      ...(await readAssets(folder, `${viewPath}/assets`)),
    ]
    return {
      pages: new Map([
        ['/', application],
        [signedInPath, application],
        [viewPath, view],
      ]),
      assets: new Map(assets),
    }
  } catch (cause) {
    throw new HttpError('http/no-application', 'the web application cannot be read', { cause })
  }
}

const noPermissions =
  'camera=(), clipboard-read=(), clipboard-write=(), display-capture=(), fullscreen=(), ' +
  'geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()'

async function readPage(file: string): Promise<string> {
  const page = await readFile(file, 'utf8')
  if (!page.includes(noncePlace)) throw new TypeError('the page has no place for a nonce')
  return page
}

async function readAssets(
  folder: string,
  path: string,
): Promise<readonly (readonly [string, Asset])[]> {
  const found = await readdir(join(folder, path), { recursive: true, withFileTypes: true })
  const files = found.filter((one) => one.isFile())
  const names = files.map((one) => relative(join(folder, path), join(one.parentPath, one.name)))
  return Promise.all(
    names.map(async (name): Promise<readonly [string, Asset]> => {
      const type = types[/\.(\w+)$/.exec(name)?.[1] ?? '']
      if (type === undefined) throw new TypeError('a file of no known type')
      const bytes = Uint8Array.from(await readFile(join(folder, path, name)))
      const gzip = Uint8Array.from(gzipSync(bytes))
      const isOfView = path.startsWith(viewPath)
      const packed = gzip.length < bytes.length ? gzip : undefined
      return [`${path}/${name}`, { type, bytes, gzip: packed, isOfView }]
    }),
  )
}
