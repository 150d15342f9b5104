/**
 * `entente serve`: a member's server in the foreground, until it is told to stop.
 *
 * @module
 */
import type { Command, Input, Output } from '../command.ts'
import { CliError } from '../errors.ts'
import { keyFileOption, readSecret } from '../keys.ts'
import { dirOption, memberDir } from '../member-folder.ts'
import type { Terminal } from '../terminal.ts'

const serve: Command = {
  name: 'serve',
  summary: {
    en: 'Run the server of a member, or its Key Access Service apart, until SIGTERM or SIGINT',
    ja: '締約者のサーバー、または独立した鍵管理サービスを実行する（SIGTERM または SIGINT で停止）',
  },
  positionals: [],
  options: {
    ...dirOption,
    role: {
      value: 'ROLE',
      text: {
        en: 'kas: the Key Access Service whose folder --dir names; default: server',
        ja: 'kas: --dir の指す鍵管理サービス（省略時は server）',
      },
    },
    'witness-seconds': {
      value: 'N',
      text: {
        en: 'seconds between two rounds of cosigning; default: 60',
        ja: '立会署名を求める間隔（秒、省略時は 60）',
      },
    },
    ...keyFileOption,
  },
  examples: [
    'entente serve --dir tokyo --key-file /media/operator/tokyo.key',
    'entente serve --role kas --dir tokyo-kas --key-file /media/custodian/keys.key',
  ],
  async run(input, terminal) {
    const role = input.text('role') ?? 'server'
    if (role === 'server') return serveMember(input, terminal)
    if (role !== 'kas') throw new CliError('cli/usage', '--role is server or kas')
    if (input.text('witness-seconds') !== undefined) {
      throw new CliError('cli/usage', '--witness-seconds is for a server')
    }
    return serveKas(input, terminal)
  },
}

/** The server's command. */
export const serveCommands: readonly Command[] = [serve]

async function serveMember(input: Input, terminal: Terminal): Promise<Output> {
  const { text, flag } = input
  const witnessSeconds = secondsOf(text('witness-seconds') ?? '60')
  const { createLog, runMember } = await import('@entente/server')
  const { builtWeb } = await import('@entente/web/build')
  const log = createLog(process.stderr)
  const running = await runMember({
    web: await builtWeb(),
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
}

async function serveKas(input: Input, terminal: Terminal): Promise<Output> {
  const { createLog, runKas } = await import('@entente/server')
  const log = createLog(process.stderr)
  const running = await runKas({
    folder: memberDir(input, terminal),
    secret: await readSecret(terminal, input.text('key-file')),
    log,
    now: terminal.now,
    onFatal(error) {
      log.error('store-lost', {}, error)
      // What its own disk holds is unknown now: no key may leave before a new start has read it.
      process.exit(1)
    },
  })
  const { member, url } = running
  terminal.print(
    input.flag('json')
      ? JSON.stringify({ ready: true, member, kas: url })
      : `ready  ${member}  kas ${url}`,
  )
  await terminal.stopped()
  log.info('stopping')
  await running.close()
  return { json: { ready: false, member }, text: '' }
}

function secondsOf(text: string): number {
  const seconds = Number(text)
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400) {
    throw new CliError('cli/usage', `--witness-seconds \`${text}\` is not 1 to 86400`)
  }
  return seconds
}
