/**
 * Bodies of peers: bounded in size, in time, and in how long they may pause.
 *
 * @module
 */
import { parseStatement, SignatureError, type Statement } from '@entente/core/crypto'
import { FormatError, type Json, parseJson } from '@entente/core/lib'
import { WireError } from '@entente/core/wire'

/** What a peer may take of our memory and our patience. */
export interface BodyLimits {
  /** Of anything but payload segments. */
  readonly bytes: number
  /** For all of such a body. */
  readonly milliseconds: number
  /** Between two chunks of payload segments. */
  readonly idleMilliseconds: number
}

/** Limits of a member's server. A list of 131,072 segments has 10 MiB, a statement at most 3. */
export const bodyLimits: BodyLimits = {
  bytes: 16 * 1024 * 1024,
  milliseconds: 60_000,
  idleMilliseconds: 30_000,
}

/**
 * Reads a whole body.
 *
 * @throws {WireError} `wire/too-large`, `wire/too-slow`
 */
export async function readBody(
  { body }: Request,
  { bytes, milliseconds }: BodyLimits,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const until = performance.now() + milliseconds
  for await (const chunk of chunksOf(body, () => until - performance.now())) {
    size += chunk.length
    if (size > bytes) throw new WireError('wire/too-large', `a body of more than ${bytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Reads a body that is one statement.
 *
 * @throws {WireError} `wire/malformed`, `wire/too-large`, `wire/too-slow`
 */
export async function readStatement(request: Request, limits: BodyLimits): Promise<Statement> {
  return spelled(parseStatement, await readJson(request, limits))
}

/**
 * Reads a body that is JSON.
 *
 * @throws {WireError} `wire/malformed`, `wire/too-large`, `wire/too-slow`
 */
export async function readJson(request: Request, limits: BodyLimits): Promise<Json> {
  return spelled(parseJson, await readBody(request, limits))
}

/**
 * A body as it comes, for as long as it does not pause too long.
 *
 * @throws {WireError} `wire/too-slow`, while it is read
 */
export function paced(
  { body }: Request,
  { idleMilliseconds }: BodyLimits,
): AsyncIterable<Uint8Array> {
  return chunksOf(body, () => idleMilliseconds)
}

/** `read`, with what is wrong about the form as a refusal of the protocol. */
export function spelled<T, Given>(read: (given: Given) => T, given: Given): T {
  try {
    return read(given)
  } catch (cause) {
    if (!(cause instanceof FormatError || cause instanceof SignatureError)) throw cause
    throw new WireError('wire/malformed', 'not in the form of the protocol', { cause })
  }
}

async function* chunksOf(
  body: ReadableStream<Uint8Array> | null,
  patience: () => number,
): AsyncGenerator<Uint8Array> {
  if (!body) return
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await within(patience(), reader.read())
      if (done) return
      yield value
    }
  } finally {
    // Also where the reader has stopped early: what still comes is not waited for.
    void reader.cancel().catch(() => undefined)
  }
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new WireError('wire/too-slow', 'the peer has paused too long')),
    Math.max(0, milliseconds),
  )
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
