/**
 * Counts and durations for the operator, in the format of Prometheus.
 *
 * Labels are closed sets (route patterns, codes, members of the pact): a label that takes a
 * document's or a person's id would both leak and grow without bound.
 *
 * @module
 */
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

import { createMinutes, type Minutes } from './minutes.ts'

/** The registry of one server; every part of it adds its own. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'listener' | 'method' | 'route' | 'status'>
  readonly refusals: Counter<'listener' | 'code'>
  /** What became of asking a peer for its cosignature: `cosigned`, or a code. */
  readonly witnessing: Counter<'peer' | 'result'>
  /** Work that failed and is tried again: `delivery`, `round`, `work`. */
  readonly failures: Counter<'work' | 'code'>
  /** Requests by listener, minute by minute. */
  readonly minutes: Minutes
}

/** A new registry with what every listener counts. */
export function createMetrics(now: () => Date): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    minutes: createMinutes(now),
    requests: new Histogram({
      name: 'entente_http_request_seconds',
      help: 'Duration of requests by listener, method, route pattern and status',
      labelNames: ['listener', 'method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers: [registry],
    }),
    refusals: new Counter({
      name: 'entente_http_refusals_total',
      help: 'Refused requests by listener and code of the refusal',
      labelNames: ['listener', 'code'],
      registers: [registry],
    }),
    witnessing: new Counter({
      name: 'entente_witness_answers_total',
      help: 'Answers of peers to our checkpoint, by peer and result: cosigned, or a code',
      labelNames: ['peer', 'result'],
      registers: [registry],
    }),
    failures: new Counter({
      name: 'entente_failures_total',
      help: 'Work of the server that failed and is tried again, by kind of work and code',
      labelNames: ['work', 'code'],
      registers: [registry],
    }),
  }
}

/** One request that was answered: `ms` is how long it took. */
export function observeRequest(
  { requests, minutes }: Metrics,
  labels: {
    readonly listener: string
    readonly method: string
    readonly route: string
    readonly status: number
  },
  ms: number,
): void {
  requests.observe({ ...labels, method: methodLabel(labels.method) }, ms / 1000)
  minutes.add(labels.listener, ms, labels.status >= 500)
}

const methods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

/** The method as a label: HTTP/2 lets a client name any it likes, and each would stay for ever. */
export function methodLabel(method: string): string {
  return methods.has(method) ? method : 'other'
}
