/**
 * `entente status`: whether a member's server works, asked on its own machine.
 *
 * @module
 */
import { z } from 'zod'

import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { dirOption, memberDir } from '../member-folder.ts'
import { waitSeconds } from '../wait.ts'

const status: Command = {
  name: 'status',
  summary: {
    en: 'Say whether the server of a member works; wait until it does',
    ja: '締約者のサーバーが稼働しているかを表示する（稼働まで待つこともできる）',
  },
  positionals: [],
  options: {
    ...dirOption,
    wait: {
      value: 'SECONDS',
      text: { en: 'how long to wait for it; default: 0', ja: '待つ時間（秒、省略時は 0）' },
    },
  },
  examples: ['entente status --dir tokyo', 'entente status --dir tokyo --wait 30'],
  async run(input, terminal) {
    const { readConfig } = await import('@entente/server')
    const { member, host, ports } = await readConfig(memberDir(input, terminal))
    const url = `http://127.0.0.1:${ports.admin}/readyz`
    let against = await ask(url)
    for (let left = waitSeconds(input); left > 0 && against !== undefined; left--) {
      await terminal.sleep(1)
      against = await ask(url)
    }
    if (against !== undefined) throw new CliError('cli/not-ready', `${url}: ${against}`)
    const edge = `https://${host}:${ports.edge}`
    return {
      json: { member, edge, ready: true },
      text: { en: `ready  ${member}  ${edge}`, ja: `稼働中  ${member}  ${edge}` }[terminal.lang],
    }
  },
}

/** This command. */
export const statusCommands: readonly Command[] = [status]

const readyForm = z.object({
  reasons: z.array(z.object({ check: z.string(), code: z.string() })),
})

/** What speaks against its working; an answer that is not understood does too. */
async function ask(url: string): Promise<string | undefined> {
  let response: Response
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  } catch {
    return 'no answer'
  }
  const { data } = readyForm.safeParse(await response.json().catch(() => undefined))
  if (response.ok && data?.reasons.length === 0) return undefined
  const reasons = data?.reasons.map(({ check, code }) => `${check} ${code}`) ?? []
  return reasons.length === 0 ? `status ${response.status}` : reasons.join(', ')
}
