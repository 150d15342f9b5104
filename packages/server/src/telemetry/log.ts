/**
 * Structured logs that cannot hold content.
 *
 * A log line outlives its reason and is read by people who hold no clearance. So nothing is removed
 * from a line afterwards: only what is listed here, in a form too narrow for a title or a name, can
 * enter one.
 *
 * @module
 */
import { type DestinationStream, pino } from 'pino'

/** What a line may say besides its event. Texts are ids, codes and route patterns, never prose. */
export interface LogFields {
  /** A code `domain/what`. */
  readonly code?: string
  /** One request, as in the header `X-Request-Id`. */
  readonly request?: string
  readonly method?: string
  /** The pattern of the route, `/api/documents/{id}`, never the path that was asked. */
  readonly route?: string
  readonly status?: number
  readonly ms?: number
  readonly count?: number
  readonly bytes?: number
  readonly port?: number
  readonly listener?: string
  readonly peer?: string
  readonly document?: string
  readonly release?: string
  readonly entry?: number
  /** Hash or random id of anything else. */
  readonly id?: string
}

/** How serious a line is. */
export type LogLevel = 'info' | 'warn' | 'error'

/** Where lines go. */
export interface Log {
  readonly info: (event: string, fields?: LogFields) => void
  readonly warn: (event: string, fields?: LogFields) => void
  /** `failure` leaves its code, its class and where it was thrown, not its message. */
  readonly error: (event: string, fields?: LogFields, failure?: unknown) => void
}

/** A log that writes one JSON object a line to `destination`. */
export function createLog(destination: DestinationStream, level: LogLevel = 'info'): Log {
  const out = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    info: (event, fields) => out.info(line(event, fields)),
    warn: (event, fields) => out.warn(line(event, fields)),
    error: (event, fields, failure) => out.error({ ...line(event, fields), ...trace(failure) }),
  }
}

/** A log that forgets everything. */
export const silentLog: Log = { info: nothing, warn: nothing, error: nothing }

type Value = 'text' | 'number'

const allowed: Readonly<Record<keyof LogFields, Value>> = {
  code: 'text',
  request: 'text',
  method: 'text',
  route: 'text',
  status: 'number',
  ms: 'number',
  count: 'number',
  bytes: 'number',
  port: 'number',
  listener: 'text',
  peer: 'text',
  document: 'text',
  release: 'text',
  entry: 'number',
  id: 'text',
}

// No space and nothing beyond ASCII: a title or a name in a wrong field does not pass.
const narrow = /^[A-Za-z0-9._:/{}*+=-]{1,200}$/

function line(event: string, fields: LogFields = {}): Record<string, string | number> {
  const kept: Record<string, string | number> = { event: narrowed(event) }
  for (const [name, value] of Object.entries(fields)) {
    if (!isAllowed(name)) continue
    if (allowed[name] === 'number' && typeof value === 'number') kept[name] = value
    if (allowed[name] === 'text' && typeof value === 'string') kept[name] = narrowed(value)
  }
  return kept
}

/** A message may quote hostile input or a document; a place in our own source may not. */
function trace(failure: unknown): Record<string, string | readonly string[]> {
  if (!(failure instanceof Error)) return {}
  const places = (failure.stack ?? '').matchAll(/[/\\]([\w.-]+\.(?:[cm]?js|ts):\d+:\d+)\)?$/gm)
  const code = 'code' in failure && typeof failure.code === 'string' ? failure.code : undefined
  return {
    failure: narrowed(failure.name),
    ...(code === undefined ? {} : { failureCode: narrowed(code) }),
    at: [...places].slice(0, 12).map(([, place]) => narrowed(place ?? '')),
  }
}

function narrowed(text: string): string {
  return narrow.test(text) ? text : '[withheld]'
}

function isAllowed(name: string): name is keyof LogFields {
  return Object.hasOwn(allowed, name)
}

function nothing(): void {}
