/**
 * `entente acknowledge`: a person answers for a document that was received and opened.
 *
 * @module
 */
import { acknowledgeDocument } from '@entente/sdk'

import type { Command } from '../command.ts'
import { openSigner, signerOptions } from '../keys.ts'
import { openClient, profileOption } from '../profile.ts'

const acknowledge: Command = {
  name: 'acknowledge',
  summary: {
    en: 'Acknowledge a received document that you have opened, under your own key',
    ja: '受領し開封した文書を、自分の鍵で署名して受領確認する',
  },
  positionals: ['DOCUMENT'],
  options: { ...signerOptions, ...profileOption },
  examples: [
    'entente acknowledge DOCUMENT',
    'entente acknowledge DOCUMENT --key /media/reader --json',
  ],
  async run(input, terminal) {
    const [document = ''] = input.positionals
    const signer = await openSigner(input, terminal)
    const client = await openClient(input, terminal)
    const { release, at, said } = await acknowledgeDocument(client, document, signer)
    const { originator, person } = said
    return {
      json: { document, release, originator, person, at },
      text: words[terminal.lang](document, originator, at),
    }
  },
}

/** The commands of this noun. */
export const acknowledgeCommands: readonly Command[] = [acknowledge]

const words = {
  en: (document: string, originator: string, at: string) =>
    `Acknowledged ${document}, on record since ${at}; it goes to ${originator}.`,
  ja: (document: string, originator: string, at: string) =>
    `${document} を受領確認しました（${at} に記録）。${originator} に送ります。`,
} as const
