/**
 * `entente backup` and `entente restore`: a member copied while it runs, and put back under a new origin.
 *
 * @module
 */
import { join, resolve } from 'node:path'

import type { RestoredMember } from '@entente/server'

import type { Command } from '../command.ts'
import { readBytes, writeJson } from '../files.ts'
import { keyFileOption, openKey, readSecret } from '../keys.ts'
import { readDirOption, memberDir } from '../member-folder.ts'
import { showProgress } from '../progress.ts'
import type { Language } from '../terminal.ts'

import { missingLines } from './account.ts'

const backup: Command = {
  name: 'backup',
  summary: {
    en: 'Copy a member as of one moment, while its server runs or not',
    ja: '締約者のある一時点の写しを取る（サーバー稼働中でも可）',
  },
  positionals: [],
  options: {
    ...readDirOption,
    to: {
      value: 'FOLDER',
      required: true,
      text: {
        en: 'folder to make, on another disk; there must be none yet',
        ja: '作成するフォルダー（別のディスク上で、まだ存在しないもの）',
      },
    },
  },
  examples: ['entente backup --dir tokyo --to /media/backup/tokyo-2026-11-25'],
  async run(input, terminal) {
    const { need } = input
    const { backupMember } = await import('@entente/server')
    const summary = await backupMember(
      memberDir(input, terminal),
      resolve(terminal.cwd, need('to')),
      terminal.now(),
      showProgress(terminal),
    )
    return {
      json: summary,
      text: words[terminal.lang].backedUp(need('to'), summary.size, summary.origin),
    }
  },
}

const restore: Command = {
  name: 'restore',
  summary: {
    en: 'Put a member back from a backup, under a new origin of its ledger',
    ja: 'バックアップから締約者を復元する（台帳は新しい識別名となる）',
  },
  positionals: [],
  options: {
    from: {
      value: 'FOLDER',
      required: true,
      text: { en: 'folder of the backup', ja: 'バックアップのフォルダー' },
    },
    dir: {
      value: 'FOLDER',
      required: true,
      text: {
        en: 'folder of the member to make; mark.json of the lost one may lie there',
        ja: '作成する締約者のフォルダー（失われたものの mark.json があれば置いておく）',
      },
    },
    'new-origin': {
      text: {
        en: 'begin a new ledger: an older state never signs under the origin it had',
        ja: '新しい台帳を始める（古い状態は元の識別名では決して署名しない）',
      },
    },
    known: {
      value: 'FILE',
      multiple: true,
      text: {
        en: 'account of another member (entente account make), or of the KAS apart (entente kas account); once for each',
        ja: '他の締約者（entente account make）または独立した鍵管理サービス（entente kas account）の照合表（それぞれ一度）',
      },
    },
    without: {
      value: 'MEMBER',
      multiple: true,
      text: {
        en: 'a member that cannot be asked; what only it knows may contradict what is signed next',
        ja: '照合表を求められない締約者（相手方だけが知る内容と、今後の署名が矛盾するおそれがある）',
      },
    },
    appointing: {
      value: 'FOLDER',
      required: true,
      text: { en: 'keyring of the appointing key', ja: '任命鍵の鍵束' },
    },
    'appointing-key-file': {
      value: 'FILE',
      text: {
        en: 'file that opens that keyring; without it a passphrase is asked for',
        ja: 'その鍵束を開くファイル（省略時はパスフレーズを入力）',
      },
    },
    ...keyFileOption,
  },
  examples: [
    'entente restore --from /media/backup/tokyo-2026-11-25 --dir tokyo --new-origin --known nzl-about-jpn.json --appointing /media/safe/appointing',
  ],
  async run(input, terminal) {
    const { need, text, list, flag } = input
    const { BackupError, parseAccount, restoreMember } = await import('@entente/server')
    if (!flag('new-origin')) throw new BackupError('backup/old-origin', '--new-origin is missing')
    const files = list('known').map((file) => readBytes(terminal, file))
    const accounts = (await Promise.all(files)).map(parseAccount)
    const appointing = await openKey(
      resolve(terminal.cwd, need('appointing')),
      text('appointing-key-file'),
      terminal,
    )
    const secret = await readSecret(terminal, text('key-file'), {
      en: 'Passphrase of the server’s keyring in the backup',
      ja: 'バックアップ内のサーバーの鍵束のパスフレーズ',
    })
    const folder = resolve(terminal.cwd, need('dir'))
    const { appointments, ...restored } = await restoreMember({
      from: resolve(terminal.cwd, need('from')),
      folder,
      secret,
      appointing,
      accounts,
      without: list('without'),
      now: terminal.now,
    })
    const file = join(folder, 'appointments.json')
    await writeJson(terminal, file, appointments)
    return {
      json: { ...restored, appointments: file },
      text: report(restored, need('dir'), terminal.lang),
    }
  },
}

