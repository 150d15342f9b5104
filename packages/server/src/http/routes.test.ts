import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { jsonOf } from './device.fixture.ts'
import { type Edge, openEdge } from './edge.fixture.ts'
import { documentFaults, openSessionRoutes, operationsOf, unguardedRoutes } from './index.ts'

let edge: Edge
let document: object
before(async () => {
  edge = await openEdge()
  document = await jsonOf(await edge.api.request('/openapi.json'))
})
after(() => edge[Symbol.asyncDispose]())

test('the document is OpenAPI 3.1 and says how requests are authenticated', () => {
  const text = JSON.stringify(document)
  assert.match(text, /"openapi":"3\.1\.0"/)
  assert.match(text, /"security":\[\{"dpop":\[\]\}\]/)
  assert.match(text, /"dpop":\{"type":"http","scheme":"DPoP"/)
})

test('every route has a summary, tags, examples, refusals and its security', () => {
  assert.deepEqual(documentFaults(document, openSessionRoutes), [])
})

test('every refusal a route names is one the table of errors lists', () => {
  for (const [, code] of JSON.stringify(document).matchAll(/"code":"([^"]+)"/g)) {
    assert.match(code ?? '', /^[a-z-]+\/[a-z0-9-]+$/)
  }
})

test('routes that answer to nobody in particular are those of the list', async () => {
  // The session route refuses without a sign-in, too: 401 is its own answer.
  const golden = await readFile(new URL('unguarded-routes.txt', import.meta.url), 'utf8')
  const routes = await unguardedRoutes(edge.api, document)
  assert.equal(routes.map((route) => `${route}\n`).join(''), golden)
  assert.ok(operationsOf(document).length > 0)
})
