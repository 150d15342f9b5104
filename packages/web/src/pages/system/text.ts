/**
 * What the page of peers and system says.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'
import type { HelpTexts } from '../../text/help.ts'

/** What a span of time came to. */
interface Told {
  readonly count: number
  readonly failed: number
  readonly mean: number | null
  readonly slowest: number | null
}

const en = {
  asOf: 'As of',
  every: (seconds: number) => `Read anew every ${seconds} seconds while this page is open.`,
  readAgain: 'Read again',
  stale: 'It could not be read again. What stands here is of the time above.',
  notYours:
    'This page is for operators whom member.json names under operators, and for officers for security.',

  alarms: 'Alarms',
  alarmCount: (count: number) => (count === 0 ? 'No alarm' : `Alarms: ${count}`),
  alarmsNone: 'Nothing is wrong that this server can see.',
  toDo: 'What to do',
  since: 'since',

  links: 'Connections',
  linksText: 'What this process has seen since it started.',
  linksNone: 'No other member is known yet: no pact is trusted.',
  member: 'Member',
  state: 'State',
  answers: 'answers',
  silent: 'does not answer',
  notAsked: 'not asked yet',
  heard: 'Heard',
  answered: 'Answered',
  clock: 'Clock',
  clockEqual: 'as ours',
  clockAhead: (seconds: number) => `${seconds} s ahead`,
  clockBehind: (seconds: number) => `${seconds} s behind`,
  never: 'not yet',
  unknown: 'not known',
  kas: 'Key Access Service',
  kasApart: (url: string) => `apart, at ${url}`,
  kasInside: 'in the server',

  traffic: 'Traffic and latency',
  trafficText: 'Counted by the minute in the memory of the server, for a day at most, since',
  trafficNone: 'Nothing was asked in this time.',
  whose: 'Requests',
  ofEdge: 'of our own people',
  ofFederation: 'of other members to us',
  ofPeer: (peer: string) => `of ours to ${peer}`,
  span: 'Time',
  hours: (count: number) => (count === 1 ? 'Last hour' : `Last ${count} hours`),
  told: (name: string, minutes: number, { count, failed, mean, slowest }: Told) =>
    `Requests ${name}, last ${minutes} minutes: ${count}, of which failed: ${failed}. On average ${mean ?? 0} ms, the slowest ${slowest ?? 0} ms.`,
  perMinute: 'Requests per minute',
  latency: 'Time to answer',
  requests: 'Requests',
  milliseconds: 'ms',
  all: 'all',
  failed: 'failed',
  mean: 'average',
  slowest: 'slowest',
  asTable: (minutes: number) => `As a table, ${minutes} minutes a row`,
  from: 'From',

  queues: 'Messages and sequence',
  queuesText:
    'Messages of each direction are numbered and chained: what is sent and not answered waits, and nothing is lost.',
  sent: 'Sent',
  replied: 'Answered',
  received: 'Received',
  waiting: 'Waiting',
  waitingSince: 'Oldest',
  attempts: 'Attempts',
  next: 'Next attempt',
  code: 'Code',
  receipts: 'Receipts',
  receiptsText: (overdue: number, refused: number, owed: number) =>
    [
      ...(overdue > 0 ? [`overdue: ${overdue}`] : []),
      ...(refused > 0 ? [`refused: ${refused}`] : []),
      ...(owed > 0 ? [`ours not taken: ${owed}`] : []),
    ].join(', ') || 'none open',

  ledger: 'Ledger',
  origin: 'Origin',
  entries: 'Entries',
  signed: 'of these signed',
  cosigned: 'of these cosigned by others',
  uncosigned: 'Oldest without a cosignature',
  allCosigned: 'none',
  chains: 'Other members, as known here',
  appointments: 'Entries of the directory',
  witnessed: 'Ledger cosigned by us up to',
  lastCosigned: 'Has cosigned ours',

  keys: 'Keys',
  keysText:
    'Keys that members have appointed for their servers. Keys of persons are on their own machines.',
  use: 'Use',
  name: 'Known by',
  until: 'Until',
  exchange: 'Exchange',
  uses: {
    tls: 'Certificate (TLS)',
    message: 'Messages',
    label: 'Labels',
    kas: 'Key Access Service',
    ledger: 'Ledger',
    witness: 'Witness',
  },
  states: { current: '', ended: 'ended', later: 'not yet valid' },
  exchangeLoss: 'after a loss: entente restore --new-origin',
  exchangeNone: 'not in a running member; appointed for five years',
  exchangeTheirs: 'by that member',

  storage: 'Storage and backup',
  free: 'Free on the disk',
  ofTotal: (free: string, total: string, percent: number) => `${free} of ${total} (${percent} %)`,
  store: 'Store',
  payloads: 'Payloads',
  payloadsText: (count: string, size: string) => `${count}, together ${size}`,
  backup: 'Last backup',
  backupText: (entries: string) => `${entries} entries of the ledger`,
  backupNone: 'none made from this folder',
  backupUnreadable: 'not known: last-backup.json cannot be read',
  backupHow: 'entente backup --dir FOLDER --to NEW-FOLDER',

  health: 'Health and versions',
  checks: { store: 'Store', kas: 'Key Access Service', disk: 'Disk' },
  well: 'works',
  nodeVersion: 'Node',
  sqliteVersion: 'SQLite',
  storeVersion: 'Form of the store',
} as const

