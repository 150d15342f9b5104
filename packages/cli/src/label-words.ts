/**
 * What people read about labels, in both languages.
 *
 * @module
 */
import type { AccessDecision, Label, LabelFault, LabelFinding } from '@entente/core/label'
import { isWide, widthOfLine } from '@entente/core/marking'

import type { Language } from './terminal.ts'

type Deny = Extract<AccessDecision, { kind: 'deny' }>['reason']
type Field =
  | 'access'
  | 'bound'
  | 'categories'
  | 'classification'
  | 'created'
  | 'fault'
  | 'finding'
  | 'kind'
  | 'marking'
  | 'obsolete'
  | 'originator'
  | 'policy'
  | 'privacyMark'
  | 'review'
  | 'standard'
  | 'succession'
  | 'valid'
type Answer = 'allowed' | 'denied' | 'no' | 'notToday' | 'yes'

interface Words {
  readonly field: Readonly<Record<Field, string>>
  readonly answer: Readonly<Record<Answer, string>>
  readonly kind: Readonly<Record<Label['kind'], string>>
  readonly finding: Readonly<Record<LabelFinding, string>>
  readonly fault: Readonly<Record<LabelFault['kind'], string>>
  readonly deny: Readonly<Record<Deny, string>>
}

/** One row a word. */
export const labelWords: Readonly<Record<Language, Words>> = {
  en: {
    field: {
      access: 'access',
      bound: 'bound to',
      categories: 'categories',
      classification: 'classification',
      created: 'created',
      fault: 'broken rule',
      finding: 'departure',
      kind: 'kind',
      marking: 'marking',
      obsolete: 'obsolete',
      originator: 'originator',
      policy: 'policy',
      privacyMark: 'privacy mark',
      review: 'review',
      standard: 'to the letter of ADatP-4774',
      succession: 'succeeded',
      valid: 'valid under the policy',
    },
    answer: { allowed: 'yes', denied: 'no', no: 'no', notToday: 'overdue', yes: 'yes' },
    kind: {
      alternative: 'alternative, of another policy',
      metadata: 'of the metadata',
      originator: 'of the originator',
    },
    finding: {
      'classification-uri': 'the classification has a URI, which the standard forbids',
      'no-creation-time': 'it does not say when it was made',
      'no-policy-uri': 'it names its policy without a URI',
      'no-review-time': 'it says neither when to review it nor what succeeds it',
      'policy-url': 'it says URL where the standard says URI',
      'untyped-root': 'it does not say whose label it is (old root element)',
    },
    fault: {
      'excluded-category': 'may not stand together with',
      'excluded-class': 'may not stand with the level',
      'required-category': 'requires a category that is missing',
      'required-class': 'may stand only with another level than',
      'too-few': 'has too few values',
      'too-many': 'has too many values',
    },
    deny: {
      classification: 'the clearance does not list the level',
      'invalid-label': 'the label is not valid under the policy',
      'other-policy': 'the clearance is of another policy than',
      permissive: 'the clearance has none of the values of',
      restrictive: 'the clearance does not have',
    },
  },
  ja: {
    field: {
      access: 'アクセス',
      bound: '結び付け先',
      categories: '区分',
      classification: '秘密区分',
      created: '作成',
      fault: '規則違反',
      finding: '規格との相違',
      kind: '種別',
      marking: '表示',
      obsolete: '廃止された値',
      originator: '提供者',
      policy: '制度',
      privacyMark: '取扱区分',
      review: '見直し',
      standard: 'ADatP-4774 に厳密に適合',
      succession: '後継',
      valid: '制度上有効',
    },
    answer: { allowed: '可', denied: '不可', no: 'いいえ', notToday: '期限超過', yes: 'はい' },
    kind: {
      alternative: '代替（別の制度によるもの）',
      metadata: 'メタデータのもの',
      originator: '提供者によるもの',
    },
    finding: {
      'classification-uri': '秘密区分に、規格で禁じられた URI がある',
      'no-creation-time': '作成日時がない',
      'no-policy-uri': '制度の URI がない',
      'no-review-time': '見直しの日時も後継もない',
      'policy-url': 'URI とあるべき箇所が URL となっている',
      'untyped-root': '誰の標記かが示されていない（旧形式）',
    },
    fault: {
      'excluded-category': 'と併用できない区分:',
      'excluded-class': 'と併用できない秘密区分:',
      'required-category': 'に必須の区分がない',
      'required-class': 'は次の秘密区分とは使えない:',
      'too-few': 'の値が足りない',
      'too-many': 'の値が多すぎる',
    },
    deny: {
      classification: '適格性に含まれない秘密区分:',
      'invalid-label': '制度上有効でない標記:',
      'other-policy': '適格性の制度が異なる:',
      permissive: '適格性にいずれの値もない:',
      restrictive: '適格性にない区分:',
    },
  },
}

/** Rows of a name and a value, the values below each other. */
export function formatRows(rows: readonly (readonly [Field, string])[], lang: Language): string {
  const names = rows.map(([field]) => labelWords[lang].field[field])
  const widths = names.map((name) => widthOfLine(name, (one) => (isWide(one) ? 2 : 1)))
  const width = Math.max(0, ...widths)
  return rows
    .map(([, value], at) => `${names[at]}${' '.repeat(width - (widths[at] ?? 0))}  ${value}`)
    .join('\n')
}
