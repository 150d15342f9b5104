/**
 * PDF as poppler, a stranger, reads and paints it.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const isThere = (tool: string): boolean => spawnSync(tool, ['-v']).error === undefined

/** Why a test is skipped, or false. */
export const skip: string | false =
  isThere('pdftotext') && isThere('pdftoppm') ? false : 'poppler-utils is not installed'

/** Runs a tool over a file; what it says must be nothing but its output. */
export function poppler(
  tool: string,
  pdf: Uint8Array,
  before: readonly string[] = [],
  behind: readonly string[] = [],
): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'entente-pages-'))
  try {
    const file = join(folder, 'in.pdf')
    writeFileSync(file, pdf)
    const run = spawnSync(tool, [...before, file, ...behind], {
      cwd: folder,
      maxBuffer: 64_000_000,
    })
    assert.equal(run.status, 0, String(run.stderr))
    assert.equal(String(run.stderr), '')
    return tool === 'pdfseparate' ? readFileSync(join(folder, 'out.pdf')) : run.stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What poppler reads on each page, top to bottom. */
export function pagesOf(pdf: Uint8Array): readonly (readonly string[])[] {
  return poppler('pdftotext', pdf, ['-layout'], ['-'])
    .toString()
    .split('\f')
    .slice(0, -1)
    .map((page) =>
      page
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
}

/** A page as it was painted. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly at: (x: number, y: number) => readonly number[]
}

/** Pixels of a page as poppler paints it, 72 to the inch: rows of red, green, blue. */
export function paint(pdf: Uint8Array, page: number): Picture {
  const painted = poppler('pdftoppm', pdf, ['-r', '72', '-f', String(page), '-l', String(page)])
  const [head = '', width = '', height = ''] =
    /^P6\n(\d+) (\d+)\n255\n/.exec(painted.toString('latin1', 0, 40)) ?? []
  const pixels = painted.subarray(head.length)
  const columns = Number(width)
  return {
    width: columns,
    height: Number(height),
    at: (x, y) => [...pixels.subarray((y * columns + x) * 3, (y * columns + x) * 3 + 3)],
  }
}

/** The colours in a band of a page, from and to a part of its height. */
export function coloursIn(picture: Picture, from: number, to: number): ReadonlySet<string> {
  const found = new Set<string>()
  for (let y = Math.floor(picture.height * from); y < picture.height * to; y++) {
    for (let x = 0; x < picture.width; x++) found.add(picture.at(x, y).join(' '))
  }
  return found
}
