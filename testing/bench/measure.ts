/**
 * Time and memory of other processes.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'

/** What one run of a program took. */
export interface Run {
  readonly seconds: number
  /** Peak resident memory, MiB; 0 where /proc is not there. */
  readonly peak: number
  readonly stdout: string
}

/** Runs a program to its end, from its start to its end on the clock. */
export async function measure([program = '', ...args]: readonly string[]): Promise<Run> {
  const start = performance.now()
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (piece: Buffer) => (output.stdout += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (output.stderr += piece.toString()))
  // The kernel keeps the high-water mark, so only what grows after the last look is missed.
  let peak = 0
  const look = setInterval(() => (peak = Math.max(peak, highWater(child.pid))), 10)
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>()
  child.on('error', reject)
  child.on('close', resolve)
  const status = await ended.finally(() => {
    clearInterval(look)
  })
  const seconds = (performance.now() - start) / 1000
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${output.stderr}`)
  return { seconds, peak, stdout: output.stdout.trim() }
}

/** The run that stands in the middle of several by its time. */
export function median(runs: readonly Run[]): Run {
  const sorted = runs.toSorted((a, b) => a.seconds - b.seconds)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new RangeError('no run')
  return middle
}

function highWater(pid: number | undefined): number {
  const [, kib = '0'] = /VmHWM:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`)) ?? []
  return Number(kib) / 1024
}

/** Memory of the browsers that this process has started, MiB: what each process has for itself, and its part of what they share. */
export async function browserMemory(): Promise<number> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const [, parent = '0'] = /^\d+ \(.*\) \S (\d+)/s.exec(textOf(`/proc/${pid}/stat`)) ?? []
    parents.set(pid, Number(parent))
  }
  const ours = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0
    return parent === process.pid || (parent > 1 && ours(parent))
  }
  return [...parents.keys()].filter(ours).reduce((sum, pid) => {
    const [, kib = '0'] = /^Pss:\s+(\d+)/m.exec(textOf(`/proc/${pid}/smaps_rollup`)) ?? []
    return sum + Number(kib) / 1024
  }, 0)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It has ended, or the system has no /proc.
    return ''
  }
}
