import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { importNoteSigner } from '@entente/core/ledger'

import { openStore } from '../store/index.ts'

import { openLedger } from './index.ts'

interface Told {
  readonly index: number
  readonly leaf: string
  readonly name: string
}

test('nothing that was acknowledged is lost when the process is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'entente-kill-'))
  const told: Told[] = []
  try {
    for (const many of [1, 12, 30, 60, 20]) {
      const child = fork(new URL('kill.fixture.ts', import.meta.url), [folder], {
        execArgv: ['--disable-warning=ExperimentalWarning'],
      })
      const before = told.length
      await new Promise<void>((resolve) => {
        child.on('message', (message: Told) => {
          told.push(message)
          if (told.length === before + many) resolve()
        })
      })
      child.kill('SIGKILL')
      await once(child, 'close')
    }

    const store = await openStore(join(folder, 'member.sqlite'))
    const ledger = await openLedger({
      store,
      signer: await importNoteSigner('note-ed25519', 'jpn.example', new Uint8Array(32)),
      markFile: join(folder, 'ledger.mark'),
      clock: () => new Date(),
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      onFatal: (error) => assert.fail(String(error)),
    })
    await ledger.verify()
    const entries = await store.db.selectFrom('ledger_entries').select(['idx', 'leaf']).execute()
    const leaves = new Map(entries.map(({ idx, leaf }) => [idx, leaf.toHex()]))
    const settings = await store.db.selectFrom('settings').select('name').execute()
    const names = new Set(settings.map(({ name }) => name))
    assert.ok(told.length > 20)
    for (const { index, leaf, name } of told) {
      assert.equal(leaves.get(index), leaf)
      assert.ok(names.has(name))
    }
    assert.equal(names.size, leaves.size, 'state and record are one')
    await store.close()
  } finally {
    await rm(folder, { recursive: true })
  }
})
