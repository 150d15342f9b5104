/**
 * An evidence bundle: all that somebody needs who trusts neither side, in one file.
 *
 * @module
 */
import { z } from 'zod'

import { parseStatement, type Statement } from '../crypto/index.ts'
import { type Disclosure, formatDisclosure, parseDisclosure } from '../ledger/index.ts'
import {
  type Bytes,
  canonicalJson,
  EntenteError,
  fromUtf8,
  parseCanonicalJson,
  utf8,
} from '../lib/index.ts'

import { EvidenceError } from './errors.ts'

/** What one member has signed: its whole chains. */
export interface MemberChains {
  readonly member: string
  readonly appointments: readonly Statement[]
  /** Notices on the pact of the release. */
  readonly notices: readonly Statement[]
}

/** Evidence that a document was released under a pact, received and opened, as far as one member holds it. */
export interface Evidence {
  /** The versions of the pact, oldest first; the last one is that of the release. */
  readonly pacts: readonly Statement[]
  readonly members: readonly MemberChains[]
  readonly release: Statement
  /** The originator's event `released`; null where a recipient collects. */
  readonly released: Disclosure | null
  readonly receipts: readonly { readonly statement: Statement; readonly received: Disclosure }[]
  /** Events `opened` and `share-granted`, each with the member whose ledger holds it. */
  readonly openings: readonly { readonly member: string; readonly opened: Disclosure }[]
  /**
   * Acknowledgements by people of recipients, each with the event `acknowledged` or `acknowledgement-received` and the
   * member whose ledger holds that.
   */
  readonly acknowledgements: readonly {
    readonly statement: Statement
    readonly member: string
    readonly recorded: Disclosure
  }[]
}

/** Largest bundle that is read: 64 MiB. */
const mostBytes = 1 << 26

const wire = z.strictObject({
  kind: z.literal('evidence'),
  version: z.literal(1),
  pacts: z.array(z.unknown()).min(1).max(64),
  members: z
    .array(
      z.strictObject({
        member: z.string(),
        appointments: z.array(z.unknown()).max(100_000),
        notices: z.array(z.unknown()).max(10_000),
      }),
    )
    .min(1)
    .max(64),
  release: z.unknown(),
  released: z.string().nullable(),
  receipts: z.array(z.strictObject({ statement: z.unknown(), received: z.string() })).max(64),
  openings: z.array(z.strictObject({ member: z.string(), opened: z.string() })).max(100_000),
  acknowledgements: z
    .array(z.strictObject({ statement: z.unknown(), member: z.string(), recorded: z.string() }))
    .max(10_000),
})

/** The bundle as a file: canonical JSON. */
export function formatEvidence({
  released,
  receipts,
  openings,
  acknowledgements,
  ...rest
}: Evidence): Bytes {
  return canonicalJson({
    kind: 'evidence',
    version: 1,
    ...rest,
    released: released && fromUtf8(formatDisclosure(released)),
    receipts: receipts.map(({ statement, received }) => ({
      statement,
      received: fromUtf8(formatDisclosure(received)),
    })),
    openings: openings.map(({ member, opened }) => ({
      member,
      opened: fromUtf8(formatDisclosure(opened)),
    })),
    acknowledgements: acknowledgements.map(({ statement, member, recorded }) => ({
      statement,
      member,
      recorded: fromUtf8(formatDisclosure(recorded)),
    })),
  })
}

/**
 * Reads a bundle. Nothing in it is believed yet.
 *
 * @throws {EvidenceError} `evidence/malformed`
 */
export function parseEvidence(bytes: Uint8Array): Evidence {
  if (bytes.length > mostBytes) throw malformed('more than 64 MiB')
  try {
    const read = wire.parse(parseCanonicalJson(bytes))
    return {
      pacts: read.pacts.map(parseStatement),
      members: read.members.map(({ member, appointments, notices }) => ({
        member,
        appointments: appointments.map(parseStatement),
        notices: notices.map(parseStatement),
      })),
      release: parseStatement(read.release),
      released: read.released === null ? null : parseDisclosure(utf8(read.released)),
      receipts: read.receipts.map(({ statement, received }) => ({
        statement: parseStatement(statement),
        received: parseDisclosure(utf8(received)),
      })),
      openings: read.openings.map(({ member, opened }) => ({
        member,
        opened: parseDisclosure(utf8(opened)),
      })),
      acknowledgements: read.acknowledgements.map(({ statement, member, recorded }) => ({
        statement: parseStatement(statement),
        member,
        recorded: parseDisclosure(utf8(recorded)),
      })),
    }
  } catch (cause) {
    if (!(cause instanceof EntenteError || cause instanceof z.ZodError)) throw cause
    throw malformed('not an evidence bundle', cause)
  }
}

function malformed(reason: string, cause?: unknown): EvidenceError {
  return new EvidenceError('evidence/malformed', reason, { cause })
}
