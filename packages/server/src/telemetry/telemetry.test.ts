import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { createLog, createMetrics } from './index.ts'

function recorder() {
  let text = ''
  const log = createLog({ write: (line: string) => void (text += line) })
  const lines = () => text.trim().split('\n').map(parse)
  return { log, lines, text: () => text }
}

function parse(line: string): Readonly<Record<string, unknown>> {
  const parsed: Readonly<Record<string, unknown>> = JSON.parse(line)
  return parsed
}

test('a line holds its event, its allowed fields and its time', () => {
  const { log, lines } = recorder()
  log.info('request', { method: 'GET', route: '/api/documents/{id}', status: 200, ms: 3 })
  const [line] = lines()
  assert.equal(line?.['event'], 'request')
  assert.equal(line?.['route'], '/api/documents/{id}')
  assert.equal(line?.['ms'], 3)
  assert.match(String(line?.['time']), /^\d{4}-/)
})

test('a field that is not listed never reaches a line', () => {
  const { log, text } = recorder()
  const smuggled = { code: 'a/b', title: 'secret-title', person: 'sato' }
  log.warn('event', smuggled)
  assert.doesNotMatch(text(), /secret-title|sato|title|person/)
})

test('prose in an allowed field is withheld', () => {
  const { log, text } = recorder()
  log.info('Operation Dawn begins', {
    id: 'Report on the East China Sea',
    document: '海洋状況報告',
  })
  assert.doesNotMatch(text(), /Dawn|China|海洋/)
})

test('a failure leaves its class, code and places, not its message', () => {
  const { log, lines, text } = recorder()
  log.error('failed', {}, Object.assign(new TypeError('secret words in `input`'), { code: 'a/b' }))
  const [line] = lines()
  assert.equal(line?.['failure'], 'TypeError')
  assert.equal(line?.['failureCode'], 'a/b')
  assert.match(text(), /"at":\["telemetry\.test\.ts:\d+:\d+"/)
  assert.doesNotMatch(text(), /secret words/)
})

test('no text with a space or beyond ASCII can be found in any line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 2 }), (words) => {
      fc.pre(/[^\x21-\x7e]/.test(words) && words.trim() !== '')
      const { log, lines } = recorder()
      log.error(words, { id: words, code: words, peer: words }, new Error(words))
      for (const value of Object.values(lines()[0] ?? {})) assert.notEqual(value, words)
    }),
  )
})

test('metrics are exposed as text', async () => {
  const metrics = createMetrics(() => new Date())
  metrics.refusals.inc({ listener: 'edge', code: 'http/not-found' })
  assert.match(
    await metrics.registry.metrics(),
    /entente_http_refusals_total\{listener="edge",code="http\/not-found"\} 1/,
  )
})
