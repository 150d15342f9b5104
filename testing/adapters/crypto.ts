/**
 * Answers Wycheproof vectors given as JSON lines: `{"id","ok","out"?}`, or `{"id","unsupported":true}`
 * for what no part of Entente would ever ask of an algorithm.
 *
 * Where the product has a function of its own it is that function which answers. Everything else is
 * WebCrypto, OpenSSL or jose, called as the product calls them.
 *
 * @module
 */
import { createInterface } from 'node:readline'

import { EntenteError, parseJson, toHex } from '@entente/core/lib'

import { agreements } from './crypto-agreement.ts'
import { jose } from './crypto-jose.ts'
import { sealings } from './crypto-sealing.ts'
import { signatures } from './crypto-signature.ts'
import { type Answer, readVector, Refused, Unsupported } from './crypto-vector.ts'

const answers: Readonly<Record<string, Answer>> = {
  ...sealings,
  ...agreements,
  ...signatures,
  ...jose,
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue
  const vector = readVector(parseJson(line))
  const id = vector.text('id')
  try {
    const answer = answers[vector.text('type')]
    if (!answer) throw new Unsupported('type')
    const out = await answer(vector)
    print(typeof out === 'boolean' ? { id, ok: out } : { id, ok: true, out: toHex(out) })
  } catch (error) {
    if (error instanceof Unsupported) print({ id, unsupported: true })
    else if (isRefusal(error)) print({ id, ok: false })
    // No answer is a wrong answer: a fault of ours must not pass for a refusal.
    else console.error(id, error)
  }
}

function print(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}

/** Ours, WebCrypto's, and those of node:crypto and jose, which carry a code. */
function isRefusal(error: unknown): boolean {
  if (error instanceof EntenteError || error instanceof Refused) return true
  if (error instanceof DOMException) return true
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_')
}
