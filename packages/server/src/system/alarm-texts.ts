/**
 * What each alarm says: what happened, and what to do next, in both languages.
 *
 * @module
 */
import type { ServerUse } from './keys.ts'

/** Both sentences in both languages. */
export interface AlarmText {
  readonly happened: Said
  readonly next: Said
}

interface Said {
  readonly en: string
  readonly ja: string
}

const uses: Readonly<Record<ServerUse, Said>> = {
  tls: { en: 'the certificate of the server', ja: 'サーバーの証明書' },
  message: { en: 'the key that signs messages', ja: '通信文に署名する鍵' },
  label: { en: 'the key that signs labels', ja: '秘密標記情報に署名する鍵' },
  kas: { en: 'the key of the Key Access Service', ja: '鍵管理サービスの鍵' },
  ledger: { en: 'the key of the ledger', ja: '台帳の鍵' },
  witness: { en: 'the key of the witness', ja: '立会の鍵' },
}

/** By code. */
export const alarmTexts = {
  store: (code: string): AlarmText => ({
    happened: {
      en: `The store cannot be read (${code}).`,
      ja: `記録の保管場所を読み取れません（${code}）。`,
    },
    next: {
      en: 'Look at the disk and at the rights on the folder, and read the last lines of the log. Delete nothing in the folder.',
      ja: 'ディスクとフォルダーの権限を確認し、ログの末尾を読んでください。フォルダー内のものは削除しないでください。',
    },
  }),
  kas: (code: string): AlarmText => ({
    happened: {
      en: `The Key Access Service does not answer (${code}): nobody can open a document.`,
      ja: `鍵管理サービスが応答しません（${code}）。文書を開くことができません。`,
    },
    next: {
      en: 'Ask its custodians to start it (entente serve --role kas), and look at the link between the two machines.',
      ja: '鍵管理者に起動（entente serve --role kas）を依頼し、両機の間の接続路を確認してください。',
    },
  }),
  'disk-full': (): AlarmText => ({
    happened: {
      en: 'Less than 256 MiB are free: a commit that fails ends the server.',
      ja: '空き容量が 256 MiB を下回っています。書き込みに失敗するとサーバーは停止します。',
    },
    next: {
      en: 'Make room now, outside of the member’s folder. Delete nothing inside of it.',
      ja: '直ちに、締約者のフォルダーの外で空きを作ってください。中のものは削除しないでください。',
    },
  }),
  'disk-low': (percent: number): AlarmText => ({
    happened: {
      en: `Only ${percent} % of the disk are free.`,
      ja: `ディスクの空きが ${percent} % です。`,
    },
    next: {
      en: 'Make room, or move the whole folder to a larger disk while the server is stopped. A payload needs its size, an entry of the ledger about 2 KiB.',
      ja: '空きを作るか、サーバーを停止してフォルダー全体をより大きなディスクへ移してください。本体はその大きさ、台帳は一記載あたり約 2 KiB を要します。',
    },
  }),
  conflict: (peer: string): AlarmText => ({
    happened: {
      en: `${peer} has signed two things that contradict each other; both are kept as evidence.`,
      ja: `${peer} が、互いに矛盾するものに署名しました。双方を証拠として保存しています。`,
    },
    next: {
      en: 'Tell your security officer, keep everything, and ask the other operator whether a backup was started there.',
      ja: '保全責任者に報告し、すべてを保存したうえで、バックアップを起動していないか相手方の運用者に確認してください。',
    },
  }),
  'link-down': (peer: string, code: string): AlarmText => ({
    happened: {
      en: `${peer} does not answer (${code}). What is for it waits; nothing is lost.`,
      ja: `${peer} が応答しません（${code}）。宛てたものは待機しており、失われません。`,
    },
    next: {
      en: 'Look at the network and the firewall (federation port), then call its operator.',
      ja: 'ネットワークとファイアウォール（締約者間のポート）を確認し、相手方の運用者に連絡してください。',
    },
  }),
  'queue-waits': (peer: string, count: number, code: string): AlarmText => ({
    happened: {
      en: `Messages to ${peer} wait to be answered: ${count} (${code}).`,
      ja: `${peer} 宛ての通信文 ${count} 件が応答を待っています（${code}）。`,
    },
    next: {
      en: 'Where the code is federation/unreachable, call its operator. Where it is another, look it up in docs/errors.md and compare appointments: entente queue show',
      ja: 'コードが federation/unreachable であれば相手方の運用者に連絡してください。それ以外は docs/errors.md で確かめ、任命を照合してください：entente queue show',
    },
  }),
  'receipt-overdue': (peer: string, count: number): AlarmText => ({
    happened: {
      en: `${peer} has given no receipt in the time of the pact. Deliveries: ${count}.`,
      ja: `協定の期限内に ${peer} から受領証が届いていません（${count} 件）。`,
    },
    next: {
      en: 'Tell your registry officer, who calls the other registry: entente release show',
      ja: '登録責任者に伝え、相手方の登録簿の担当に連絡してもらってください：entente release show',
    },
  }),
  'receipt-not-taken': (peer: string, count: number): AlarmText => ({
    happened: {
      en: `${peer} has not taken our receipts in time: ${count}.`,
      ja: `${peer} が当方の受領証を期限内に受け取っていません（${count} 件）。`,
    },
    next: {
      en: 'Do as for messages that wait: entente queue show names the code.',
      ja: '待機中の通信文と同様に対応してください。コードは entente queue show で分かります。',
    },
  }),
  clock: (peer: string, seconds: number): AlarmText => ({
    happened: {
      en: `The clock of ${peer} is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} ours; beyond five minutes its messages are refused.`,
      ja: `${peer} の時計は当方より ${Math.abs(seconds)} 秒${seconds > 0 ? '進んで' : '遅れて'}います。五分を超えると通信文は拒否されます。`,
    },
    next: {
      en: 'See that time is synchronised on this machine (timedatectl). If it is, call the other operator.',
      ja: '本機の時刻同期（timedatectl）を確認し、問題がなければ相手方の運用者に連絡してください。',
    },
  }),
  undelivered: (count: number): AlarmText => ({
    happened: {
      en: `Releases were decided and are not on their way: ${count}.`,
      ja: `決定済みの提供 ${count} 件が送達に移っていません。`,
    },
    next: {
      en: 'Look for delivery-failed in the log: it has the code. Tell the officer who approved it.',
      ja: 'ログの delivery-failed でコードを確かめ、承認した担当官に伝えてください。',
    },
  }),
  'witness-behind': (count: number): AlarmText => ({
    happened: {
      en: `No other member has cosigned the newest entries of our ledger: ${count}.`,
      ja: `台帳の直近 ${count} 件に、他の締約者の立会署名がありません。`,
    },
    next: {
      en: 'See whether the other members answer, and whether they have appointed a witness. witness/409 in the metrics means that one holds more of our ledger than we do: start no backup.',
      ja: '他の締約者が応答するか、立会が任命されているかを確認してください。計測値に witness/409 があれば、相手方が当方より新しい台帳を保持しています。バックアップを起動しないでください。',
    },
  }),
  'key-ends': (use: ServerUse, days: number): AlarmText => ({
    happened: {
      en:
        days === 0
          ? `The appointment of ${uses[use].en} has ended.`
          : `The appointment of ${uses[use].en} ends. Days left: ${days}.`,
      ja:
        days === 0
          ? `${uses[use].ja}の任命が終了しました。`
          : `${uses[use].ja}の任命はあと ${days} 日で終了します。`,
    },
    next: {
      en: 'Fetch the appointing authority: new keys are appointed with the appointing key. What can be exchanged today is in docs/operating.md, Keys.',
      ja: '任命権者に連絡してください。新しい鍵は任命鍵で任命します。現在交換できる鍵は docs/ja/operating.md の「鍵」にあります。',
    },
  }),
  'peer-key-ends': (peer: string, use: ServerUse, days: number): AlarmText => ({
    happened: {
      en:
        days === 0
          ? `${peer}: the appointment of ${uses[use].en} has ended.`
          : `${peer}: the appointment of ${uses[use].en} ends. Days left: ${days}.`,
      ja:
        days === 0
          ? `${peer}：${uses[use].ja}の任命が終了しました。`
          : `${peer}：${uses[use].ja}の任命はあと ${days} 日で終了します。`,
    },
    next: {
      en: 'Tell its operator. Once it ends, what that key is for is refused here.',
      ja: '相手方の運用者に伝えてください。終了後、その鍵によるものは当方で拒否されます。',
    },
  }),
  'backup-unreadable': (): AlarmText => ({
    happened: {
      en: 'The file last-backup.json in the member’s folder cannot be read: when the last backup was made is not known.',
      ja: '締約者のフォルダーの last-backup.json を読み取れません。最後のバックアップの時刻が不明です。',
    },
    next: {
      en: 'Look at the disk and the rights on the file, then back up to another disk, which writes it anew: entente backup --dir FOLDER --to NEW-FOLDER',
      ja: 'ディスクとファイルの権限を確認し、別のディスクにバックアップしてください。ファイルも書き直されます：entente backup --dir フォルダー --to 新しいフォルダー',
    },
  }),
  'no-backup': (days: number | undefined): AlarmText => ({
    happened: {
      en:
        days === undefined
          ? 'No backup has been made.'
          : `The last backup was made ${days} days ago.`,
      ja:
        days === undefined
          ? 'バックアップがありません。'
          : `最後のバックアップから ${days} 日が経過しています。`,
    },
    next: {
      en: 'Back up to another disk, while the server runs: entente backup --dir FOLDER --to NEW-FOLDER',
      ja: '稼働中のまま、別のディスクにバックアップしてください：entente backup --dir フォルダー --to 新しいフォルダー',
    },
  }),
} as const

/** Code of an alarm. */
export type AlarmCode = keyof typeof alarmTexts

/** All of them. */
export const alarmCodes: readonly AlarmCode[] = Object.keys(alarmTexts).filter(
  (code): code is AlarmCode => Object.hasOwn(alarmTexts, code),
)
