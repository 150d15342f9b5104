/**
 * A dialog above the page: the browser's own, so what is below can be neither reached nor read, Escape
 * closes it, and focus goes back to where it was.
 *
 * @module
 */
import { type ReactNode, useLayoutEffect, useRef } from 'react'

/** Open while it is there. */
export function Dialog({
  label,
  look,
  onClose,
  children,
}: {
  readonly label: string
  readonly look: 'middle' | 'side'
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const box = useRef<HTMLDialogElement>(null)
  // Before it is taken out of the page: only a dialog that is still there gives focus back.
  useLayoutEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={box}
      className={`dialog ${look}`}
      aria-label={label}
      onClose={() => {
        if (box.current?.open !== true) onClose()
      }}
      onPointerDown={(event) => {
        // What is beside its content is the dialog's own ground.
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="dialog-content">{children}</div>
    </dialog>
  )
}
