/**
 * Time and memory of other processes.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

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
  try {
    const [, kib = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kib) / 1024
  } catch {
    // It has ended, or the system has no /proc.
    return 0
  }
}
