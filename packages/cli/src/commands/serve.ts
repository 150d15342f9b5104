/**
 * `entente serve`: a member's server in the foreground, until it is told to stop.
 *
 * @module
 */
import type { Command } from '../command.ts'
import { CliError } from '../errors.ts'
import { keyFileOption, readSecret } from '../keys.ts'
import { dirOption, memberDir } from '../member-folder.ts'

const serve: Command = {
  name: 'serve',
  summary: {
    en: 'Run the server of a member until SIGTERM or SIGINT',
    ja: '締約者のサーバーを実行する（SIGTERM または SIGINT で停止）',
  },
  positionals: [],
  options: {
    ...dirOption,
    'witness-seconds': {
      value: 'N',
      text: {
        en: 'seconds between two rounds of cosigning; default: 60',
        ja: '立会署名を求める間隔（秒、省略時は 60）',
      },
    },
    ...keyFileOption,
  },
  examples: ['entente serve --dir tokyo --key-file /media/operator/tokyo.key'],
  async run(input, terminal) {
    const { text, flag } = input
    const witnessSeconds = secondsOf(text('witness-seconds') ?? '60')
    const { createLog, runMember } = await import('@entente/server')
    const log = createLog(process.stderr)
    const running = await runMember({
      folder: memberDir(input, terminal),
      secret: await readSecret(terminal, text('key-file')),
      log,
      now: terminal.now,
      witnessSeconds,
      onFatal(error) {
        log.error('record-lost', {}, error)
        // Nothing may happen any more that is not on record; the next start verifies (D18).
        process.exit(1)
      },
    })
    const { member, urls } = running
    terminal.print(
      flag('json')
        ? JSON.stringify({ ready: true, member, ...urls })
        : `ready  ${member}  ${Object.entries(urls)
            .map(([name, url]) => `${name} ${url}`)
            .join('  ')}`,
    )
    await terminal.stopped()
    log.info('stopping')
    await running.close()
    return { json: { ready: false, member }, text: '' }
  },
}

/** The server's command. */
export const serveCommands: readonly Command[] = [serve]

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
    throw new CliError('cli/usage', `--witness-seconds \`${text}\` is not 1 to 86400`)
  }
  return seconds
}
