/**
 * What the page of people says.
 *
 * @module
 */
import type { Catalogue } from '../../text/en.ts'

const en = {
  intro: 'Who may read what, where and until when, as the signed grants say. People are ids here.',
  closed:
    'Others are shown to officers for security, need-to-know and the registry. You are not one of them today.',
  own: 'What is on record of you',
  back: 'All people and facilities',
  day: 'As of',
  dayHint: 'The end of that day in the zone of this machine, as it was known then. Empty: now.',
  more: 'Show more',

  people: 'People',
  person: 'Person',
  organ: 'Organ',
  nationality: 'Nationality',
  offices: 'Offices',
  from: 'From',
  until: 'Until',
  none: 'Nobody is on record on that day.',

  facilities: 'Facilities',
  facility: 'Facility',
  levels: 'Accredited for',
  facilitiesNone: 'No facility is accredited on that day.',
  register: 'Facility register',
  registerText: 'Who had moved to another organ by that day was on it no more.',
  registerNone: 'Nobody is on the register of this facility on that day.',

  clearances: 'Clearances',
  level: 'Level',
  regime: 'Regime',
  by: 'Granted by',
  registers: 'Facility registers',
  needs: 'Need-to-know',
  scope: 'Document or case',
  purposes: 'Purposes',
  nothing: 'None on that day.',
  noPost: 'This person has no post on that day, so opens nothing that is classified.',
  readable: 'Could read',
  readableText:
    'The decision of that day for every document there was. Titles are not shown. Recalls are as they are known now.',
  readableNone: 'No document could be read on that day.',
  document: 'Document',
  originator: 'Originator',
  where: 'At',
  anywhere: 'anywhere',

  moves: 'If this person moves',
  movesText:
    'Lines of facility registers and needs-to-know are given in a post and end with it. A clearance stays; where its regime binds it to the organ that granted it, it counts there alone. Ask before you record a move.',
  toOrgan: 'To the organ',
  toOrganHint: 'Its id: small letters, digits and hyphens. Nothing is recorded by asking.',
  ask: 'Ask what would end',
  movedTo: (organ: string) => `In ${organ} this would end`,
  endsNothing: 'Nothing would end.',
  endsRegister: (facility: string) => `Line in the register of ${facility}`,
  endsNeed: 'Need-to-know of',
  endsDocument: 'Could read no more:',
  endsMore: 'There are more documents than were looked at here.',
  endsAgain: 'What is needed in the new post has to be given anew.',

  calendar: 'What ends within a year',
  calendarText:
    'From now on, the first to end first. What was renewed stands there with its last end.',
  calendarNone: 'Nothing ends within a year.',
  ends: 'Ends',
  month: 'Month',
  kind: 'Kind',
  what: 'What',
  kinds: {
    clearance: 'Clearance',
    facility: 'Accreditation',
    'facility-register': 'Facility register',
    'need-to-know': 'Need-to-know',
    person: 'Post',
  },
} as const

const ja: Catalogue<typeof en> = {
  intro:
    '署名された資格等の付与に基づき、だれが、どこで、何を、いつまで閲覧できるかを示します。取扱者は識別子で表示します。',
  closed:
    '他の取扱者の記録は、保全責任者、文書管理責任者及び登録責任者に表示されます。現在、あなたはいずれにも任命されていません。',
  own: '自分の記録',
  back: '取扱者と施設の一覧',
  day: '基準日',
  dayHint: 'この端末の時間帯でのその日の終わりに、当時知られていたとおりに示します。空欄は現在。',
  more: '続きを表示',

  people: '取扱者',
  person: '取扱者',
  organ: '機関',
  nationality: '国籍',
  offices: '職',
  from: '開始',
  until: '期限',
  none: 'その日に記録されている取扱者はいません。',

  facilities: '施設',
  facility: '施設',
  levels: '認定された区分',
  facilitiesNone: 'その日に認定されている施設はありません。',
  register: '施設の取扱者名簿',
  registerText: 'その日までに他の機関へ異動した者は、名簿に記載されません。',
  registerNone: 'その日に、この施設の名簿に記載されている者はいません。',

  clearances: '適性評価',
  level: '区分',
  regime: '秘密保全制度',
  by: '評価した機関',
  registers: '施設の取扱者名簿',
  needs: '知る必要',
  scope: '文書又は案件',
  purposes: '目的',
  nothing: 'その日にはありません。',
  noPost: 'その日に職がないため、区分のある文書を開くことはできません。',
  readable: '閲覧できた文書',
  readableText:
    '当時あったすべての文書について、その日の判断を示します。件名は表示しません。提供の取消しは現在知られているとおりです。',
  readableNone: 'その日に閲覧できた文書はありません。',
  document: '文書',
  originator: '提供者',
  where: '場所',
  anywhere: '場所を問わない',

  moves: '異動する場合',
  movesText:
    '施設の取扱者名簿の記載と知る必要は、職に対して付与され、職とともに終わります。適性評価は残りますが、秘密保全制度が評価した機関に限る場合は、その機関でのみ有効です。異動を記録する前に確認してください。',
  toOrgan: '異動先の機関',
  toOrganHint: '機関の識別子（英小文字、数字、ハイフン）。確認しても何も記録されません。',
  ask: '終わるものを確認',
  movedTo: (organ) => `${organ} に異動すると終わるもの`,
  endsNothing: '終わるものはありません。',
  endsRegister: (facility) => `${facility} の取扱者名簿の記載`,
  endsNeed: '知る必要：',
  endsDocument: '閲覧できなくなる文書：',
  endsMore: 'ここで確認した数を超える文書があります。',
  endsAgain: '新しい職で必要なものは、改めて付与する必要があります。',

  calendar: '1年以内に期限を迎えるもの',
  calendarText: '現在以降、期限の早い順に示します。更新したものは、最後の期限で示します。',
  calendarNone: '1年以内に期限を迎えるものはありません。',
  ends: '期限',
  month: '月',
  kind: '種類',
  what: '対象',
  kinds: {
    clearance: '適性評価',
    facility: '施設の認定',
    'facility-register': '施設の取扱者名簿',
    'need-to-know': '知る必要',
    person: '職',
  },
}

/** By language. */
export const texts = { en, ja }
