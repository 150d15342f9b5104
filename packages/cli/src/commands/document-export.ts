/**
 * `entente document export`: a document as one container, still sealed.
 *
 * @module
 */
import { resolve } from 'node:path'

import { writeOutput } from '@entente/host'
import { exportContainer } from '@entente/sdk'

import type { Command } from '../command.ts'
import { openClient, profileOption } from '../profile.ts'

/** The command. */
export const exportDocument: Command = {
  name: 'document export',
  summary: {
    en: 'Write a document as one container, still sealed',
    ja: '文書を封印されたまま一つの容器として書き出す',
  },
  positionals: ['DOCUMENT'],
  options: {
    out: {
      value: 'FILE',
      short: 'o',
      required: true,
      text: { en: 'where to write the container', ja: '容器の出力先' },
    },
    ...profileOption,
  },
  examples: ['entente document export DOCUMENT --out report.tdf'],
  async run(input, terminal) {
    const [document = ''] = input.positionals
    const client = await openClient(input, terminal)
    const out = input.need('out')
    const bytes = await writeOutput(resolve(terminal.cwd, out), async ({ write }) => {
      let position = 0
      for await (const piece of exportContainer(client, document)) {
        await write(piece, position)
        position += piece.length
      }
      return position
    })
    return { json: { document, bytes }, text: words[terminal.lang].exported(out, bytes) }
  },
}

const words = {
  en: { exported: (file: string, bytes: number) => `${bytes} bytes, sealed, written to ${file}` },
  ja: {
    exported: (file: string, bytes: number) =>
      `封印されたまま ${file} に ${bytes} バイトを書き出しました`,
  },
} as const
