/**
 * What is wrong with a page as it is: for eyes at any width, in forced colours, for keys, and in its language.
 *
 * @module
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

import type { Language } from './state.ts'
import type { Words } from './words.ts'

/** All rules of WCAG 2.2 A and AA, and axe's own advice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Rows are alike: the first of a long table stand for all. */
const exclude = ['tr:nth-child(n + 9)']

/** What axe has against it; `contrast` looks at colours alone. */
export async function axeFaults(
  page: Page,
  what: 'all' | 'contrast' = 'all',
): Promise<readonly string[]> {
  // It stays in the page, and is not brought there for each look.
  if ((await page.evaluate('typeof axe')) === 'undefined') {
    await new AxeBuilder({ page }).setLegacyMode().withRules(['html-has-lang']).analyze()
  }
  const runOnly =
    what === 'all'
      ? { type: 'tag', values: tags }
      : { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
  const rules = what === 'all' ? { 'target-size': { enabled: true } } : {}
  const options = { runOnly, rules, iframes: false, resultTypes: ['violations'] }
  return page.evaluate<readonly string[]>(
    `axe.run({ include: [['html']], exclude: ${JSON.stringify(exclude.map((one) => [one]))} }, ${JSON.stringify(options)})
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  )
}

/** Functions that the looks share. */
const shared = `
  const top = document.querySelector('dialog[open]') ?? document.body
  const all = (selector) => [...top.querySelectorAll(selector)]
  const style = (at) => getComputedStyle(at)
  const isSeen = (at) => {
    if (!at.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
    const box = at.getBoundingClientRect()
    return box.width > 1 && box.height > 1
  }
  const name = (at) => at.tagName.toLowerCase() + '.' + at.className + ' “' +
    (at.getAttribute('aria-label') ?? at.innerText ?? '').trim().slice(0, 60) + '”'
  const scrolls = (at) => {
    for (let up = at.parentElement; up; up = up.parentElement) {
      if (['auto', 'scroll'].includes(style(up).overflowX) && up !== document.documentElement) return true
    }
    return false
  }`

/** Nothing has to be scrolled sideways but what scrolls by itself (WCAG 1.4.10), and no text is cut off. */
const fits = `(() => {${shared}
  const faults = []
  const { scrollWidth } = document.documentElement
  if (scrollWidth > innerWidth) faults.push('the page is ' + scrollWidth + ' wide in ' + innerWidth)
  if (top.scrollWidth > top.clientWidth + 1) faults.push('what is on top scrolls sideways: ' + name(top))
  for (const at of all('*')) {
    if (!isSeen(at) || at.closest('svg, .said, .skip, .to-print, .plot')) continue
    const { overflowX, overflowY, textOverflow } = style(at)
    const cut = (overflow) => overflow === 'hidden' || overflow === 'clip'
    if (cut(overflowX) && at.scrollWidth > at.clientWidth + 1) faults.push('cut off: ' + name(at))
    if (cut(overflowY) && at.scrollHeight > at.clientHeight + 1) faults.push('cut off: ' + name(at))
    const hasText = [...at.childNodes].some((one) => one.nodeType === 3 && one.data.trim() !== '')
    if (!hasText || scrolls(at)) continue
    const range = document.createRange()
    range.selectNodeContents(at)
    const box = range.getBoundingClientRect()
    if (box.left < -1 || box.right > innerWidth + 1) faults.push('beyond the window: ' + name(at))
  }
  return faults
})()`

/** Whatever takes the focus is in sight then, with nothing over it, and shows that it has it. */
const focuses = `(async () => {${shared}
  const faults = []
  const before = document.activeElement
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
  for (const at of all(kinds)) {
    if (at.matches(':disabled') || !at.checkVisibility({ visibilityProperty: true })) continue
    at.focus()
    // What the last one had opened closes.
    await null
    if (document.activeElement !== at) continue
    const shown = [at, ...(at.labels ?? []), at.parentElement, at.closest('label')].filter(Boolean)
    const mark = at.getBoundingClientRect().width > 2 ? at : at.closest('label') ?? at
    const box = mark.getBoundingClientRect()
    const x = Math.min(innerWidth - 1, box.left + Math.min(box.width, innerWidth) / 2)
    const over = [0.5, 0.1, 0.9]
      .map((part) => document.elementFromPoint(x, box.top + box.height * part))
      .filter((one) => one !== null)
    if (!over.some((seen) => [at, ...(at.labels ?? [])].some((one) => one.contains(seen)))) {
      faults.push(name(at) + ' is hidden' + (over[0] ? ' behind ' + name(over[0]) : ': out of sight'))
    }
    if (!shown.some((one) => style(one).outlineStyle !== 'none' && parseFloat(style(one).outlineWidth) > 0)) {
      faults.push(name(at) + ' does not show its focus')
    }
  }
  before?.focus?.()
  return faults
})()`

/** A marking is words: with every colour taken away it says what it says. */
const marks = `(() => {${shared}
  return all('.marking').filter((at) => isSeen(at) && at.innerText.trim().length < 2).map(name)
})()`

/** Nothing moves by itself. */
const moves = `document.getAnimations()
  .filter(({ playState }) => playState === 'running')
  .map(({ effect }) => 'moves: ' + (effect?.target?.className ?? ''))`

/** Runs one of these in the page. */
function look(page: Page, script: string): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(script)
}

/** Whether it fits its window. */
export const fitFaults = (page: Page): Promise<readonly string[]> => look(page, fits)

/** Whether keys lead to what can be seen. A key comes first: only then does the focus show. */
export async function focusFaults(page: Page): Promise<readonly string[]> {
  await page.keyboard.press('Shift')
  return look(page, focuses)
}

/** Whether it says in forced colours what it says in colours. */
export async function forcedFaults(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: 'active' })
  const faults = [...(await look(page, marks)), ...(await focusFaults(page))]
  await page.emulateMedia({ forcedColors: 'none' })
  return faults
}

/** Whether anything moves although its person wants nothing to. */
export async function motionFaults(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const faults = await look(page, moves)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  return faults
}

/**
 * What is said in the other language. `data` are words of people, in whatever language; what is marked as of
 * another language, ids and code are left out.
 */
export async function languageFaults(
  page: Page,
  language: Language,
  words: Words,
  data: readonly string[],
): Promise<readonly string[]> {
  const said = await look(page, texts(language))
  const others = words[language === 'en' ? 'ja' : 'en']
  const whole = new Set(others)
  const long = others.filter((text) => text.length >= (language === 'ja' ? 12 : 5))
  // Four words in a row, or a syllable of kana, are a sentence of the other language, whoever has said it.
  const foreign = language === 'ja' ? /(?:\b[a-z]{2,} ){3}[a-z]{2,}/i : /[\u3041-\u30fa]/
  return said.filter((text) => {
    const rest = data.reduce((left, known) => left.replaceAll(known, ' '), text)
    return whole.has(rest) || long.some((one) => rest.includes(one)) || foreign.test(rest)
  })
}

function texts(language: Language): string {
  const except = `code, pre, textarea, option:not(:checked), .marking, [lang]:not([lang=${language}]):not(html)`
  return `(() => {${shared}
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { parentElement: at, data } = walker.currentNode
      if (data.trim() === '' || at.closest(${JSON.stringify(except)}) || at.closest('script, style')) continue
      found.push(data.trim())
    }
    for (const at of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      if (at.closest(${JSON.stringify(except)})) continue
      for (const named of ['aria-label', 'title', 'placeholder', 'alt']) {
        const data = at.getAttribute(named)
        if (data?.trim()) found.push(data.trim())
      }
    }
    found.push(document.title)
    return found
  })()`
}
