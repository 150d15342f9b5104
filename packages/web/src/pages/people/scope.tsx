/**
 * What a need-to-know is about.
 *
 * @module
 */
import type { ReactNode } from 'react'

import { paths } from '../../layout/route.ts'

/** A case by its name, a document by its id. */
export function Scope({
  scope,
}: {
  readonly scope:
    | { readonly kind: 'case'; readonly case: string }
    | { readonly kind: 'document'; readonly document: string }
}): ReactNode {
  return scope.kind === 'case' ? (
    scope.case
  ) : (
    <a href={paths.document(scope.document)}>
      <code>{scope.document}</code>
    </a>
  )
}
