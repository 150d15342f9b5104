/**
 * Building the web application into a folder that a member's server serves.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { pdfFiles } from '../src/viewer/files.ts'

import { glossaryPlugin } from './glossary.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const repository = fileURLToPath(new URL('../../..', import.meta.url))
const folder = join(root, 'dist')
const mark = join(folder, 'built-from')

/** Everything that the build is made from; the lockfile stands for what others wrote. */
const patterns = [
  'package-lock.json',
  'docs/glossary.md',
  'packages/web/*.html',
  'packages/web/build/*.ts',
  'packages/web/src/**/*.{ts,tsx,css,svg}',
  'packages/{core,sdk}/src/**/*.ts',
]

/**
 * The folder of the application, built from these sources: at once where it was, in a few seconds where
 * it was not. The bundler is loaded only then.
 */
export async function builtWeb(): Promise<string> {
  const digest = await sourceDigest()
  if ((await readMark()) !== digest) await build(digest)
  return folder
}

async function build(digest: string): Promise<void> {
  const fresh = join(root, `dist-${process.pid}`)
  await rm(fresh, { recursive: true, force: true })
  await bundle('index.html', '/', fresh)
  // What the page of the reader loads is apart: it is of no origin, and shares nothing with the application.
  await bundle('view.html', '/view/', join(fresh, 'view'))
  await copyPdfFiles(fresh)
  await writeFile(join(fresh, 'built-from'), digest)
  await replace(fresh, digest)
}

async function bundle(page: string, base: string, outDir: string): Promise<void> {
  const { build: run } = await import('vite')
  const names = { entryFileNames: 'assets/worker-[name]-[hash].js' }
  await run({
    configFile: false,
    root,
    base,
    logLevel: 'error',
    // The place of the nonce of each answer: the server puts it there.
    html: { cspNonce: '__ENTENTE_NONCE__' },
    plugins: [glossaryPlugin()],
    oxc: { jsx: { runtime: 'automatic' } },
    worker: { format: 'es', rolldownOptions: { output: names } },
    build: {
      outDir,
      target: 'es2024',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      license: { fileName: 'licenses.md' },
      rolldownOptions: { input: join(root, page) },
    },
  })
}

/** Character maps, fonts and decoders of the viewer of PDF, which it asks for one by one. */
async function copyPdfFiles(fresh: string): Promise<void> {
  const source = join(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')), '..')
  const { version }: { version: string } = JSON.parse(
    await readFile(join(source, 'package.json'), 'utf8'),
  )
  if (!pdfFiles.endsWith(`-${version}/`)) throw new TypeError('another version of pdfjs-dist')
  const place = join(fresh, pdfFiles)
  await mkdir(place, { recursive: true })
  const files = globSync(['cmaps/*.bcmap', 'standard_fonts/*.{pfb,ttf}', 'wasm/*_fallback.js'], {
    cwd: source,
  })
  for (const file of files) await copyFile(join(source, file), join(place, basename(file)))
}

/** Puts a build where it is served from. Another process may have made the same one meanwhile. */
async function replace(fresh: string, digest: string): Promise<void> {
  if ((await readMark()) !== digest) {
    await rm(folder, { recursive: true, force: true })
    try {
      await rename(fresh, folder)
      return
    } catch (error) {
      if ((await readMark()) !== digest) throw error
    }
  }
  await rm(fresh, { recursive: true, force: true })
}

async function readMark(): Promise<string | undefined> {
  try {
    return await readFile(mark, 'utf8')
  } catch {
    return undefined
  }
}

async function sourceDigest(): Promise<string> {
  const hash = createHash('sha256')
  const files = globSync(patterns, { cwd: repository }).toSorted((a, b) => (a < b ? -1 : 1))
  for (const file of files.filter((one) => !one.endsWith('.test.ts'))) {
    hash.update(`${file}\n`).update(await readFile(join(repository, file)))
  }
  return hash.digest('hex')
}
