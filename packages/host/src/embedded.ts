/**
 * Labels inside of documents, whatever kind they are of.
 *
 * @module
 */
import {
  type Binding,
  type BindingContent,
  type BindingSigner,
  type BindingTrust,
  LabelError,
  type VerifiedBinding,
} from '@entente/core/label'
import type { Bytes } from '@entente/core/lib'

import { embedLabel, isPackage, readEmbedded, verifyEmbedded } from './ooxml/embed.ts'
import { embedInPdf, isPdf, readInPdf, verifyInPdf } from './pdf/embed.ts'

/** A kind of document that can hold its label. Each throws the errors of its own, and of bindings. */
export interface DocumentKind {
  readonly embed: (
    file: Uint8Array,
    content: Omit<BindingContent, 'data'>,
    signer: BindingSigner,
  ) => Promise<Bytes>
  /** Reads the label without asking who made it. */
  readonly read: (file: Uint8Array) => Binding
  /** Verifies that the label is this document's, whole and unchanged. */
  readonly verify: (file: Uint8Array, trust: Omit<BindingTrust, 'data'>) => Promise<VerifiedBinding>
}

/** The kind of a document by its first bytes; undefined for what cannot hold a label. */
export function findDocumentKind(file: Uint8Array): DocumentKind | undefined {
  if (isPdf(file)) return { embed: embedInPdf, read: readInPdf, verify: verifyInPdf }
  if (isPackage(file)) return { embed: embedLabel, read: readEmbedded, verify: verifyEmbedded }
  return undefined
}

/**
 * The kind of a document.
 *
 * @throws {LabelError} `label/not-package`
 */
export function requireDocumentKind(file: Uint8Array): DocumentKind {
  const kind = findDocumentKind(file)
  if (!kind) throw new LabelError('label/not-package', 'not a document that can hold a label')
  return kind
}
