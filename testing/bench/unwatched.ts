/**
 * A browser whose network nobody watches. What drives the tests is told the whole body of each request, which costs the
 * browser and this process more than an upload itself.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { chromium } from 'playwright-core'
import { z } from 'zod'

import { argumentsFor, type Desk, deskIn, program } from '../browser.ts'

/** A browser with a desk to prepare things at. */
export interface UnwatchedBrowser extends AsyncDisposable {
  readonly desk: Desk
  /** Chooses a file, however large, in the only field of the page for one. */
  readonly choose: (path: string) => Promise<void>
  /** Looks away from the desk; from then on scripts alone reach its page. */
  readonly leave: () => Promise<(script: string) => Promise<unknown>>
}

/** Starts one that believes exactly these certificates, in PEM. */
export async function startUnwatched(certificates: readonly string[]): Promise<UnwatchedBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-browser-'))
  const started = spawn(
    program,
    [
      ...argumentsFor(certificates),
      '--headless=new',
      '--no-first-run',
      '--lang=en-NZ',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const end = async (): Promise<void> => {
    if (started.exitCode === null && started.kill()) await once(started, 'exit')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const address = await addressIn(started.stderr)
    const browser = await chromium.connectOverCDP(address)
    const [context] = browser.contexts()
    if (!context) throw new Error('the browser has no profile')
    const desk = await deskIn(context)
    return {
      desk,
      async choose(path) {
        const tools = await context.newCDPSession(desk.page)
        const expression = 'document.querySelector("input[type=file]")'
        const { objectId } = (await tools.send('Runtime.evaluate', { expression })).result
        if (objectId === undefined) throw new Error('the page takes no file')
        await tools.send('DOM.setFileInputFiles', { files: [path], objectId })
        await tools.detach()
      },
      async leave() {
        const url = desk.page.url()
        await browser.close()
        return scriptsAt(address, url)
      },
      [Symbol.asyncDispose]: end,
    }
  } catch (cause) {
    await end()
    throw cause
  }
}

/** The browser says on its standard error where it listens. */
async function addressIn(stderr: AsyncIterable<Buffer>): Promise<string> {
  let said = ''
  for await (const piece of stderr) {
    said += piece.toString()
    const [, host] = /DevTools listening on ws:\/\/([\d.]+:\d+)\//.exec(said) ?? []
    if (host !== undefined) return `http://${host}`
  }
  throw new Error(`the browser did not start: ${said}`)
}

const targets = z.array(
  z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }),
)
const answer = z.object({
  id: z.int(),
  result: z.object({ result: z.object({ value: z.unknown().optional() }) }),
})

async function scriptsAt(
  address: string,
  url: string,
): Promise<(script: string) => Promise<unknown>> {
  const listed = targets.parse(await (await fetch(`${address}/json/list`)).json())
  const page = listed.find((one) => one.type === 'page' && one.url === url)
  if (!page) throw new Error(`no page is at ${url}`)
  const socket = new WebSocket(page.webSocketDebuggerUrl)
  await once(socket, 'open')
  let id = 0
  return async (expression) => {
    id += 1
    const answered = once(socket, 'message')
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } }))
    const [event]: { data?: unknown }[] = await Promise.race([answered, late()])
    return answer.parse(JSON.parse(String(event?.data))).result.result.value
  }
}

async function late(): Promise<never> {
  await setTimeout(60_000, undefined, { ref: false })
  throw new Error('the page does not answer')
}
