import assert from 'node:assert/strict'
import { request } from 'node:https'
import { after, before, test } from 'node:test'

import {
  Browser,
  confirmCode,
  hiddenField,
  jsonOf,
  newDevice,
  tokenRequest,
} from './device.fixture.ts'
import { type Edge, openEdge, password } from './edge.fixture.ts'

let edge: Edge
before(async () => {
  edge = await openEdge()
})
after(() => edge[Symbol.asyncDispose]())

const start = async () => {
  const url = `${edge.origin}/auth/protocol/openid-connect/auth/device`
  const answer = await tokenRequest(await newDevice(), url, { scope: 'openid' })
  return String(answer['verification_uri_complete'])
}

/** A browser at the page that asks for the password. */
const atPassword = async (headers: Record<string, string> = {}) => {
  const browser = new Browser(headers)
  const verification = await start()
  const code = new URL(verification).searchParams.get('user_code') ?? ''
  const xsrf = hiddenField(await (await browser.open(verification)).text(), 'xsrf')
  const action = `${edge.origin}/auth/device`
  await browser.open(action, { xsrf, user_code: code })
  const page = await browser.open(action, { xsrf, user_code: code, confirm: 'yes' })
  return { browser, html: await page.text() }
}

test('every page has a language, a title, labels for its fields, and a policy without scripts', async () => {
  const response = await new Browser({ 'accept-language': 'ja' }).open(await start())
  const html = await response.text()
  assert.match(html, /<html lang="ja">/)
  assert.match(html, /<title>端末に表示された/)
  assert.match(html, /<label for="user_code">コード<\/label>/)
  assert.doesNotMatch(html, /<script|\son\w+=|https?:\/\/(?!localhost)/)
  const policy = response.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /script-src|unsafe/)
})

test('the code of the link stands in the form and is sent only by the person', async () => {
  const verification = await start()
  const html = await (await new Browser().open(verification)).text()
  assert.match(html, new RegExp(`value="${new URL(verification).searchParams.get('user_code')}"`))
})

test('a hostile code stays text', async () => {
  const url = `${edge.origin}/auth/device?user_code=${encodeURIComponent('"><b id=x>')}`
  const html = await (await new Browser().open(url)).text()
  assert.doesNotMatch(html, /<b id=x>/)
})

test('the language link is remembered', async () => {
  const browser = new Browser({ 'accept-language': 'en' })
  const html = await (await browser.open(`${edge.origin}/auth/device?lang=ja`)).text()
  assert.match(html, /<html lang="ja">/)
  assert.match(await (await browser.open(`${edge.origin}/auth/device`)).text(), /<html lang="ja">/)
})

test('an unknown code is a fault with a summary that leads to the field', async () => {
  const browser = new Browser()
  const xsrf = hiddenField(await (await browser.open(`${edge.origin}/auth/device`)).text(), 'xsrf')
  const page = await browser.open(`${edge.origin}/auth/device`, { xsrf, user_code: 'BBBB-BBBB' })
  const html = await page.text()
  assert.match(html, /<title>Error: /)
  assert.match(html, /role="alert"/)
  assert.match(html, /<a href="#user_code" id="fault-text">No device shows this code/)
  assert.match(html, /aria-describedby="user_code-hint fault-text" aria-invalid="true"/)
})

test('a wrong password is a fault that does not say which of both is wrong', async () => {
  const { browser } = await atPassword()
  const response = await browser.open(browser.url, { subject: 'mori', password: 'wrong' })
  assert.equal(response.status, 422)
  const html = await response.text()
  assert.match(html, /The name or the password is wrong/)
  assert.match(html, /value="mori"/)
  assert.doesNotMatch(html, /value="wrong"/)
})

test('too many attempts are told to wait', async () => {
  const { browser } = await atPassword({ 'accept-language': 'ja' })
  const attempt = { subject: 'guessed', password: 'wrong' }
  let response = await browser.open(browser.url, attempt)
  for (let count = 1; count < 5; count++) response = await browser.open(browser.url, attempt)
  assert.equal(response.status, 422)
  // On a slow machine one more attempt may have become free meanwhile.
  for (let count = 0; count < 20 && response.status !== 429; count++) {
    response = await browser.open(browser.url, attempt)
  }
  assert.equal(response.status, 429)
  assert.match(await response.text(), /試行回数が多すぎます/)
})

test('a form of another site is not taken, nor one without an origin', async () => {
  for (const origin of ['https://evil.example', undefined]) {
    const { browser } = await atPassword()
    const cookie = browser.cookieHeader()
    const response = await fetch(browser.url, {
      method: 'POST',
      headers: { cookie, ...(origin ? { origin } : {}) },
      body: new URLSearchParams({ subject: 'mori', password }),
    })
    assert.equal(response.status, 400)
  }
})

test('a form without its cookie leads nowhere', async () => {
  const { browser } = await atPassword()
  const response = await new Browser().open(browser.url, { subject: 'mori', password })
  assert.equal(response.status, 400)
  assert.match(await response.text(), /This page cannot be shown/)
})

test('a form that is too long is not taken', async () => {
  const { browser } = await atPassword()
  const response = await browser.open(browser.url, { subject: 'x'.repeat(5000), password })
  assert.equal(response.status, 400)
})

test('a person who says no ends the sign-in of the device', async () => {
  const device = await newDevice()
  const base = `${edge.origin}/auth/protocol/openid-connect`
  const begun = await tokenRequest(device, `${base}/auth/device`, { scope: 'openid' })
  const browser = new Browser()
  const action = `${edge.origin}/auth/device`
  const xsrf = hiddenField(await (await browser.open(action)).text(), 'xsrf')
  const code = String(begun['user_code'])
  await browser.open(action, { xsrf, user_code: code })
  const page = await browser.open(action, { xsrf, user_code: code, abort: 'yes' })
  assert.match(await page.text(), /You stopped this sign-in/)
  const answer = await tokenRequest(device, `${base}/token`, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: String(begun['device_code']),
  })
  assert.equal(answer['error'], 'access_denied')
})

test('a code is confirmed once', async () => {
  const verification = await start()
  assert.match(await confirmCode(new Browser(), verification, 'mori'), /You have signed in/)
  const browser = new Browser()
  const xsrf = hiddenField(await (await browser.open(verification)).text(), 'xsrf')
  const code = new URL(verification).searchParams.get('user_code') ?? ''
  const again = await browser.open(`${edge.origin}/auth/device`, { xsrf, user_code: code })
  assert.match(await again.text(), /The code was used before/)
})

test('a request for another host is misdirected', async () => {
  assert.equal(await statusAs(`${edge.origin}/auth/device`, 'evil.example'), 421)
})

test('discovery names the endpoints that OpenTDF clients have wired in', async () => {
  const url = `${edge.origin}/auth/.well-known/openid-configuration`
  const document = await jsonOf(await fetch(url))
  assert.equal(document['issuer'], `${edge.origin}/auth`)
  assert.equal(document['token_endpoint'], `${edge.origin}/auth/protocol/openid-connect/token`)
  assert.equal(document['jwks_uri'], `${edge.origin}/auth/protocol/openid-connect/certs`)
})

function statusAs(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { servername: 'localhost', headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
}
