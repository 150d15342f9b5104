/**
 * What an act says, in a line: for whoever has just signed it.
 *
 * @module
 */
import type { AppointmentAct, Bilingual, GrantAct, NoticeAct } from '@entente/core/pact'

import type { Language } from './terminal.ts'

type Act = AppointmentAct | GrantAct | NoticeAct

const kinds: Record<Act['kind'], Bilingual> = {
  tls: { en: 'certificate', ja: '証明書' },
  kas: { en: 'key of the Key Access Service', ja: '鍵管理サービスの鍵' },
  ledger: { en: 'key of the ledger', ja: '台帳の鍵' },
  witness: { en: 'key of the witness', ja: '立会者の鍵' },
  label: { en: 'key for labels', ja: '秘密標記情報の鍵' },
  message: { en: 'key for messages', ja: '通信文の鍵' },
  officer: { en: 'officer', ja: '担当官' },
  registrar: { en: 'registrar', ja: '端末登録官' },
  device: { en: 'device', ja: '端末' },
  passkey: { en: 'passkey', ja: 'パスキー' },
  'person-key': { en: 'signing key of a person', ja: '本人の署名鍵' },
  'person-passkey': { en: 'signing passkey of a person', ja: '本人の署名用パスキー' },
  'officer-passkey': { en: 'passkey of an officer', ja: '担当官のパスキー' },
  person: { en: 'person', ja: '人物' },
  clearance: { en: 'clearance', ja: '適性評価' },
  facility: { en: 'facility', ja: '施設' },
  'facility-register': { en: 'facility register', ja: '施設の取扱者名簿' },
  'need-to-know': { en: 'need-to-know', ja: '知る必要' },
  'case-document': { en: 'document of a case', ja: '案件の文書' },
  exemption: { en: 'exemption from clearance by office', ja: '職による適性評価の適用除外' },
  'emergency-access': { en: 'emergency access', ja: '緊急の取扱い' },
  administrator: { en: 'administrator of a facility', ja: '施設の管理者' },
  'eyes-only-approval': {
    en: 'approval for New Zealand eyes only',
    ja: 'ニュージーランド国民限り（NZEO）の承認',
  },
  visit: { en: 'visit', ja: '訪問' },
  designation: { en: 'designation', ja: '指定' },
  'organ-consent': { en: 'consent of the designating organ', ja: '指定した機関の同意' },
  contractor: { en: 'contractor', ja: '契約者' },
  recovery: { en: 'recovery of a person’s access', ja: '利用者の回復' },
  withdrawal: { en: 'withdrawal', ja: '撤回' },
  signed: { en: 'signed', ja: '署名の通告' },
  'in-force': { en: 'in force', ja: '発効の通告' },
  suspended: { en: 'suspended', ja: '停止の通告' },
  resumed: { en: 'resumed', ja: '再開の通告' },
  terminated: { en: 'terminated', ja: '終了の通告' },
  assured: { en: 'assurance of protection', ja: '保護保証の通告' },
  acknowledged: { en: 'acknowledged', ja: '受領確認' },
}

/** Kind, whom or what it is about, and until when, or from when for a notice. */
export function describeAct(act: Act, lang: Language): string {
  const about = [
    'person' in act ? act.person : '',
    'level' in act ? act.level : '',
    'office' in act ? act.office : '',
    act.kind === 'designation' || act.kind === 'organ-consent' ? act.organ : '',
    'contractor' in act ? act.contractor : '',
    act.kind === 'assured' || act.kind === 'visit'
      ? act.levels.map(({ level }) => level).join(' ')
      : '',
    'facility' in act ? act.facility : '',
    'case' in act ? act.case : '',
    'document' in act ? act.document : '',
    'member' in act ? act.member : '',
    act.kind === 'officer' ? act.roles.join(' ') : '',
    act.kind === 'registrar' ? act.facilities.join(' ') : '',
    act.kind === 'need-to-know'
      ? act.scope.kind === 'case'
        ? act.scope.case
        : act.scope.document
      : '',
  ]
  const time = 'until' in act ? `–${act.until.slice(0, 10)}` : 'from' in act ? act.from : ''
  return [kinds[act.kind][lang], ...about, time].filter((part) => part !== '').join('  ')
}
