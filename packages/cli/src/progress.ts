/**
 * Progress of long transfers: share done, rate and time left, on standard error of a terminal.
 *
 * @module
 */
import type { Terminal } from './terminal.ts'

const MiB = 1 << 20
const refreshMs = 200

/** A reporter to hand to whatever moves bytes, or writes files. It is silent where nobody looks. */
export function showProgress(
  terminal: Terminal,
  unit: 'bytes' | 'files' = 'bytes',
): (done: number, total: number) => void {
  const started = terminal.now().getTime()
  let shown = started
  return (done, total) => {
    const now = terminal.now().getTime()
    const last = done >= total
    if (!terminal.interactive || (now - shown < refreshMs && !last)) return
    shown = now
    const seconds = Math.max(0.001, (now - started) / 1000)
    const rate = done / seconds
    const left = Math.ceil((total - done) / Math.max(1, rate))
    const share = total === 0 ? 100 : Math.floor((100 * done) / total)
    const rows = {
      bytes: {
        en: `${(done / MiB).toFixed(1)} MiB  ${(rate / MiB).toFixed(1)} MiB/s  ${left} s left`,
        ja: `${(done / MiB).toFixed(1)} MiB  毎秒 ${(rate / MiB).toFixed(1)} MiB  残り ${left} 秒`,
      },
      files: {
        en: `${done} of ${total} files  ${rate.toFixed(0)}/s  ${left} s left`,
        ja: `${done}／${total} ファイル  毎秒 ${rate.toFixed(0)}  残り ${left} 秒`,
      },
    } as const
    const text = `${share}%  ${rows[unit][terminal.lang]}`
    terminal.progress(last ? '' : text)
  }
}
