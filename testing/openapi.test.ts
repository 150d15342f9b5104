/** What `/openapi.json` says, held against the routes there are and the answers they give. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { openFirstStepsRoutes } from '../packages/server/src/edge/first-steps-routes.ts'
import {
  alwaysOpen,
  documentFaults,
  errorTable,
  exampleFaults,
  openSessionRoutes,
  openWayInRoutes,
  openWebSessionRoutes,
  unguardedRoutes,
} from '../packages/server/src/http/index.ts'

import { apiTypes } from './api-types.ts'
import { ask, openTestEdge, type TestEdge } from './edge.ts'
import { federation, type Federation } from './federation.ts'

let members: Federation
let tokyo: TestEdge
before(async () => {
  members = await federation()
  tokyo = await openTestEdge(members.tokyo)
})
after(async () => {
  await tokyo[Symbol.asyncDispose]()
  await members[Symbol.asyncDispose]()
})

const open = [
  ...openFirstStepsRoutes,
  ...alwaysOpen,
  ...openSessionRoutes,
  ...openWayInRoutes,
  ...openWebSessionRoutes,
]
const golden = async (name: string, lines: readonly string[]): Promise<void> => {
  const file = new URL(name, import.meta.url)
  const text = lines.map((line) => `${line}\n`).join('')
  if (process.env['ENTENTE_UPDATE_GOLDEN'] === '1') await writeFile(file, text)
  assert.equal(text, await readFile(file, 'utf8'))
}

test('every route is in the document, and the document has no other', () => {
  const routes = tokyo.edge.api.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  const documented = tokyo.operations.map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual([...new Set(routes)].toSorted(), documented.toSorted())
})

test('every route has a summary, an id, tags, examples, refusals and its security', () => {
  assert.deepEqual(documentFaults(tokyo.document, open), [])
})

test('the web application is written for the API as it is', async () => {
  await golden(
    '../packages/web/src/api/gen/api.ts',
    apiTypes(tokyo.document).split('\n').slice(0, -1),
  )
})

test('every example has the form it is an example of', () => {
  assert.deepEqual(exampleFaults(tokyo.document), [])
})

test('every step of a path that has a name is described, and has to be there', () => {
  const { paths }: { paths: Record<string, Record<string, { parameters: Described[] }>> } =
    JSON.parse(JSON.stringify(tokyo.document))
  for (const [path, methods] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const { parameters } of Object.values(methods)) {
      const described = parameters.filter((one) => one.in === 'path')
      assert.deepEqual(new Set(described.map(({ name }) => name)), new Set(names), path)
      assert.ok(
        described.every(({ required }) => required === true),
        path,
      )
    }
  }
})

interface Described {
  readonly name?: string
  readonly in?: string
  readonly required?: boolean
}

test('every documented code is one of ours', async () => {
  const known = new Map(errorTable())
  const listed = await readFile(new URL('../docs/errors.md', import.meta.url), 'utf8')
  for (const { method, path, refusals } of tokyo.operations) {
    for (const [status, codes] of refusals) {
      for (const code of codes) {
        assert.equal(known.get(code)?.status, status, `${method} ${path} ${code}`)
        assert.ok(listed.includes(`\`${code}\``), code)
      }
    }
  }
})

test('who is nobody gets no further than the routes that are open', async () => {
  const routes = await unguardedRoutes(tokyo.edge.api, tokyo.document)
  await golden('unguarded-routes.txt', routes)
})

test('who may call what is in the list: a role, an appointment or nothing but an enrolled device', async () => {
  const names = ['reader', 'releaser', 'security', 'controller', 'pact', 'clerk'] as const
  const clients = await Promise.all(names.map((name) => tokyo.as(name)))
  const lines: string[] = []
  for (const { method, path, open: anybody } of tokyo.operations) {
    if (anybody) {
      lines.push(`${method} ${path}: anybody`)
      continue
    }
    const url = exampleUrl(path)
    const admitted: string[] = []
    for (const [at, name] of names.entries()) {
      const { code, status } = await ask(clients[at]!, method, url)
      assert.notEqual(status, 401)
      if (code !== 'http/role-required') admitted.push(name)
    }
    lines.push(`${method} ${path}: ${admitted.join(' ')}`)
  }
  await golden('who-may-call.txt', lines.toSorted())
})

test('every route that changes something takes a key, but for streams and what is open', async () => {
  const without = tokyo.operations
    .filter(({ method, takesKey }) => method !== 'GET' && !takesKey)
    .map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(without, [
    'POST /api/sessions',
    'POST /api/passkeys/challenges',
    'POST /api/passkeys/sessions',
    'POST /api/provider/requests',
    'POST /api/provider/sessions',
    'POST /api/passwords/sessions',
    'PUT /api/payloads/{payload}/segments/{from}',
  ])
})

test('what may change under its reader asks for the version that was read', () => {
  const matching = tokyo.operations
    .filter(({ matches }) => matches)
    .map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(matching.toSorted(), [
    'DELETE /api/documents/{document}',
    'POST /api/documents/{document}/releases',
    'POST /api/releases/{release}/approvals',
    'PUT /api/documents/{document}/manifest',
  ])
})

test('every list is a page of at most 200, and refuses a place it did not give', async () => {
  const client = await tokyo.as('security')
  const lists = tokyo.operations.filter(({ refusals }) =>
    [...refusals.values()].flat().includes('http/bad-cursor'),
  )
  assert.ok(lists.length > 2)
  for (const { path } of lists) {
    const url = exampleUrl(path)
    for (const limit of ['0', '201', '-1', '1.5', 'x', '']) {
      const { code } = await ask(client, 'GET', `${url}&limit=${limit}`)
      assert.equal(code, 'http/bad-request', `${path} ${limit}`)
    }
    assert.equal((await ask(client, 'GET', `${url}&cursor=AAAA`)).code, 'http/bad-cursor', path)
    const { status, body } = await ask(client, 'GET', `${url}&limit=1`)
    assert.equal(status, 200, path)
    assert.ok(pageOf(body).items.length <= 1, path)
  }
})

/** A route as it is asked for in these tests. */
function exampleUrl(path: string): string {
  const query: Readonly<Record<string, string>> = {
    '/api/ledger/files': 'path=checkpoint',
    '/api/statements': 'kind=grant',
  }
  const places: Readonly<Record<string, string>> = {
    document: '8c3156a6-e865-41f1-94e3-8a6f04fdfafc',
    release: '0f0e0d0c0b0a09080706050403020100',
    payload: '0f'.repeat(32),
    from: '0',
    index: '0',
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => places[name] ?? 'tokyo')
  return `${filled}?${query[path] ?? 'x='}`
}

