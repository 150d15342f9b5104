/**
 * The line between a browser and an edge: it can be held, so that nothing comes, and cut.
 *
 * @module
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A line, and the port at which a browser finds it. */
export interface Line extends AsyncDisposable {
  readonly port: number
  /** Lets everything through, holds what is sent until then, or cuts it. */
  readonly set: (way: 'cut' | 'held' | 'open') => void
}

/** Opens a line to a port of this machine. */
export async function openLine(to: number): Promise<Line> {
  let way: 'cut' | 'held' | 'open' = 'open'
  const pairs = new Set<readonly [client: Socket, edge: Socket]>()
  const flow = ([client, edge]: readonly [Socket, Socket]): void => {
    if (way === 'cut') client.destroy()
    else if (way === 'open') client.pipe(edge)
    else client.unpipe(edge).pause()
  }
  const server = createServer((client) => {
    const edge = connect(to, '127.0.0.1')
    const pair = [client, edge] as const
    pairs.add(pair)
    edge.pipe(client)
    for (const [one, other] of [pair, [edge, client] as const]) {
      one.on('error', () => other.destroy())
      one.on('close', () => {
        other.destroy()
        pairs.delete(pair)
      })
    }
    flow(pair)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = server.address()
  return {
    port: place instanceof Object ? place.port : 0,
    set(next) {
      way = next
      for (const pair of pairs) flow(pair)
    },
    async [Symbol.asyncDispose]() {
      for (const [client, edge] of pairs) {
        client.destroy()
        edge.destroy()
      }
      server.close()
      await once(server, 'close')
    },
  }
}
