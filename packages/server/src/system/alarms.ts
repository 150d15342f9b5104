/**
 * What an operator has to act on, computed from the state alone: whoever sees the same state sees the same
 * alarms.
 *
 * @module
 */
import { type AlarmText, alarmTexts } from './alarm-texts.ts'
import type { SystemState } from './state.ts'

export { type AlarmCode, alarmCodes } from './alarm-texts.ts'

/** One thing that is wrong. */
export interface Alarm extends AlarmText {
  readonly code: keyof typeof alarmTexts
  /** The member it is about, where it is about one. */
  readonly member: string | null
  readonly since: string | null
}

/** From when on something is an alarm; docs/operating.md has the same for machines. */
export const limits = {
  linkSeconds: 120,
  queueSeconds: 900,
  uncosignedSeconds: 3600,
  undeliveredSeconds: 600,
  clockSeconds: 60,
  keyDays: 30,
  backupDays: 2,
  conflictDays: 30,
  freeShare: 0.1,
} as const

const day = 86_400

/** All of them, those first that stop the most. */
export function alarmsOf(state: SystemState): readonly Alarm[] {
  return [
    ...unreadyOf(state),
    ...conflictsOf(state),
    ...state.peers.flatMap((peer) => peerAlarms(peer, state)),
    ...undeliveredOf(state),
    ...witnessOf(state),
    ...keyAlarms(state),
    ...storageAlarms(state),
  ]
}

function unreadyOf({ against }: SystemState): readonly Alarm[] {
  return against.map(({ check, code }) => {
    if (check === 'disk') return alarm('disk-full', alarmTexts['disk-full'](), {})
    if (check === 'kas') return alarm('kas', alarmTexts.kas(code), {})
    return alarm('store', alarmTexts.store(code), {})
  })
}

function peerAlarms(
  { peer, failingSince, code, queue, receipts, clockAhead }: SystemState['peers'][number],
  { at }: SystemState,
): readonly Alarm[] {
  const isDown = failingSince !== null && secondsFrom(failingSince, at) >= limits.linkSeconds
  const waits = queue.oldestAt !== null && secondsFrom(queue.oldestAt, at) >= limits.queueSeconds
  const far = clockAhead !== null && Math.abs(clockAhead) >= limits.clockSeconds
  return [
    ...(isDown
      ? [
          alarm('link-down', alarmTexts['link-down'](peer, code ?? ''), {
            peer,
            since: failingSince,
          }),
        ]
      : []),
    ...(waits
      ? [
          alarm('queue-waits', alarmTexts['queue-waits'](peer, queue.waiting, queue.code ?? '—'), {
            peer,
            since: queue.oldestAt,
          }),
        ]
      : []),
    ...(receipts.overdue > 0
      ? [
          alarm('receipt-overdue', alarmTexts['receipt-overdue'](peer, receipts.overdue), {
            peer,
            since: receipts.overdueSince,
          }),
        ]
      : []),
    ...(receipts.owed > 0
      ? [alarm('receipt-not-taken', alarmTexts['receipt-not-taken'](peer, receipts.owed), { peer })]
      : []),
    ...(far ? [alarm('clock', alarmTexts.clock(peer, clockAhead), { peer })] : []),
  ]
}

function undeliveredOf({ undelivered, at }: SystemState): readonly Alarm[] {
  if (!undelivered || secondsFrom(undelivered.since, at) < limits.undeliveredSeconds) return []
  const { count, since } = undelivered
  return [alarm('undelivered', alarmTexts.undelivered(count), { since })]
}

function witnessOf({ ledger, at }: SystemState): readonly Alarm[] {
  const since = ledger.uncosignedSince
  if (since === null || secondsFrom(since, at) < limits.uncosignedSeconds) return []
  return [
    alarm('witness-behind', alarmTexts['witness-behind'](ledger.entries - ledger.cosigned), {
      since,
    }),
  ]
}

/** Of each member and use the key that lasts longest: an older one beside it may end. */
function keyAlarms({ member: self, keys, at }: SystemState): readonly Alarm[] {
  const groups = Map.groupBy(keys, ({ member, use }) => `${member} ${use}`)
  return [...groups.values()].flatMap((group) => {
    const last = group.reduce((one, two) => (one.until < two.until ? two : one))
    const left = -secondsFrom(last.until, at)
    if (left >= limits.keyDays * day) return []
    const days = Math.max(0, Math.ceil(left / day))
    const { member: peer, use } = last
    const since = left > 0 ? null : last.until
    if (peer !== self) {
      return [alarm('peer-key-ends', alarmTexts['peer-key-ends'](peer, use, days), { peer, since })]
    }
    return [alarm('key-ends', alarmTexts['key-ends'](use, days), { since })]
  })
}

function storageAlarms({
  storage,
  backup,
  backupUnreadable,
  against,
  at,
}: SystemState): readonly Alarm[] {
  const { freeBytes, totalBytes } = storage
  const full = against.some(({ check }) => check === 'disk')
  const low = !full && freeBytes < totalBytes * limits.freeShare
  const days = backup ? Math.floor(secondsFrom(backup.at, at) / day) : undefined
  return [
    ...(low
      ? [alarm('disk-low', alarmTexts['disk-low'](Math.floor((100 * freeBytes) / totalBytes)), {})]
      : []),
    ...(backupUnreadable
      ? [alarm('backup-unreadable', alarmTexts['backup-unreadable'](), {})]
      : []),
    ...(!backupUnreadable && (days === undefined || days >= limits.backupDays)
      ? [alarm('no-backup', alarmTexts['no-backup'](days), { since: backup?.at ?? null })]
      : []),
  ]
}

function conflictsOf({ conflicts, at }: SystemState): readonly Alarm[] {
  return conflicts
    .filter((one) => secondsFrom(one.at, at) < limits.conflictDays * day)
    .map(({ peer, at: since }) => alarm('conflict', alarmTexts.conflict(peer), { peer, since }))
}

function alarm(
  code: Alarm['code'],
  text: AlarmText,
  { peer = null, since = null }: { readonly peer?: string | null; readonly since?: string | null },
): Alarm {
  return { code, member: peer, since, ...text }
}

function secondsFrom(instant: string, at: string): number {
  return (Date.parse(at) - Date.parse(instant)) / 1000
}
