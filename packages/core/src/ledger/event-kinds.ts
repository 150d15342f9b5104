/**
 * Every kind of event in words: what it is called, the article it serves, who may be shown one.
 *
 * @module
 */
import type { EventKind } from './event.ts'

/** Who may be shown an event when it is disclosed. */
export type EventAudience = 'self' | 'parties' | 'anyone'

/** A row of {@link eventKinds}. */
export interface EventKindRow {
  readonly en: string
  readonly ja: string
  /** Article of the illustrative pact that the event serves; null where it is the member's own keeping. */
  readonly article: string | null
  /** `self`: the member alone. `parties`: also the other members of the pact. `anyone`: no harm done. */
  readonly sees: EventAudience
}

/** One row a kind. */
export const eventKinds: Readonly<Record<EventKind, EventKindRow>> = {
  'member-founded': row('Member founded', '締約者の設立', null, 'anyone'),
  'pact-adopted': row('Pact adopted', '協定の採択', '21', 'parties'),
  'appointment-made': row('Appointment made', '任命', '2(d)', 'parties'),
  'appointments-received': row('Appointments received', '相手方の任命の受領', '2(d)', 'parties'),
  'notice-issued': row('Notice issued', '通告の発出', '21', 'parties'),
  'notice-received': row('Notice received', '通告の受領', '21', 'parties'),
  'grant-made': row('Grant made', '資格等の付与', '7', 'self'),
  'draft-created': row('Draft created', '下書きの作成', '4', 'self'),
  'draft-discarded': row('Draft discarded', '下書きの破棄', '4', 'self'),
  derived: row('Made from another', '派生文書の作成', '4(3)', 'self'),
  'release-prepared': row('Release prepared', '提供の準備', '6', 'self'),
  approved: row('Release approved', '提供の承認', '6', 'parties'),
  'approval-refused': row('Approval refused', '承認の拒否', '6', 'self'),
  'release-refused': row('Release refused by an officer', '担当官による提供の不承認', '6', 'self'),
  released: row('Released', '提供の決定', '6', 'parties'),
  delivered: row('Delivery queued', '送達の準備完了', '12', 'parties'),
  received: row('Received', '受領', '12', 'parties'),
  'delivery-refused': row('Delivery refused', '受領の拒否', '12', 'parties'),
  'receipt-issued': row('Receipt issued', '受領証の発行', '12', 'parties'),
  'receipt-received': row('Receipt received', '受領証の受取', '12', 'parties'),
  'receipt-overdue': row('Receipt overdue', '受領証の期限超過', '12', 'parties'),
  acknowledged: row('Acknowledged', '受領確認', '12', 'parties'),
  'acknowledgement-refused': row('Acknowledgement refused', '受領確認の拒否', '12', 'self'),
  'acknowledgement-received': row('Acknowledgement received', '受領確認の受取', '12', 'parties'),
  'consent-asked': row('Consent asked for', '同意の求め', '6', 'self'),
  'consent-request-received': row(
    'Request for consent received',
    '同意の求めの受領',
    '6',
    'parties',
  ),
  'consent-issued': row('Consent given', '同意の付与', '6', 'parties'),
  'consent-received': row('Consent received', '同意の受領', '6', 'parties'),
  'consent-refused': row('Consent refused', '同意の拒否', '6', 'self'),
  'consent-refusal-received': row(
    'Refusal of consent received',
    '同意の拒否の受領',
    '6',
    'parties',
  ),
  'key-granted': row('Key granted', '鍵の交付', '7', 'parties'),
  'share-granted': row('Key share granted', '分割鍵の交付', '7', 'parties'),
  'key-denied': row('Key denied', '鍵の交付の拒否', '7', 'self'),
  'emergency-used': row('Emergency access used', '緊急の取扱いによる開封', '7', 'self'),
  opened: row('Opened', '開封', '7', 'parties'),
  printed: row('Printed', '印刷', '14', 'parties'),
  'print-refused': row('Print refused', '印刷の拒否', '14', 'self'),
  recalled: row('Recalled', '提供の取消し', '6', 'parties'),
  destroyed: row('Destroyed', '破棄', '13', 'parties'),
  'register-exported': row('Register exported', '登録簿の出力', '6', 'self'),
  'event-disclosed': row('Event disclosed', '事象の開示', null, 'self'),
  'designation-expired': row('Designation expired', '指定の有効期間の満了', '7', 'self'),
  'expiry-notified': row('Expiry notified in writing', '満了の書面による通知', '7', 'self'),
  'signed-in': row('Signed in', 'サインイン', null, 'self'),
  'sign-in-refused': row('Sign-in refused', 'サインインの拒否', null, 'self'),
  'message-refused': row('Message refused', '通信文の拒否', '12', 'parties'),
  'message-conflict': row('Conflicting message kept', '矛盾する通信文の保存', '12', 'parties'),
  'witness-cosigned': row('Ledger cosigned by us', '相手方台帳への立会署名', null, 'anyone'),
  'backup-made': row('Backup made', 'バックアップの作成', null, 'self'),
  restored: row('Restored under a new origin', '新しい識別名での復元', '17', 'anyone'),
}

function row(en: string, ja: string, article: string | null, sees: EventAudience): EventKindRow {
  return { en, ja, article, sees }
}
