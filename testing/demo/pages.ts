/**
 * What people see of the document: its label, and its pages with their marking.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { readLabelAssertion } from '@entente/core/tdf'

import { typeIn, words } from '../command-line.ts'

import { manifestOf, type Story } from './documents.ts'

const policyOf = (name: string): string =>
  fileURLToPath(new URL(`../../profiles/${name}.spif.xml`, import.meta.url))

/** `entente label show` and `check` on the label that was sealed into the container. */
export async function showLabel(story: Story, document: string): Promise<void> {
  const { report } = story
  const shown = await report.done(
    'label',
    {
      en: 'Its label, as `entente label show` and `check` read it from the container',
      ja: '容器から取り出した秘密標記情報（`entente label show` と `check`）',
    },
    async () => {
      const manifest = await manifestOf(story.tokyo, 'author', document)
      await writeFile(join(story.root, labelFile), readLabelAssertion(manifest).xml)
      const policy = ['--policy', policyOf('jpn/hiketsu')]
      const lines = await type(story, 'label', 'show', labelFile, ...policy)
      return `${lines}${await type(story, 'label', 'check', labelFile, ...policy)}`
    },
  )
  report.show(shown)
}

/** `entente label render` for the reader in Wellington: on the terminal, and as files that stay. */
export async function showPages(story: Story, document: string, text: string): Promise<void> {
  const { report, root, pages, lang } = story
  const shown = await report.done(
    'pages',
    {
      en: 'The page that the analyst reads, as `entente label render` makes it',
      ja: '閲覧者が読むページ（`entente label render`）',
    },
    async () => {
      await writeFile(join(root, 'report.txt'), text)
      const manifest = await manifestOf(story.wellington, 'reader', document)
      await writeFile(join(root, labelFile), readLabelAssertion(manifest).xml)
      const about = [
        ...words`--label ${labelFile} --policy ${policyOf('jpn/hiketsu')} --copy 1`,
        ...words`--pact pact.json --member nzl --own-policy ${policyOf('nzl/psr')}`,
        ...words`--reader nzl-reader --zone Pacific/Auckland`,
      ]
      for (const to of ['html', 'pdf']) {
        const out = ['-o', join(pages, `received.${to}`)]
        await type(story, 'label', 'render', 'report.txt', ...about, '--to', to, ...out)
      }
      return type(story, 'label', 'render', 'report.txt', ...about, '--to', 'text')
    },
  )
  report.show(shown)
  const fileWords = { en: 'The same page as a file: ', ja: '同じページのファイル：' }
  for (const to of ['html', 'pdf'])
    report.show(`${fileWords[lang]}${join(pages, `received.${to}`)}`)
}

const labelFile = 'label.xml'

async function type({ root, lang }: Story, ...line: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await typeIn(root, [...line, '--lang', lang])
  if (exit !== 0) throw new Error(`entente ${line.join(' ')}: ${stderr}`)
  return stdout
}