const ja: Catalogue<typeof en> = {
  asOf: '時点',
  every: (seconds) => `この画面を開いている間、${seconds}秒ごとに読み直します。`,
  readAgain: '読み直す',
  stale: '読み直すことができませんでした。表示は上記の時点のものです。',
  notYours: 'この画面は、member.json の operators に記された運用者と、保全責任者のためのものです。',

  alarms: '警報',
  alarmCount: (count) => (count === 0 ? '警報なし' : `警報 ${count} 件`),
  alarmsNone: 'このサーバーから分かる範囲で、異常はありません。',
  toDo: '対応',
  since: '発生',

  links: '接続',
  linksText: 'サーバーの起動後に確認したものです。',
  linksNone: '他の締約者はまだありません（承認済みの協定がありません）。',
  member: '締約者',
  state: '状態',
  answers: '応答あり',
  silent: '応答なし',
  notAsked: '未確認',
  heard: '最後の受信',
  answered: '最後の応答',
  clock: '時計',
  clockEqual: '一致',
  clockAhead: (seconds) => `${seconds} 秒進み`,
  clockBehind: (seconds) => `${seconds} 秒遅れ`,
  never: 'なし',
  unknown: '不明',
  kas: '鍵管理サービス',
  kasApart: (url) => `独立（${url}）`,
  kasInside: 'サーバーに内蔵',

  traffic: '通信量と応答時間',
  trafficText: 'サーバーのメモリー内で一分ごとに計測し、最長一日分を保持します。計測開始：',
  trafficNone: 'この間、要求はありませんでした。',
  whose: '要求',
  ofEdge: '自国の利用者から',
  ofFederation: '他の締約者から',
  ofPeer: (peer) => `当方から ${peer} へ`,
  span: '期間',
  hours: (count) => `直近 ${count} 時間`,
  told: (name, minutes, { count, failed, mean, slowest }) =>
    `${name}の要求は、直近 ${minutes} 分間に ${count} 件（うち失敗 ${failed} 件）。平均 ${mean ?? 0} ms、最長 ${slowest ?? 0} ms。`,
  perMinute: '一分あたりの要求',
  latency: '応答時間',
  requests: '要求',
  milliseconds: 'ms',
  all: 'すべて',
  failed: '失敗',
  mean: '平均',
  slowest: '最長',
  asTable: (minutes) => `表で見る（${minutes} 分ごと）`,
  from: '開始',

  queues: '通信文と順序',
  queuesText:
    '通信文は方向ごとに番号が付き、連鎖しています。応答のないものは待機し、失われることはありません。',
  sent: '送信',
  replied: '応答済み',
  received: '受信',
  waiting: '待機',
  waitingSince: '最古',
  attempts: '試行',
  next: '次の試行',
  code: 'コード',
  receipts: '受領証',
  receiptsText: (overdue, refused, owed) =>
    [
      ...(overdue > 0 ? [`期限超過 ${overdue}`] : []),
      ...(refused > 0 ? [`拒否 ${refused}`] : []),
      ...(owed > 0 ? [`当方のもの未受取 ${owed}`] : []),
    ].join('、') || '懸案なし',

  ledger: '台帳',
  origin: '識別名',
  entries: '記載数',
  signed: '署名済み',
  cosigned: '他の締約者の立会署名済み',
  uncosigned: '立会署名のない最古の記載',
  allCosigned: 'なし',
  chains: '当方が把握する他の締約者の状況',
  appointments: '任命簿の記載数',
  witnessed: '当方が立会署名した台帳の範囲',
  lastCosigned: '当方の台帳への立会署名',

  keys: '鍵',
  keysText: '締約者がサーバーのために任命した鍵です。個人の鍵は各自の端末にあります。',
  use: '用途',
  name: '識別',
  until: '期限',
  exchange: '交換',
  uses: {
    tls: '証明書（TLS）',
    message: '通信文',
    label: '秘密標記情報',
    kas: '鍵管理サービス',
    ledger: '台帳',
    witness: '立会',
  },
  states: { current: '', ended: '終了', later: '開始前' },
  exchangeLoss: '喪失後：entente restore --new-origin',
  exchangeNone: '稼働中は交換できません（任命期間は五年）',
  exchangeTheirs: '当該締約者による',

  storage: '保管とバックアップ',
  free: 'ディスクの空き',
  ofTotal: (free, total, percent) => `${total} のうち ${free}（${percent} %）`,
  store: '記録',
  payloads: '本体',
  payloadsText: (count, size) => `${count} 件、計 ${size}`,
  backup: '最後のバックアップ',
  backupText: (entries) => `台帳の記載 ${entries} 件`,
  backupNone: 'このフォルダーからの取得なし',
  backupUnreadable: '不明（last-backup.json を読み取れません）',
  backupHow: 'entente backup --dir フォルダー --to 新しいフォルダー',

  health: '稼働状態と版',
  checks: { store: '記録', kas: '鍵管理サービス', disk: 'ディスク' },
  well: '正常',
  nodeVersion: 'Node',
  sqliteVersion: 'SQLite',
  storeVersion: '記録の形式',
}

