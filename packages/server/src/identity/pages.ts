/**
 * The sign-in pages: plain HTML, no script, nothing from anywhere else.
 *
 * @module
 */
import { createHash } from 'node:crypto'

import type { Language } from './language.ts'
import { type PageTexts, pageTexts } from './page-texts.ts'

/** A page ready to be sent. */
export type Html = string

/** What is wrong with a form: a text, and the id of the field it is about. */
export interface FormFault {
  readonly text: string
  readonly field: string
}

/** Asks for the code of a device. */
export function codePage(
  language: Language,
  form: {
    readonly action: string
    readonly secret: string
    readonly code: string
    readonly fault?: FormFault
  },
): Html {
  const t = pageTexts[language]
  return page(language, t.codeTitle, form.fault, [
    `<form method="post" action="${safe(form.action)}" novalidate>`,
    hidden('xsrf', form.secret),
    field({
      id: 'user_code',
      label: t.codeLabel,
      hint: t.codeHint,
      value: form.code,
      attributes: 'type="text" autocomplete="off" autocapitalize="characters" spellcheck="false"',
      fault: form.fault,
    }),
    `<button type="submit">${safe(t.continue)}</button>`,
    '</form>',
  ])
}

/** Asks whether the code is that of the device in the person's hand (RFC 8628 §5.4). */
export function confirmPage(
  language: Language,
  form: { readonly action: string; readonly secret: string; readonly code: string },
): Html {
  const t = pageTexts[language]
  return page(language, t.confirmTitle, undefined, [
    `<p>${safe(t.confirmText)}</p>`,
    `<p class="code">${safe(form.code)}</p>`,
    `<p><strong>${safe(t.confirmWarning)}</strong></p>`,
    `<form method="post" action="${safe(form.action)}">`,
    hidden('xsrf', form.secret),
    hidden('user_code', form.code),
    hidden('confirm', 'yes'),
    `<button type="submit">${safe(t.confirmYes)}</button>`,
    `<button type="submit" name="abort" value="yes" class="second">${safe(t.confirmNo)}</button>`,
    '</form>',
  ])
}

/** Asks for name and password. The form is sent to the page's own address. */
export function signInPage(
  language: Language,
  form: { readonly subject: string; readonly fault?: FormFault },
): Html {
  const t = pageTexts[language]
  return page(language, t.signInTitle, form.fault, [
    '<form method="post" novalidate>',
    field({
      id: 'subject',
      label: t.subjectLabel,
      value: form.subject,
      attributes: 'type="text" autocomplete="username" autocapitalize="none" spellcheck="false"',
      fault: form.fault,
    }),
    field({
      id: 'password',
      label: t.passwordLabel,
      value: '',
      attributes: 'type="password" autocomplete="current-password"',
      fault: undefined,
    }),
    `<button type="submit">${safe(t.signIn)}</button>`,
    '</form>',
  ])
}

/** Says that the device is signed in. */
export function donePage(language: Language): Html {
  const t = pageTexts[language]
  return page(language, t.doneTitle, undefined, [`<p>${safe(t.doneText)}</p>`])
}

/** Says that there is no such page, or no longer. */
export function failedPage(language: Language): Html {
  const t = pageTexts[language]
  return page(language, t.failedTitle, undefined, [`<p>${safe(t.failedText)}</p>`])
}

const style = `
:root{color-scheme:light dark;font:100%/1.6 system-ui,"BIZ UDPGothic","Noto Sans JP",sans-serif}
body{max-width:34rem;margin:0 auto;padding:1rem}
header{display:flex;justify-content:space-between;border-bottom:2px solid;padding-bottom:.5rem}
label{display:block;font-weight:700;margin-top:1.5rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border:2px solid;border-radius:4px}
button{font:inherit;margin:1.5rem 1rem 0 0;padding:.6rem 1.5rem;min-height:2.75rem;border:2px solid #0b4f8a;border-radius:4px;background:#0b4f8a;color:#fff}
button.second{background:#fff;color:#0b4f8a}
:focus-visible{outline:3px solid #b35c00;outline-offset:2px}
.code{font:700 2rem/1.4 ui-monospace,monospace;letter-spacing:.15em}
.hint{margin:0}
.fault{border:3px solid #b3261e;border-radius:4px;padding:.25rem 1rem;margin-top:1rem}
[aria-invalid]{border-color:#b3261e}
`

/** `Content-Security-Policy` of every page: our one style by its hash, forms to ourselves, nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

function page(
  language: Language,
  title: string,
  fault: FormFault | undefined,
  body: readonly string[],
): Html {
  const t = pageTexts[language]
  const other = language === 'en' ? 'ja' : 'en'
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe((fault ? t.errorPrefix : '') + title)} – ${safe(t.product)}</title>
<style>${style}</style>
</head>
<body>
<header><span>${safe(t.product)}</span>
<a href="?lang=${other}" hreflang="${other}" lang="${other}">${safe(t.otherLanguage)}</a></header>
<main>
${fault ? faultSummary(t, fault) : ''}
<h1>${safe(title)}</h1>
${body.join('\n')}
</main>
</body>
</html>
`
}

function faultSummary(t: PageTexts, { text, field: id }: FormFault): string {
  return `<div class="fault" role="alert" aria-labelledby="fault-title">
<h2 id="fault-title">${safe(t.errorTitle)}</h2>
<p><a href="#${safe(id)}" id="fault-text">${safe(text)}</a></p>
</div>`
}

function field({
  id,
  label,
  hint,
  value,
  attributes,
  fault,
}: {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly attributes: string
  readonly fault: FormFault | undefined
}): string {
  const faulty = fault?.field === id
  const described = [...(hint ? [`${id}-hint`] : []), ...(faulty ? ['fault-text'] : [])].join(' ')
  return [
    `<label for="${id}">${safe(label)}</label>`,
    hint ? `<p class="hint" id="${id}-hint">${safe(hint)}</p>` : '',
    `<input id="${id}" name="${id}" value="${safe(value)}" required ${attributes}`,
    described ? ` aria-describedby="${described}"` : '',
    faulty ? ' aria-invalid="true"' : '',
    '>',
  ].join('')
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${safe(value)}">`
}

/** Text inside of an element or a quoted attribute. */
function safe(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
}
