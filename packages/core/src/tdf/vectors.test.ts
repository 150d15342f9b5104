/**
 * Runs `spec/vectors/container`: one file a case, one outcome a case. See spec/container.md, "Vectors".
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import { unwrapKey } from '../crypto/index.ts'
import { concatBytes, fromBase64, fromHex } from '../lib/index.ts'

import {
  bytesSource,
  findLabelAssertion,
  keyCommitment,
  openContainer,
  openZip,
  parseManifest,
  parsePolicy,
  payloadDigest,
  readPayload,
  verifyPolicyBinding,
  webSegmentCipher,
} from './index.ts'

const folder = join(import.meta.dirname, '../../../../spec/vectors/container')
const common = { why: z.string(), expect: z.string() }
const caseSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('zip'),
    zip: z.string(),
    manifest: z.string().optional(),
    payload: z.string().optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('payload-digest'),
    segments: z.array(z.string()),
    digest: z.string(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('key-commitment'),
    key: z.string(),
    commitment: z.string(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('policy-binding'),
    share: z.string(),
    policy: z.string(),
    binding: z.string(),
  }),
  z.strictObject({ ...common, kind: z.literal('manifest'), manifest: z.string() }),
  z.strictObject({
    ...common,
    kind: z.literal('container'),
    privateKeys: z.array(z.string()),
    container: z.string(),
    plaintext: z.string().optional(),
    payload: z.string().optional(),
    commitment: z.string().optional(),
    document: z.string().optional(),
  }),
])
type Case = z.infer<typeof caseSchema>
type Kind = Case['kind']

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What is done with a case; throws as the case expects. */
const runners: { readonly [K in Kind]: (given: Extract<Case, { kind: K }>) => Promise<void> } = {
  zip: async ({ zip, manifest, payload }) => {
    const source = bytesSource(fromBase64(zip))
    const opened = await openZip(source)
    const bytes = concatBytes(...(await Array.fromAsync(readPayload(source, opened.payload))))
    assert.deepEqual([sha256(opened.manifest), sha256(bytes)], [manifest, payload])
  },
  'payload-digest': async ({ segments, digest }) => {
    assert.equal(payloadDigest(segments.map(fromHex)), digest)
  },
  'key-commitment': async ({ key, commitment }) => {
    assert.equal(await keyCommitment(fromHex(key)), commitment)
  },
  'policy-binding': async ({ share, policy, binding }) => {
    await verifyPolicyBinding(fromHex(share), policy, { policyBinding: binding })
  },
  manifest: async ({ manifest }) => {
    parseManifest(new TextEncoder().encode(manifest))
  },
  container: async ({ privateKeys, container, ...expected }) => {
    const opened = await openContainer(bytesSource(fromBase64(container)), {
      cipher: webSegmentCipher,
      keys: {
        share: async (access) => {
          for (const key of privateKeys) {
            const share = await unwrapKey(key, access).catch(() => undefined)
            if (share) return share
          }
          return undefined
        },
      },
    })
    const plaintext = concatBytes(...(await Array.fromAsync(opened.plaintext)))
    const label = findLabelAssertion(opened.manifest)
    assert.equal(sha256(plaintext), expected.plaintext)
    assert.equal(await keyCommitment(opened.payloadKey), expected.commitment)
    assert.equal(parsePolicy(opened.manifest.policy).uuid, expected.document)
    if (label) assert.equal(label.payload, expected.payload)
  },
}

const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

for (const name of names) {
  const given = caseSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
  test(`${name}: ${given.why}`, async () => {
    if (given.expect === 'ok') await run(given)
    else await assert.rejects(run(given), { code: given.expect })
  })
}

test('there are cases of every kind', () => {
  for (const kind of Object.keys(runners)) {
    assert.ok(
      names.some((name) => name.startsWith(kind)),
      kind,
    )
  }
})

function run(given: Case): Promise<void> {
  const runner: (given: never) => Promise<void> = runners[given.kind]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the runner is that of the kind
  return runner(given as never)
}
