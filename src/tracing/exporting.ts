import type { SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import { type Settings, version } from '../config/index.ts'

export interface TracingParts {
  readonly settings: Settings
  readonly log: { info(about: object, message: string): void; warn(about: object, message: string): void }
}

/** What makes spans and sends them to the collector, in bundles, behind everything else. Of a backlog the newest are dropped. */
export async function tracerProvider({ settings, log }: TracingParts): Promise<TracerProvider> {
  // Here and not above: a bundle would load them with the program, whether they are wanted or not.
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, sdk] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ])
  const exporter = new OTLPTraceExporter({
    url: `${settings.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces`,
    headers: headersIn(settings.OTEL_EXPORTER_OTLP_HEADERS ?? ''),
    timeoutMillis: 5_000,
  })
  return new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'furta', 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(settings.TRACES_PER_CENT / 100) }),
    // Nothing of ours is long: a limit for what nobody has thought of.
    spanLimits: { attributeValueLengthLimit: 200 },
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: telling(exporter, log), scheduledDelayMillis: 2_000 })],
  })
}

/** `name=value,name=value`, as OpenTelemetry writes them; values may be percent-encoded. */
function headersIn(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split(/=(.*)/s).map((part) => part.trim()))
  return Object.fromEntries(pairs.flatMap(([name, value]) => (name && value ? [[name, decoded(value)]] : [])))
}

function decoded(value: string) {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A collector that is away is told of once, and once more when it is back. */
function telling(exporter: SpanExporter, log: TracingParts['log']): SpanExporter {
  let away = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined || Number(result.code) !== 0
        if (failed && !away) log.warn({ err: result.error }, 'traces do not reach their collector')
        if (!failed && away) log.info({}, 'traces reach their collector again')
        away = failed
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}
