/**
 * What a person has set for this browser. It is kept here and told to no server.
 *
 * @module
 */
import { useSyncExternalStore } from 'react'

/** Each setting with its values; the first holds where nothing was set. */
const settings = {
  /** Whether keys do something outside of fields. */
  shortcuts: ['on', 'off'],
  /** By which calendar Japanese dates are written. */
  calendar: ['western', 'japanese'],
} as const

/** The name of a setting. */
export type Setting = keyof typeof settings
type Value<S extends Setting> = (typeof settings)[S][number]

const changed = 'entente-setting'
const placeOf = (setting: Setting): string => `entente-${setting}`

/** What is set. */
export function readSetting<S extends Setting>(setting: S): Value<S> {
  const values: readonly Value<S>[] = settings[setting]
  const kept = localStorage.getItem(placeOf(setting))
  return values.find((one) => one === kept) ?? settings[setting][0]
}

/** What is set, and the way to set it; pages of this browser follow at once. */
export function useSetting<S extends Setting>(
  setting: S,
): readonly [value: Value<S>, set: (value: Value<S>) => void] {
  const value = useSyncExternalStore(subscribe, () => readSetting(setting))
  return [
    value,
    (next) => {
      localStorage.setItem(placeOf(setting), next)
      dispatchEvent(new Event(changed))
    },
  ]
}

function subscribe(tell: () => void): () => void {
  for (const event of [changed, 'storage']) addEventListener(event, tell)
  return () => {
    for (const event of [changed, 'storage']) removeEventListener(event, tell)
  }
}
