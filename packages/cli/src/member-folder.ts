/**
 * The folder of a member, as an operator's command line names it.
 *
 * @module
 */
import { join, resolve } from 'node:path'

import type { Command, Input } from './command.ts'
import type { Terminal } from './terminal.ts'

/** The option that names the folder. */
export const dirOption: Command['options'] = {
  dir: {
    value: 'FOLDER',
    text: {
      en: 'folder of the member; default: this folder',
      ja: '締約者のフォルダー（省略時は現在のフォルダー）',
    },
  },
}

/** {@link dirOption} of a command that only reads. */
export const readDirOption: Command['options'] = {
  dir: {
    value: 'FOLDER',
    text: {
      en: 'folder of the member, whose server may be running; default: this folder',
      ja: '締約者のフォルダー（サーバー稼働中でも可。省略時は現在のフォルダー）',
    },
  },
}

/** The folder that the options name. */
export function memberDir({ text }: Pick<Input, 'text'>, { cwd }: Terminal): string {
  return resolve(cwd, text('dir') ?? '.')
}

/** What a member hands to others, beside what is its own. */
export function handedOut(folder: string): {
  /** To the other members: the chain of its appointments. */
  readonly appointments: string
  /** To its own people: address and certificate of the server. */
  readonly server: string
  /** The certificate alone, for their browsers. */
  readonly certificate: string
  /** To the custodians of a Key Access Service that runs apart. */
  readonly link: string
} {
  return {
    appointments: join(folder, 'appointments.json'),
    server: join(folder, 'server.json'),
    certificate: join(folder, 'tls.pem'),
    link: join(folder, 'link.json'),
  }
}
