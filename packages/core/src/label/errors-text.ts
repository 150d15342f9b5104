/**
 * What each refusal of a label means and what to do next, in both languages.
 *
 * @module
 */
import type { LabelErrorCode } from './errors.ts'

/** One row a code, with the HTTP status it leaves as. */
export const labelErrorTexts: Readonly<
  Record<LabelErrorCode, { readonly en: string; readonly ja: string; readonly status: number }>
> = {
  'label/bad-designation': {
    en: 'The law does not allow a designation of this term. Compare it with the register of designations.',
    ja: 'この有効期間の指定は法律上認められません。指定管理簿と照合してください。',
    status: 422,
  },
  'label/bad-marking': {
    en: 'This is not a protective marking that the rules allow. Compare it with the classification, its endorsements and the countries.',
    ja: '規則で認められた表示ではありません。秘密区分、付記、提供先の国を確認してください。',
    status: 422,
  },
  'label/bad-text': {
    en: 'A text of the label can be mistaken for another: it has hidden characters, mixed alphabets or stray spaces. Type it anew.',
    ja: '秘密標記情報の文字列に、見えない文字、字種の混在、余分な空白など、他の語と見誤るおそれのある箇所があります。入力し直してください。',
    status: 422,
  },
  'label/bad-time': {
    en: 'A time of the label does not exist or does not name its time zone. Write it as 2026-11-25T00:00:00Z.',
    ja: '秘密標記情報の日時が存在しないか、時間帯が示されていません。2026-11-25T00:00:00Z の形式で記載してください。',
    status: 422,
  },
  'label/below-source': {
    en: 'The label protects less than a document that this one is made from. Take at least its level, all its restrictions, and nobody to whom it may not go; a translation has the same level.',
    ja: '秘密標記情報による保護が、作成のもとになった文書より弱くなっています。同等以上の区分とすべての制限を付け、もとの文書の提供先に限ってください。翻訳は同じ区分とします。',
    status: 422,
  },
  'label/binding-algorithm': {
    en: 'The signature of the binding uses an algorithm or a transform that is not allowed. Have it bound again with ECDSA or RSA, SHA-256 and SHA-384.',
    ja: '署名に、認められない算法または変換が使われています。ECDSA または RSA（SHA-256）と SHA-384 で署名し直してもらってください。',
    status: 422,
  },
  'label/binding-ambiguous': {
    en: 'The binding has more than one label by an originator, so that nobody can say which holds. Have it bound again.',
    ja: '提供者の秘密標記情報が複数あり、どれが有効か定まりません。結び付け直してもらってください。',
    status: 422,
  },
  'label/binding-coverage': {
    en: 'The signature does not cover all of the binding, or not in its place. Do not rely on the label; tell its originator.',
    ja: '署名が全体に及んでいないか、あるべき位置にありません。この標記を信頼せず、提供者に知らせてください。',
    status: 422,
  },
  'label/binding-data': {
    en: 'The file is not the one that was labelled: it was changed, or the label was moved. Do not use it; tell the originator.',
    ja: '標記された文書と異なります。文書が変更されたか、標記が移されています。使用せず、提供者に知らせてください。',
    status: 422,
  },
  'label/binding-external': {
    en: 'The binding refers to something outside of it, which is not fetched. Give the file itself.',
    ja: '外部への参照は取得しません。参照先のファイルを指定してください。',
    status: 422,
  },
  'label/binding-key': {
    en: 'The certificate is not valid now, or its key cannot be used for this signature. Ask the signer for the right one.',
    ja: '証明書が有効期間外か、この署名に使えない鍵です。署名者に正しい証明書を確認してください。',
    status: 422,
  },
  'label/binding-signature': {
    en: 'The signature of the binding is not right: it was changed, or made with another key. Do not rely on the label.',
    ja: '署名が正しくありません。変更されたか、別の鍵で署名されています。この標記を信頼しないでください。',
    status: 422,
  },
  'label/binding-unsigned': {
    en: 'The binding has no signature, so that anybody can have made it. Ask for a signed one.',
    ja: '署名がなく、誰でも作成できるものです。署名のあるものを求めてください。',
    status: 422,
  },
  'label/excluded': {
    en: 'The policy does not allow this combination: a value of the label excludes another one or the level, or too many are chosen. Remove one of them, or choose another level.',
    ja: 'この制度では併用できない組合せです。値どうし、または値と区分とが併用できないか、選択した値が多すぎます。いずれかを外すか、別の区分を選択してください。',
    status: 422,
  },
  'label/forms-disagree': {
    en: 'The label says one thing in XML and another in JSON. Do not open the document; tell its originator.',
    ja: '秘密標記情報の XML と JSON の内容が一致しません。文書を開かず、提供者に知らせてください。',
    status: 422,
  },
  'label/malformed': {
    en: 'The label does not have the structure of ADatP-4774. Label the document again.',
    ja: '秘密標記情報の構造が ADatP-4774 に従っていません。標記を付け直してください。',
    status: 422,
  },
  'label/no-equivalent': {
    en: 'The pact has no equivalent for this level or restriction. It is not accepted, and never lowered; ask the originator.',
    ja: 'この秘密区分または制限に対応するものが協定にありません。受け入れることも引き下げることもできないため、提供者に照会してください。',
    status: 422,
  },
  'label/no-regime': {
    en: 'The policy of the label has no identifier (URI), so that its level means nothing. Label the document again.',
    ja: '秘密標記情報の制度に識別子（URI）がなく、秘密区分の意味が定まりません。標記を付け直してください。',
    status: 422,
  },
  'label/no-review': {
    en: 'The label says neither when it has to be reviewed nor what succeeds it. Add a review time.',
    ja: '秘密標記情報に見直しの日時も後継の標記もありません。見直しの日時を加えてください。',
    status: 422,
  },
  'label/not-combinable': {
    en: 'The parts have no label in common: a limit would have to be dropped. Nothing is lowered; have an officer decide.',
    ja: '各部分に共通する標記がなく、制限を落とすことになります。引き下げは行わないため、担当官が判断してください。',
    status: 422,
  },
  'label/not-originator': {
    en: 'This takes the label of the originator, not an alternative one or that of metadata. Use the label that came with the document.',
    ja: '提供者の秘密標記情報が必要です。代替の標記やメタデータの標記は使えません。文書に付いていた標記を使用してください。',
    status: 422,
  },
  'label/not-package': {
    en: 'This is not a document that can be labelled inside (Word, Excel, PowerPoint, PDF), or it is damaged, signed or labelled already.',
    ja: '中に標記できる文書（Word、Excel、PowerPoint、PDF）ではないか、破損しているか、すでに署名または標記があります。',
    status: 422,
  },
  'label/not-pdf': {
    en: 'This is not a PDF that can be labelled inside, or it is damaged, encrypted, signed or labelled already. A label can stand beside it.',
    ja: '中に標記できる PDF ではないか、破損、暗号化、署名または標記済みです。標記を別ファイルとすることはできます。',
    status: 422,
  },
  'label/not-releasable': {
    en: 'The label of the document does not name the country of a recipient. Release it without that member, or have its author label it anew.',
    ja: '文書の秘密標記情報に、受領者の国が記載されていません。その締約者を除いて提供するか、作成者が標記を付け直してください。',
    status: 422,
  },
  'label/obsolete': {
    en: 'The policy no longer uses a value of this label. Old documents keep it; label new ones with a current value.',
    ja: 'この標記には、制度上すでに廃止された値があります。既存の文書ではそのまま有効ですが、新しい標記には現行の値を使用してください。',
    status: 422,
  },
  'label/repeated': {
    en: 'A category or a value stands twice in the label, which readers understand differently. Write each once.',
    ja: '秘密標記情報に同じ区分または値が二度あり、解釈が分かれます。それぞれ一度だけ記載してください。',
    status: 422,
  },
  'label/required': {
    en: 'Something that the policy requires with this level or with a value of the label is missing. Add it and label the document again.',
    ja: 'この区分または値について制度が必須とする値がありません。追加して、標記を付け直してください。',
    status: 422,
  },
  'label/spif-dangling': {
    en: 'The policy refers to a classification or category that is not there. Ask its authority for a corrected file.',
    ja: '制度の定義が、存在しない区分を参照しています。制度の所管部署に訂正版を求めてください。',
    status: 422,
  },
  'label/spif-expired': {
    en: 'The policy is not valid at this time. Ask its authority for the current one.',
    ja: 'この制度の定義は現在有効ではありません。制度の所管部署に現行版を求めてください。',
    status: 422,
  },
  'label/spif-malformed': {
    en: 'This is not a security policy in Open XML SPIF. Ask its authority for the file again.',
    ja: 'Open XML SPIF 形式の制度定義ではありません。制度の所管部署にファイルを再度求めてください。',
    status: 422,
  },
  'label/spif-repeated': {
    en: 'The policy names one thing twice, so that nobody can say what it means. Ask its authority for a corrected file.',
    ja: '制度の定義に同じものが二度あり、意味が定まりません。制度の所管部署に訂正版を求めてください。',
    status: 422,
  },
  'label/spif-version': {
    en: 'The policy is written in a version of Open XML SPIF other than 2.0 and 2.1, such as 3.0, and is not read. Ask its authority for version 2.1.',
    ja: '制度の定義が Open XML SPIF 2.0・2.1 以外の版（3.0 など）で書かれているため読みません。制度の所管部署に 2.1 版を求めてください。',
    status: 422,
  },
  'label/unknown-category': {
    en: 'The policy does not know a category of the label, which may restrict it. Nothing is opened; ask the originator.',
    ja: '制度にない区分が標記に含まれています。制限である可能性があるため開きません。提供者に照会してください。',
    status: 422,
  },
  'label/unknown-level': {
    en: 'The level does not belong to the regime. Compare the label with the levels of the pact.',
    ja: 'この秘密区分は当該制度にありません。協定の区分と照合してください。',
    status: 422,
  },
  'label/unknown-root': {
    en: 'This is not a confidentiality label or clearance of the version that is read. Check which file was given.',
    ja: '対応する版の秘密標記情報または適格性情報ではありません。指定したファイルを確認してください。',
    status: 422,
  },
  'label/wrong-policy': {
    en: 'The label or clearance belongs to another policy. Use the policy that it names.',
    ja: 'この標記または適格性情報は別の制度のものです。そこに示された制度の定義を使用してください。',
    status: 422,
  },
  'label/xml-cdata': {
    en: 'The XML contains a CDATA section, which a label never needs. Have it written without.',
    ja: 'XML に、標記に不要な CDATA 区間があります。使わずに書き直してください。',
    status: 422,
  },
  'label/xml-comment': {
    en: 'A comment stands inside of a value, which readers understand differently. Have it written without.',
    ja: '値の中に XML のコメントがあり、解釈が分かれます。使わずに書き直してください。',
    status: 422,
  },
  'label/xml-control-character': {
    en: 'The XML contains control characters. Treat its source with care, and have it written again.',
    ja: 'XML に制御文字が含まれています。送信元に注意し、書き直してもらってください。',
    status: 422,
  },
  'label/xml-doctype': {
    en: 'The XML contains a DOCTYPE or another declaration, which is refused unread. Treat its source with care.',
    ja: 'XML に DOCTYPE などの宣言があり、読まずに拒否しました。送信元に注意してください。',
    status: 422,
  },
  'label/xml-duplicate-attribute': {
    en: 'An attribute stands twice on one XML element. Treat its source with care, and have it written again.',
    ja: '一つの XML 要素に同じ属性が二度あります。送信元に注意し、書き直してもらってください。',
    status: 422,
  },
  'label/xml-encoding': {
    en: 'The XML is not in UTF-8, or says that it is not. Have it written in UTF-8.',
    ja: 'XML が UTF-8 でないか、UTF-8 以外と宣言されています。UTF-8 で書き直してください。',
    status: 422,
  },
  'label/xml-entity': {
    en: 'The XML refers to an entity of its own, which is refused unread. Treat its source with care.',
    ja: 'XML が独自の実体を参照しており、読まずに拒否しました。送信元に注意してください。',
    status: 422,
  },
  'label/xml-malformed': {
    en: 'This is not well-formed XML. Have it written again by the program that made it.',
    ja: '整形式の XML ではありません。作成したプログラムで書き直してください。',
    status: 422,
  },
  'label/xml-processing-instruction': {
    en: 'The XML contains a processing instruction, which is refused unread. Have it written without.',
    ja: 'XML に処理命令があり、読まずに拒否しました。使わずに書き直してください。',
    status: 422,
  },
  'label/xml-too-deep': {
    en: 'The XML is nested deeper than any label has to be. Treat its source with care.',
    ja: 'XML の入れ子が標記としては深すぎます。送信元に注意してください。',
    status: 413,
  },
  'label/xml-too-large': {
    en: 'The XML is larger than any label has to be. Treat its source with care.',
    ja: 'XML が標記としては大きすぎます。送信元に注意してください。',
    status: 413,
  },
  'label/xml-too-many-elements': {
    en: 'The XML has more elements than any label has to have. Treat its source with care.',
    ja: 'XML の要素が標記としては多すぎます。送信元に注意してください。',
    status: 413,
  },
  'label/xml-undeclared-prefix': {
    en: 'An XML prefix is used that is not declared. Have it written again by the program that made it.',
    ja: '宣言されていない XML の接頭辞が使われています。作成したプログラムで書き直してください。',
    status: 422,
  },
}
