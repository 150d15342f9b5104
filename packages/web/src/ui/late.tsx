/**
 * Parts of the application that are loaded when they are wanted. The server may be away then.
 *
 * @module
 */
import { Component, type ReactNode, Suspense } from 'react'

import { Failure, Loading } from './notice.tsx'

/** What is inside, once it is there; until then that it comes, or that it did not. */
export function Late({
  title,
  children,
}: {
  /** What the page is called until it says so itself; none where it is a part of one. */
  readonly title?: string
  readonly children: ReactNode
}): ReactNode {
  const head = title !== undefined && <h1>{title}</h1>
  return (
    <Caught head={head}>
      <Suspense
        fallback={
          <>
            {head}
            <Loading />
          </>
        }
      >
        {children}
      </Suspense>
    </Caught>
  )
}

interface Props {
  readonly head: ReactNode
  readonly children: ReactNode
}

interface State {
  readonly failed?: unknown
}

class Caught extends Component<Props, State> {
  override readonly state: State = {}

  static getDerivedStateFromError(error: unknown): State {
    return { failed: error }
  }

  override render(): ReactNode {
    const { failed } = this.state
    const { head, children } = this.props
    if (failed === undefined) return children
    return (
      <>
        {head}
        <Failure error={failed} onAgain={again} />
      </>
    )
  }
}

/** A part that did not come is asked for by a new page alone, and a page by a server that answers. */
function again(): void {
  fetch('/').then(
    () => location.reload(),
    () => undefined,
  )
}
