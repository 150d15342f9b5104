/**
 * The two policies a document's key is bound to: at home, and for each release.
 *
 * They are OpenTDF policies whose attributes name what a Key Access Service has to look up. The
 * home policy is bound by the author's machine, the only place outside of the service that has the
 * key: a server that would lower a level, change an author or sign another label cannot make the
 * binding (D9).
 *
 * @module
 */
import { type Hash, hashOf, isHash } from '../crypto/index.ts'
import { fromHex, fromUtf8, toHex, utf8 } from '../lib/index.ts'
import { formatPolicy, parsePolicy } from '../tdf/index.ts'

import { PactError } from './errors.ts'
import type { LevelKey } from './vocabulary.ts'

/** What the policy of a document says. */
export type DocumentPolicy =
  | {
      readonly kind: 'home'
      readonly document: string
      readonly member: string
      /** Pseudonym of the author. */
      readonly author: string
      readonly level: LevelKey
      readonly case: string | null
      /** Digest of the exact XML of the label; null for one of before it was named, by which nothing opens. */
      readonly label: Hash | null
    }
  | {
      readonly kind: 'release'
      readonly document: string
      readonly member: string
      readonly release: string
    }

/** Attribute names are an authority, a name and a value; values are hexadecimal, as case is not kept. */
const authority = 'https://entente.invalid/attr'

/** Writes the policy as the base64 text that a manifest carries and key shares bind. */
export function formatDocumentPolicy(policy: DocumentPolicy): string {
  const values: Record<string, string> =
    policy.kind === 'home'
      ? {
          home: policy.member,
          author: policy.author,
          regime: policy.level.regime,
          level: policy.level.level,
          ...(policy.case === null ? {} : { case: policy.case }),
          ...(policy.label === null ? {} : { label: policy.label }),
        }
      : { originator: policy.member, release: policy.release }
  return formatPolicy({
    uuid: policy.document,
    attributes: Object.entries(values).map(
      ([name, value]) => `${authority}/${name}/value/${toHex(utf8(value))}`,
    ),
  })
}

/**
 * Reads a policy of ours; another's is refused.
 *
 * @throws {PactError} `pact/malformed`
 */
export function parseDocumentPolicy(text: string): DocumentPolicy {
  const { uuid: document, attributes } = parsePolicy(text)
  const values = new Map(attributes.map(readAttribute))
  if (values.size !== attributes.length) throw malformed('an attribute stands twice')
  const take = (name: string): string => {
    const value = values.get(name)
    values.delete(name)
    if (value === undefined) throw malformed(`no attribute \`${name}\``)
    return value
  }
  const policy: DocumentPolicy = values.has('home')
    ? {
        kind: 'home',
        document,
        member: take('home'),
        author: take('author'),
        level: { regime: take('regime'), level: take('level') },
        case: values.has('case') ? take('case') : null,
        label: values.has('label') ? digest(take('label')) : null,
      }
    : { kind: 'release', document, member: take('originator'), release: take('release') }
  if (values.size > 0) throw malformed('an attribute too many')
  return policy
}

/** Whether a home policy names exactly this label. */
export function namesLabel(policy: DocumentPolicy, xml: string): boolean {
  return policy.kind === 'home' && policy.label === hashOf(utf8(xml))
}

function digest(text: string): Hash {
  if (!isHash(text)) throw malformed('a label that is no digest')
  return text
}

function readAttribute(attribute: string): readonly [name: string, value: string] {
  const [, name, value] =
    /^https:\/\/entente\.invalid\/attr\/([a-z]+)\/value\/([0-9a-f]+)$/.exec(attribute) ?? []
  if (name === undefined || value === undefined)
    throw malformed('an attribute of another authority')
  return [name, fromUtf8(fromHex(value))]
}

function malformed(reason: string): PactError {
  return new PactError('pact/malformed', `document policy: ${reason}`)
}
