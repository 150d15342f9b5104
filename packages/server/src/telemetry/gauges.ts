/**
 * Gauges that are read when somebody asks, and say nothing of what is no more.
 *
 * @module
 */
import { Gauge, type Registry } from 'prom-client'

/** One value with its labels. */
export interface Sample<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>
  readonly value: number
}

/** What a gauge says and where it takes it from. */
export interface GaugeSource<Label extends string> {
  readonly name: string
  readonly help: string
  readonly labels: readonly Label[]
  readonly read: () => Promise<readonly Sample<Label>[]>
}

/** Adds a gauge that is read anew at every scrape. */
export function addGauge<Label extends string>(
  registry: Registry,
  { name, help, labels, read }: GaugeSource<Label>,
): void {
  const gauge = new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    async collect() {
      const samples = await read()
      gauge.reset()
      for (const sample of samples) gauge.set(sample.labels, sample.value)
    },
  })
}

/** Adds a gauge of one value. */
export function addValue(
  registry: Registry,
  { name, help, read }: { name: string; help: string; read: () => Promise<number> },
): void {
  addGauge(registry, {
    name,
    help,
    labels: [],
    read: async () => [{ labels: {}, value: await read() }],
  })
}
