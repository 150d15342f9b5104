/** `npm run demo` plays to its end in Japanese, and leaves what others can check. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { verifyEvidence } from '@entente/core/evidence'
import { statementId, fromGeneralJws } from '@entente/core/crypto'
import { parseVerifierKey, verifyLog, openCheckpoint } from '@entente/core/ledger'
import { parseJson } from '@entente/core/lib'
import { pactType } from '@entente/core/pact'
import { formatTilePath } from '@entente/core/ledger'

const folder = mkdtempSync(join(tmpdir(), 'entente-demo-'))
after(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('the demo ends well, and everything it leaves can be checked', async (t) => {
  const flags = ['--disable-warning=ExperimentalWarning']
  const program = join(import.meta.dirname, 'demo', 'main.ts')
  const args = [...flags, program, '--lang', 'ja', '--size', '4', '--dir', folder]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 180_000 })
  assert.equal(run.status, 0, run.stderr)
  assert.match(run.stdout, /証明されたこと/)
  // Marking and clauses as a newcomer reads them, and the page as a file.
  assert.match(run.stdout, /^ +日本国 極秘 \/ SECRET\/\/REL TO JPN, NZL$/m)
  assert.match(run.stdout, /^ +ニュージーランド SECRET \/ 極秘 提供先：ニュージーランド、日本$/m)
  assert.match(
    run.stdout,
    /^ +第7条\(3\)（適性評価の有効期間） {2}\(decision\/clearance-expired\)$/m,
  )
  assert.match(run.stdout, /^ +写し番号　1$/m)
  assert.match(run.stdout, /^ +表示 +日本国 極秘 提供先：日本、ニュージーランド$/m)
  assert.match(readFileSync(join(folder, 'received.html'), 'utf8'), /<html lang="ja">/)
  assert.equal(readFileSync(join(folder, 'received.pdf')).subarray(0, 5).toString(), '%PDF-')

  await t.test('the report tells each step, and why it was refused', () => {
    const report: { steps: { name: string; outcome: string; code?: string; article?: string }[] } =
      JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))
    const refused = new Map(
      report.steps.filter(({ outcome }) => outcome === 'refused').map((one) => [one.name, one]),
    )
    for (const [name, code, article] of [
      ['pact-not-in-force', 'pact/not-in-force', '21(1)'],
      ['third-party', 'pact/not-released', '6(a)'],
      ['author-approves', 'decision/author-approves', '5(3)'],
      ['uncleared', 'decision/no-clearance', '7(2)'],
      ['expired-clearance', 'decision/clearance-expired', '7(3)'],
      ['facility', 'decision/facility-not-accredited', '10'],
      ['wrong-purpose', 'decision/wrong-purpose', '6(c)'],
      ['not-designated', 'decision/not-designated', '7(4)(d)'],
      ['other-organ', 'decision/clearance-of-other-organ', '7(4)'],
      ['joint-alone', 'federation/unreachable', undefined],
      ['originator-alone', 'federation/unreachable', undefined],
    ] as const) {
      assert.deepEqual(
        { code: refused.get(name)?.code, article: refused.get(name)?.article },
        { code, article },
        name,
      )
    }
    assert.equal(refused.get('tampered')?.code, 'tdf/segment')
    assert.ok(report.steps.some(({ name }) => name === 'kas-apart'))
  })

  await t.test('every evidence file verifies from the pact id', async () => {
    const pact = fromGeneralJws(pactType, parseJson(readFileSync(join(folder, 'pact.json'))))
    const files = readdirSync(join(folder, 'evidence'))
    assert.equal(files.length, 10)
    for (const file of files) {
      await verifyEvidence(readFileSync(join(folder, 'evidence', file)), statementId(pact))
    }
  })

  await t.test('both static ledgers are whole, under the keys written beside them', async () => {
    const keys = readFileSync(join(folder, 'verifier-keys.txt'), 'utf8').trim().split('\n')
    for (const [at, member] of ['tokyo', 'wellington'].entries()) {
      const ledger = join(folder, member, 'ledger')
      const signed = readFileSync(join(ledger, 'checkpoint'), 'utf8')
      const { checkpoint } = await openCheckpoint(signed, parseVerifierKey(keys[at] ?? ''))
      await verifyLog(checkpoint, (name) => readFileSync(join(ledger, formatTilePath(name))))
    }
  })
})