/** The commands of these verbs. */
export const backupCommands: readonly Command[] = [backup, restore]

function report(
  { origin, size, former, backedUpAt, learned, missing }: Omit<RestoredMember, 'appointments'>,
  folder: string,
  lang: Language,
): string {
  const w = words[lang]
  return [
    w.restored(origin, size),
    w.former(former.origin, former.size),
    w.lost(former.lost),
    w.learned(learned),
    ...Object.entries(missing).flatMap(([peer, list]) => missingLines(peer, list, lang)),
    ...w.next(folder, backedUpAt),
  ].join('\n')
}

const words = {
  en: {
    backedUp: (folder: string, size: number, origin: string) =>
      `Backed up to ${folder}: ${size} entries of ${origin}.\nIts keys stay under their secret. It is as private as the member’s own folder.`,
    restored: (origin: string, size: number) => `Restored as ${origin}, with ${size} entries.`,
    former: (origin: string, size: number) =>
      `It takes over from ${origin}, whose last checkpoint known has ${size} entries.`,
    lost: (count: number) =>
      count === 0
        ? 'No entry is known to be lost; there may be some that nobody has seen.'
        : `At least ${count} entries are lost for good; the new ledger declares it.`,
    learned: (count: number) =>
      `${count} statements were taken from the accounts of other members.`,
    next: (folder: string, at: string) => [
      'Next:',
      '  1. Put the appointing key back into its safe.',
      `  2. entente serve --dir ${folder}: the server tells the other members its new keys itself.`,
      `  3. entente account make MEMBER --dir ${folder}, for each member to compare with.`,
      `  4. Grants, passwords and people are as of ${at}: withdraw again what was withdrawn since.`,
      '  5. Never start the old folder again, nor a copy of it.',
    ],
  },
  ja: {
    backedUp: (folder: string, size: number, origin: string) =>
      `${folder} にバックアップしました（${origin} の ${size} 項目）。\n鍵は暗号化されたままです。元のフォルダーと同様に保護してください。`,
    restored: (origin: string, size: number) => `${origin} として復元しました（${size} 項目）。`,
    former: (origin: string, size: number) =>
      `${origin} を引き継ぎます。判明している最後の検証点は ${size} 項目です。`,
    lost: (count: number) =>
      count === 0
        ? '失われたと判明している項目はありません（誰も見ていない項目はあり得ます）。'
        : `少なくとも ${count} 項目が失われ、新しい台帳がこれを申告します。`,
    learned: (count: number) => `他の締約者の照合表から ${count} 件の声明を取り込みました。`,
    next: (folder: string, at: string) => [
      '次に行うこと:',
      '  1. 任命鍵を金庫に戻す。',
      `  2. entente serve --dir ${folder}（新しい鍵はサーバー自身が他の締約者に伝える）`,
      `  3. entente account make 締約者 --dir ${folder} を実行し、各締約者に照合してもらう。`,
      `  4. 付与・パスワード・利用者は ${at} 時点のもの。その後に撤回したものを改めて撤回する。`,
      '  5. 元のフォルダーやその写しを、二度と起動しない。',
    ],
  },
} as const
