/**
 * Labels, policies and clearances from the files that a command line names.
 *
 * @module
 */
import { basename } from 'node:path'

import {
  formatLabelJson,
  type KnownPolicies,
  type Label,
  LabelError,
  parseLabel,
  parseSpif,
  readTolerantly,
  resolveLabel,
  type ResolvedLabel,
  type Spif,
  type ToleratedLabel,
} from '@entente/core/label'
import { type Bytes, fromUtf8 } from '@entente/core/lib'
import { findDocumentKind, openLabelSchema, xmlParser } from '@entente/host/xml'

import { readBytes } from './files.ts'
import type { Terminal } from './terminal.ts'

/** A label that was read with tolerance, and whether it is one that we would write. */
export interface FoundLabel extends ToleratedLabel {
  readonly isStrict: boolean
}

/**
 * Reads a label as the field writes it, or that inside of a document. Strict is what our reader and the schema both take.
 *
 * @throws {CliError} `cli/no-file`; {LabelError}
 */
export async function readLabelFile(
  terminal: Terminal,
  file: string,
  policy: Spif | undefined,
): Promise<FoundLabel> {
  const bytes = await readBytes(terminal, file)
  const known: KnownPolicies = new Map(
    (policy?.names ?? []).map((name) => [name, policy?.uris.at(-1) ?? '']),
  )
  const kind = findDocumentKind(bytes)
  if (kind) return { label: kind.read(bytes).label, findings: [], isStrict: true }
  return { ...readTolerantly(bytes, xmlParser, known), isStrict: isStrict(bytes) }
}

/**
 * Reads a label that is valid to the letter.
 *
 * @throws {CliError} `cli/no-file`; {LabelError}
 */
export async function readStrictLabel(terminal: Terminal, file: string): Promise<Label> {
  return parseLabel(await readBytes(terminal, file), xmlParser)
}

/**
 * Reads a policy.
 *
 * @throws {CliError} `cli/no-file`; {LabelError}
 */
export async function readPolicyFile(terminal: Terminal, file: string): Promise<Spif> {
  return parseSpif(await readBytes(terminal, file), xmlParser)
}

/** A label in the terms of its policy, now. */
export function resolveNow(terminal: Terminal, label: Label, policy: Spif): ResolvedLabel {
  return resolveLabel(label, policy, terminal.now().toISOString())
}

/** The bytes of files by the names that a binding gives them: relative to it, without their folder. */
export async function readBoundFiles(
  terminal: Terminal,
  files: readonly string[],
): Promise<ReadonlyMap<string, Bytes>> {
  const entries = files.map(async (file): Promise<readonly [string, Bytes]> => [
    encodeURIComponent(basename(file)),
    new Uint8Array(await readBytes(terminal, file)),
  ])
  return new Map(await Promise.all(entries))
}

/** What a label says, for machines. */
export function labelJson(label: Label): unknown {
  return formatLabelJson(label)
}

function isStrict(bytes: Uint8Array): boolean {
  using schema = openLabelSchema()
  try {
    parseLabel(bytes, xmlParser)
    schema.requireValid(fromUtf8(bytes))
    return true
  } catch (error) {
    if (!(error instanceof LabelError)) throw error
    return false
  }
}
