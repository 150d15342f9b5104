/**
 * `npm run demo`: two members, a pact, a document each way, and everybody who may not.
 *
 * `--lang en|ja`, `--dir DIR` to keep what was made, `--keep` to leave the members running. The pages that
 * Wellington reads are kept in any case.
 *
 * @module
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { statementId, statementValue, toGeneralJws } from '@entente/core/crypto'
import { canonicalJson } from '@entente/core/lib'
import { pactType, parseTerms, type Terms } from '@entente/core/pact'

import { loadTexts } from '../../packages/cli/src/texts.ts'
import { foundWithPeople, signIllustrativePact } from '../members.ts'
import { proveEverything, writeVerifierKeys } from './proof.ts'
import { createReporter, type Language } from './report.ts'
import { keptApart, prepareMember, startMember } from './running.ts'
import { tellTheStory } from './story.ts'

const { values } = parseArgs({
  options: {
    lang: { type: 'string' },
    dir: { type: 'string' },
    keep: { type: 'boolean', default: false },
    size: { type: 'string', default: '64' },
  },
})
const lang: Language =
  values.lang === 'ja' || (values.lang === undefined && process.env['LANG']?.startsWith('ja'))
    ? 'ja'
    : 'en'
const root = values.dir ? resolve(values.dir) : await mkdtemp(join(tmpdir(), 'entente-demo-'))
await mkdir(root, { recursive: true })
// What the demo is looked at by stays when everything else goes.
const pages = values.dir ? root : await mkdtemp(join(tmpdir(), 'entente-pages-'))

let terms: Terms | undefined
const report = createReporter(lang, { terms: () => terms, texts: await loadTexts() }, (line) =>
  process.stdout.write(`${line}\n`),
)
report.say(
  {
    en: 'Japan and New Zealand share classified documents under an illustrative pact.\n✔ was done   ✘ was refused, as it has to be: by which article stands below it',
    ja: '日本とニュージーランドが、例示の協定に基づいて秘密文書を共有します。\n✔ 実行　✘ 拒否（あるべき結果。根拠の条項を下に示す）',
  }[lang],
)
report.chapter({ en: '1. The pact and its members', ja: '1. 協定と締約者' })
const now = (): Date => new Date()
const started = performance.now()

const founded = await report.done(
  'found',
  {
    en: 'Two members are founded, each with its own folder and keys',
    ja: '二つの締約者を、それぞれの鍵と共に設ける',
  },
  () =>
    Promise.all([
      foundWithPeople(root, 'jpn', now),
      foundWithPeople(root, 'nzl', now, { apart: true }),
    ]),
)
const pact = await report.done(
  'sign-pact',
  {
    en: 'The illustrative pact is signed by both appointing keys',
    ja: '例示の協定に双方の任命鍵で署名する',
  },
  () => signIllustrativePact(founded),
)
terms = parseTerms(statementValue(pact))
const id = statementId(pact)
await writeVerifierKeys(root, founded)
await writeFile(join(root, 'pact.json'), canonicalJson(toGeneralJws(pactType, pact)))

const [jpn, nzl] = founded
const members = await report.done(
  'serve',
  {
    en: 'Both servers run as processes of their own, TLS 1.3 on loopback',
    ja: '双方のサーバーを別々のプロセスで起動する（TLS 1.3）',
  },
  async () => {
    await Promise.all([prepareMember(jpn, nzl, pact), prepareMember(nzl, jpn, pact)])
    return Promise.all([startMember(jpn), startMember(nzl)])
  },
)
const [tokyo, wellington] = members
try {
  await report.done(
    'kas-apart',
    {
      en: 'Wellington’s keys are kept apart: own process, folder, people',
      ja: 'ウェリントンの鍵は別プロセスで、別の管理者が保管する',
    },
    () => keptApart(wellington),
  )
  const megabytes = Number(values.size)
  const released = await tellTheStory({
    report,
    lang,
    tokyo,
    wellington,
    pact: id,
    root,
    pages,
    megabytes,
  })
  report.chapter({ en: '6. What outsiders can check', ja: '6. 第三者による検証' })
  await proveEverything({ report, released, pact: id, root, lang })
  if (values.keep) {
    report.say(`${tokyo.url}  ${wellington.url}  (Ctrl-C)`)
    await new Promise((done) => process.once('SIGINT', done))
  }
} finally {
  await Promise.all(members.map(({ stop }) => stop()))
}
await writeFile(join(root, 'report.json'), JSON.stringify({ steps: report.steps }, undefined, 2))
const seconds = ((performance.now() - started) / 1000).toFixed(1)
report.say({ en: `Done in ${seconds} s.`, ja: `${seconds} 秒で完了しました。` }[lang])
if (values.dir === undefined) await rm(root, { recursive: true, force: true })