test('a list goes on where its page ended, whatever has come since', async () => {
  const client = await tokyo.as('security')
  const seen: unknown[] = []
  let cursor = ''
  for (let page = 0; page < 100; page++) {
    const path = `/api/statements?kind=appointment&limit=7${cursor}`
    const { body } = await ask(client, 'GET', path)
    const { items, next } = pageOf(body)
    assert.ok(items.length <= 7)
    seen.push(...items)
    if (next === undefined) break
    cursor = `&cursor=${next}`
  }
  const all = await members.tokyo.server.standing.statements('appointment', 'jpn')
  assert.deepEqual(
    seen,
    all.map(({ payload, acts }) => ({ payload, acts })),
  )
})

function pageOf(body: unknown): { readonly items: readonly unknown[]; readonly next?: string } {
  const page: { items: unknown[]; next?: string } = JSON.parse(JSON.stringify(body))
  return page
}

test('a problem is told in the language asked for, its code the same', async () => {
  const client = await tokyo.as('reader')
  const path = '/api/releases/00000000000000000000000000000000'
  for (const [asked, language] of [
    ['ja', 'ja'],
    ['ja;q=0.8', 'ja'],
    ['en;q=0.1, ja;q=0.2', 'ja'],
    ['fr, de;q=0.9', 'en'],
    ['', 'en'],
  ] as const) {
    const headers = { 'accept-language': asked }
    const answer = await ask(client, 'GET', path, { headers })
    assert.equal(answer.code, 'document/not-found')
    assert.equal(answer.headers.get('content-language'), language, asked)
    assert.match(JSON.stringify(answer.body), language === 'ja' ? /該当/ : /no such document/)
  }
})
