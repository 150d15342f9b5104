/**
 * Asking again until it is so, for what the other members have a part in.
 *
 * @module
 */
import type { Command, Input } from './command.ts'
import { CliError } from './errors.ts'
import type { Terminal } from './terminal.ts'

/** The option that says how long. */
export const waitOption: Command['options'] = {
  wait: {
    value: 'SECONDS',
    text: {
      en: 'how long to wait for the other members; default: 0',
      ja: '他の締約者を待つ時間（秒、省略時は 0）',
    },
  },
}

const longest = 86_400

/** Seconds of `--wait`, 0 where it is not given. */
export function waitSeconds({ text }: Pick<Input, 'text'>): number {
  const seconds = Number(text('wait') ?? '0')
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= longest) return seconds
  throw new CliError('cli/usage', `--wait takes 0 to ${longest} seconds`)
}

/**
 * Asks once a second until there is an answer or `--wait` is over.
 *
 * @throws {CliError} `cli/not-yet`
 */
export async function waitFor<T>(
  input: Pick<Input, 'text'>,
  { sleep }: Pick<Terminal, 'sleep'>,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  for (let left = waitSeconds(input); ; left--) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (left === 0) throw new CliError('cli/not-yet', 'the other member has not sent it')
    await sleep(1)
  }
}
