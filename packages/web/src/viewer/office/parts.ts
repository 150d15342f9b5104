/**
 * How parts of an office document name each other.
 *
 * @module
 */
import { Unshown } from '../port.ts'

import { type Node, parseXml } from './xml.ts'
import type { Package } from './zip.ts'

/** A part as a tree; undefined where there is none. */
export async function findPart(pack: Package, name: string): Promise<Node | undefined> {
  const text = await pack.read(name)
  return text === undefined ? undefined : parseXml(text)
}

/**
 * A part that the document cannot be without.
 *
 * @throws {Unshown} `not-what-it-says`
 */
export async function requirePart(pack: Package, name: string): Promise<Node> {
  const found = await findPart(pack, name)
  if (!found) throw new Unshown('not-what-it-says')
  return found
}

/** Parts that a part names, by the ids it uses; what lies outside of the document is left out. */
export async function partsNamedBy(
  pack: Package,
  name: string,
): Promise<ReadonlyMap<string, string>> {
  const at = name.lastIndexOf('/') + 1
  const folder = name.slice(0, at)
  const list = await findPart(pack, `${folder}_rels/${name.slice(at)}.rels`)
  return new Map(
    (list?.children ?? []).flatMap(({ attributes }) => {
      const { Id: id, Target: target, TargetMode: mode } = attributes
      if (id === undefined || target === undefined || mode === 'External') return []
      const { pathname } = new URL(target, `https://package.invalid/${folder}`)
      return [[id, decodeURI(pathname.slice(1))] as const]
    }),
  )
}
