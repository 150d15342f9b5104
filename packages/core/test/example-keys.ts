/**
 * Keys from fixed seeds, and statements signed with them. Signatures are randomised all the same.
 *
 * @module
 */
import {
  addAct,
  hashOf,
  type HybridSigner,
  importHybridSigner,
  sha256,
  signStatement,
  type Statement,
} from '../src/crypto/index.ts'
import { toBase64Url, utf8 } from '../src/lib/index.ts'

/** Names of the keys of the world, each from a seed of its own. */
const names = [
  'jpn',
  'nzl',
  'stranger',
  'jpn pact',
  'jpn releaser',
  'jpn second releaser',
  'jpn author',
  'jpn security',
  'jpn controller',
  'jpn registry',
  'jpn head',
  'jpn registrar',
  'jpn message',
  'jpn label',
  'nzl pact',
  'nzl releaser',
  'nzl author',
  'nzl security',
  'nzl controller',
  'nzl registry',
  'nzl head',
  'nzl message',
] as const
export type SignerName = (typeof names)[number]

const seed = (text: string): string => toBase64Url(sha256(utf8(`example key ${text}`)))
export const signers: Record<SignerName, HybridSigner> = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [
      name,
      await importHybridSigner({ ed25519: seed(`${name} 1`), mldsa65: seed(`${name} 2`) }),
    ]),
  ),
)

/** A statement by the signers, in order. */
export async function signed(
  type: `entente-${string}`,
  value: unknown,
  ...by: readonly [SignerName, ...SignerName[]]
): Promise<Statement> {
  let statement = await signStatement(type, value, signers[by[0]])
  for (const name of by.slice(1)) statement = await addAct(type, statement, signers[name])
  return statement
}

export const digest = (text: string): ReturnType<typeof hashOf> => hashOf(utf8(text))
