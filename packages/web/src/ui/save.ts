/**
 * Handing a file to the person's machine.
 *
 * @module
 */

/** Saves `file` under a name, where the browser puts what it downloads. */
export function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
