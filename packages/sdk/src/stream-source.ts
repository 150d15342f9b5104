/**
 * Payloads as they come over the network, to be opened while they come.
 *
 * @module
 */
import type { Bytes } from '@entente/core/lib'
import type { ByteSource } from '@entente/core/tdf'

/** A stream as a source that is read from front to back, as opening does: nothing is held but a piece. */
export function streamSource(stream: ReadableStream<Uint8Array>, size: number): ByteSource {
  const reader = stream.getReader()
  let rest = new Uint8Array()
  let position = 0
  let last: Promise<unknown> = Promise.resolve()
  const take = async (offset: number, length: number): Promise<Bytes> => {
    if (offset !== position) throw new RangeError('the payload is read from front to back')
    const piece = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      if (rest.length === 0) {
        const { done, value } = await reader.read()
        if (done) return piece.slice(0, filled)
        rest = Uint8Array.from(value)
      }
      const part = rest.subarray(0, length - filled)
      piece.set(part, filled)
      filled += part.length
      rest = rest.subarray(part.length)
    }
    position += length
    return piece
  }
  return {
    size,
    read(offset, length) {
      const turn = last.then(() => take(offset, length))
      last = turn.catch(() => undefined)
      return turn
    },
  }
}
