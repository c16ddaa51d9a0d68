import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { type DeclaredMetric, declaredMetrics, type MetricName } from './declared.ts'

type NameOf<Kind> = {
  [Name in MetricName]: (typeof declaredMetrics)[Name]['kind'] extends Kind ? Name : never
}[MetricName]
type LabelsOf<Name extends MetricName> = Record<(typeof declaredMetrics)[Name]['labels'][number], string>

export interface Instruments {
  count<Name extends NameOf<'counter'>>(name: Name, labels: LabelsOf<Name>): void
  /** Begins at 0 with these, so that the first one is seen as a rise. */
  expect<Name extends NameOf<'counter'>>(name: Name, labels: readonly LabelsOf<Name>[]): void
  observe<Name extends NameOf<'histogram'>>(name: Name, labels: LabelsOf<Name>, seconds: number): void
  /** What the gauge says now, in place of all that it said before. */
  show<Name extends NameOf<'gauge'>>(name: Name, values: readonly (LabelsOf<Name> & { readonly value: number })[]): void
  readonly contentType: string
  text(): Promise<string>
  stop(): void
}

interface About {
  readonly name: string
  readonly help: string
  readonly labelNames: string[]
  readonly registers: Registry[]
}

/** The declared metrics, ready to be told something, and those of the process beside them. */
export async function makeInstruments(): Promise<Instruments> {
  // Here and not above: a bundle would load it with the program, whether it is wanted or not.
  const prometheus = await import('prom-client')
  const registry = new prometheus.Registry()
  prometheus.collectDefaultMetrics({ register: registry })
  const made = new Map<string, Counter | Gauge | Histogram>()
  for (const [name, { kind, labels, sentence, buckets }] of Object.entries<DeclaredMetric>(declaredMetrics)) {
    const about = { name, help: sentence, labelNames: [...labels], registers: [registry] }
    made.set(name, make(prometheus, kind, about, buckets))
  }
  const the = <One>(name: MetricName) => made.get(name) as One
  return {
    count: (name, labels) => the<Counter>(name).inc(labels),
    expect(name, labels) {
      for (const one of labels) the<Counter>(name).inc(one, 0)
    },
    observe: (name, labels, seconds) => the<Histogram>(name).observe(labels, seconds),
    show(name, values) {
      const gauge = the<Gauge>(name)
      gauge.reset()
      // One without labels would say 0 where nothing is known.
      if (values.length === 0) gauge.remove({})
      for (const { value, ...labels } of values) gauge.set(labels, value)
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
    stop: () => registry.clear(),
  }
}

function make(
  { Counter, Gauge, Histogram }: typeof import('prom-client'),
  kind: DeclaredMetric['kind'],
  about: About,
  buckets: readonly number[] = [],
) {
  switch (kind) {
    case 'counter':
      return new Counter(about)
    case 'gauge':
      return new Gauge(about)
    case 'histogram':
      return new Histogram({ ...about, buckets: [...buckets] })
  }
}
