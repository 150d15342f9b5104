/**
 * XML of office documents as a tree: elements, attributes, text. Nothing else: no document type, so no
 * entities of its own, nothing from elsewhere. Names are read without their prefixes.
 *
 * @module
 */
import { Unshown } from '../port.ts'

/** An element. */
export interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  /** Its own text, before, between and after its children. */
  readonly text: string
}

const mostNodes = 1_000_000
const deepest = 256

/**
 * Reads a part.
 *
 * @throws {Unshown} `not-readable` for what is no such XML, `too-much`
 */
export function parseXml(source: string): Node {
  const token =
    /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?][^\s<>/]*)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y
  const root: Open = { name: '', full: '', attributes: {}, children: [], text: '' }
  const open: Open[] = [root]
  let nodes = 0
  let end = source.startsWith('\uFEFF') ? 1 : 0
  while (end < source.length) {
    token.lastIndex = end
    const found = token.exec(source)
    const top = open.at(-1)
    if (!found || !top) throw bad()
    end = token.lastIndex
    const [, cdata, closed, begun, attributes = '', empty, text] = found
    if (cdata !== undefined) top.text += cdata
    else if (text !== undefined) top.text += unescape(text)
    else if (closed !== undefined) {
      if (open.length === 1 || top.full !== closed) throw bad()
      open.pop()
    } else if (begun !== undefined) {
      nodes += 1
      if (nodes > mostNodes || open.length > deepest) throw new Unshown('too-much')
      const element: Open = {
        name: local(begun),
        full: begun,
        attributes: attributesOf(attributes),
        children: [],
        text: '',
      }
      top.children.push(element)
      if (empty === '') open.push(element)
    }
  }
  const [only] = root.children
  if (open.length !== 1 || root.children.length !== 1 || !only || root.text.trim() !== '')
    throw bad()
  return only
}

/** The first child of a name. */
export function findChild({ children }: Node, name: string): Node | undefined {
  return children.find((one) => one.name === name)
}

/** All elements of a name below a node, in order; not those within one of them. */
export function* findAll(node: Node, name: string): Generator<Node> {
  for (const child of node.children) {
    // The fallback repeats for old programs what stands in the choice.
    if (child.name === 'Fallback') continue
    if (child.name === name) yield child
    else yield* findAll(child, name)
  }
}

interface Open extends Node {
  readonly full: string
  readonly children: Open[]
  text: string
}

function attributesOf(source: string): Readonly<Record<string, string>> {
  const pairs = source.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)
  const read = [...pairs].flatMap(([, name = '', double, single]) =>
    name === 'xmlns' || name.startsWith('xmlns:')
      ? []
      : [[local(name), unescape(double ?? single ?? '')] as const],
  )
  return Object.fromEntries(read)
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const named: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' }

function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&([^;\s]{0,12};?)/g, (_, inner: string) => {
    const [, name, hex, decimal] =
      /^(?:(amp|apos|gt|lt|quot)|#x([\dA-Fa-f]{1,6})|#(\d{1,7}));$/.exec(inner) ?? []
    if (name !== undefined) return named[name] ?? ''
    const number = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16)
    if (!(number <= 0x10_ffff)) throw bad()
    return String.fromCodePoint(number)
  })
}

function bad(): Unshown {
  return new Unshown('not-readable')
}
