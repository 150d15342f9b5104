/** Two officers approve one release in their browsers, under a pact that asks for two at a level for passkeys. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { verifyEvidence } from '@entente/core/evidence'
import { collectEvidence } from '@entente/server'
import { builtWeb } from '@entente/web/build'

import { deskOf, originOf, passkeyAt, type Place, twoApprovals } from './approving.ts'
import { accessFaults, type Desk, noBrowser, startBrowser } from './browser.ts'
import { clear, draftDocument, prepare } from './documents.ts'
import { openTestEdge } from './edge.ts'
import { federation } from './federation.ts'

async function inBoth(desk: Desk): Promise<void> {
  for (const language of ['日本語', 'English']) {
    await desk.page.getByRole('button', { name: language }).click()
    assert.deepEqual(await accessFaults(desk), [])
  }
}

test(
  'two persons make a release, the second as it is after the first',
  { skip: noBrowser },
  async () => {
    const web = await builtWeb()
    await using net = await federation({ terms: twoApprovals })
    await clear(net.tokyo)
    await using edge = await openTestEdge(net.tokyo, { web })
    const browser = await startBrowser([net.tokyo])
    try {
      const place: Place = { browser, member: net.tokyo, edge }
      await using one = await deskOf(place, 'releaser')
      await using other = await deskOf(place, 'second')
      await passkeyAt(one, place)
      await passkeyAt(other, place)
      const { release } = await prepare(net, await draftDocument(net.tokyo, '秘'))
      const address = `${originOf(place)}/#/approvals/${release}`
      for (const { page } of [one, other]) {
        await page.goto(address)
        await page.getByText('0 of 2').waitFor()
        await page.getByRole('button', { name: 'Open it and check' }).click()
        await page.getByText('The document is the one of this statement').waitFor()
      }
      await one.page.getByRole('button', { name: 'Approve with your passkey' }).click()
      await one.page.getByText('1 of 2 approvals are given.').waitFor()
      await inBoth(one)
      await one.page.reload()
      await one.page.getByText('You have approved it.').waitFor()
      assert.equal(await one.page.getByRole('button', { name: /check|Refuse/ }).count(), 0)
      await inBoth(one)

      // What the second had checked is not what stands there now: another act is in it.
      const { page } = other
      await page.getByRole('button', { name: 'Approve with your passkey' }).click()
      await page.getByRole('alert').getByText('http/precondition-failed').waitFor()
      await inBoth(other)
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByText('1 of 2 jpn-releaser').waitFor()
      await page.getByRole('button', { name: 'Open it and check' }).click()
      await page.getByRole('button', { name: 'Approve with your passkey' }).click()
      await page.getByText('The document is released and on its way.').waitFor()
      await inBoth(other)
      assert.deepEqual([...one.faults, ...other.faults], [])

      await net.settle()
      for (const { server } of [net.tokyo, net.wellington]) {
        const bytes = await collectEvidence(release, { kind: 'everybody' }, server)
        const found = (await verifyEvidence(bytes, net.pact)).find(({ kind }) => kind === 'release')
        assert.deepEqual(found, {
          kind: 'release',
          release,
          originator: 'jpn',
          approvers: 2,
          byPasskey: 2,
        })
      }
    } finally {
      await browser.close()
    }
  },
)
