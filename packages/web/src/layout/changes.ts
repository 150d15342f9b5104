/**
 * Listening for what changes for the person: the server says that something did, never what.
 *
 * @module
 */
import { createContext, use, useEffect, useState } from 'react'

import type { Asker } from '../api/ask.ts'

/** How often each kind of answer has changed since the session was resumed here. */
export type Changes = Readonly<Record<'register' | 'tasks', number>>

/** Before anything has changed. */
export const noChanges: Changes = { register: 0, tasks: 0 }

/** Given by the frame of those who are signed in. */
export const ChangesContext = createContext<Changes>(noChanges)

/** What has changed so far. */
export function useChanges(): Changes {
  return use(ChangesContext)
}

/** How long until it is listened again after a stream has ended, in milliseconds. */
const pauses = { first: 2_000, most: 60_000 } as const

/** Listens while `asker` stays the same. */
export function useListening(asker: Asker): Changes {
  const [changes, setChanges] = useState(noChanges)
  useEffect(() => {
    const stop = new AbortController()
    void listen(asker, stop.signal, (kind) =>
      setChanges((last) => ({ ...last, [kind]: last[kind] + 1 })),
    )
    return () => stop.abort()
  }, [asker])
  return changes
}

async function listen(
  asker: Asker,
  signal: AbortSignal,
  onChange: (kind: keyof Changes) => void,
): Promise<void> {
  let pause: number = pauses.first
  while (!signal.aborted) {
    try {
      const response = await asker.send('/api/changes', { headers: unattended, signal })
      if (response.status === 401 || !response.body) return
      if (response.ok) {
        pause = pauses.first
        for await (const event of eventsOf(response.body)) {
          if (event.name === 'ended') {
            // The answer says so too, and leads back to sign-in.
            await asker.send('/api/member', { headers: unattended })
            return
          }
          const kind = kindOf(event)
          if (kind) onChange(kind)
        }
      }
    } catch {
      // The network, or the page is leaving: it is asked again, and pages say themselves what they cannot read.
    }
    const wait = pause
    await new Promise((resolve) => {
      setTimeout(resolve, wait)
    })
    pause = Math.min(pause * 2, pauses.most)
  }
}

/** Header of requests that nobody asked for: they keep no session awake. */
const unattended = { 'x-unattended': '1' } as const

/** The same calls, as nobody's act. */
export function unattendedOf({ language, send }: Asker): Asker {
  return {
    language,
    send: (path, init) => {
      const headers = new Headers(init.headers)
      for (const [name, value] of Object.entries(unattended)) headers.set(name, value)
      return send(path, { ...init, headers })
    },
  }
}

interface ServerEvent {
  readonly name: string
  readonly data: string
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    rest += decoder.decode(value, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string): string =>
        new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
      if (field('event') !== '') yield { name: field('event'), data: field('data') }
    }
  }
}

function kindOf({ name, data }: ServerEvent): keyof Changes | undefined {
  if (name !== 'changed') return undefined
  const { kind }: { kind?: unknown } = JSON.parse(data)
  return kind === 'register' || kind === 'tasks' ? kind : undefined
}
