/**
 * Verifies Merkle proofs given as JSON lines `{"id","kind",...}` and answers `{"id","ok"}` for each.
 *
 * Numbers go up to 2^64 - 1, so they are read from their text: `JSON.parse` would round them.
 *
 * @module
 */
import { createInterface } from 'node:readline'

import { EntenteError, fromBase64, parseJson } from '@entente/core/lib'
import { verifyConsistency, verifyInclusion } from '@entente/core/ledger'

interface Vector {
  readonly number: (name: string) => bigint
  readonly bytes: (name: string) => Uint8Array
  readonly proof: readonly Uint8Array[]
}

const kinds: Readonly<Record<string, (vector: Vector) => void>> = {
  inclusion: ({ number, bytes, proof }) => {
    verifyInclusion(bytes('leafHash'), number('leafIdx'), number('treeSize'), bytes('root'), proof)
  },
  consistency: ({ number, bytes, proof }) => {
    verifyConsistency(number('size1'), number('size2'), bytes('root1'), bytes('root2'), proof)
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') console.log(JSON.stringify(answer(line)))
}

function answer(line: string): object {
  // Every number outside of a string becomes a string of its digits.
  const exact = line.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  )
  const fields = new Map(Object.entries(Object(parseJson(exact))))
  const id = fields.get('id')
  const verify = kinds[text(fields.get('kind'))]
  if (!verify) return { id, ok: false, error: 'no such kind' }
  try {
    verify({
      number: (name) => parseNumber(text(fields.get(name))),
      bytes: (name) => fromBase64(text(fields.get(name))),
      proof: list(fields.get('proof')).map((item) => fromBase64(text(item))),
    })
    return { id, ok: true }
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error
    return { id, ok: false, error: error.code }
  }
}

/** A number that is no natural number counts as negative, which every verifier refuses. */
function parseNumber(digits: string): bigint {
  return /^\d+$/.test(digits) ? BigInt(digits) : -1n
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