/** By language. */
export const texts = { en, ja } as const

/** Help of the screen. */
export const help: HelpTexts = {
  en: {
    purpose: 'How the server of your member is, and its connections to the other members.',
    can: [
      'Read the alarms: each says what happened and what to do next. Where there is none, nothing is wrong that the server can see.',
      'See who answers, what waits for whom and why, and how far the messages of each direction have come.',
      'See until when each key is appointed, how much room there is, and when the last backup was made.',
    ],
    absent: [
      'Nothing can be done here: the commands that an alarm names are typed at the server.',
      'What is said of connections and plotted was seen since the process started; earlier than that, the metrics of the operator know.',
      'No document and no person is named here. Who asks for what is in the ledger, for those who inspect it.',
    ],
  },
  ja: {
    purpose: '自国のサーバーと、他の締約者との接続の状況を確認する画面です。',
    can: [
      '警報には、何が起き、次に何を行うかを示します。警報がなければ、サーバーから分かる範囲で異常はありません。',
      'どの締約者が応答しているか、誰宛ての何がなぜ待機しているか、双方向の通信文がどこまで進んだかを確認できます。',
      '鍵の任命の期限、空き容量、最後のバックアップの時刻を確認できます。',
    ],
    absent: [
      'この画面では操作を行いません。警報に示すコマンドは、サーバーで実行します。',
      '接続の状況及びグラフは、プロセスの起動後に確認したものです。それより前は、運用者の計測値によります。',
      '文書及び利用者は表示しません。誰が何を求めたかは台帳にあり、点検する者が確認します。',
    ],
  },
}
