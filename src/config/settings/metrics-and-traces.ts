import { count, httpAddress, listenAddress } from '../kinds.ts'
import { secret, setting } from './setting.ts'

export const metricsAndTraces = {
  METRICS_LISTEN: setting(
    listenAddress,
    undefined,
    'Where Prometheus fetches /metrics, apart from the pages: 127.0.0.1:9464, or an address of a network of your own. Empty has no metrics. Never on the port that people reach.',
  ),
  METRICS_TOKEN: secret(
    'The bearer token that Prometheus brings, at least 32 random characters. Required where METRICS_LISTEN is not loopback.',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    httpAddress,
    undefined,
    'The OpenTelemetry collector that gets traces by OTLP over HTTP (JSON, below /v1/traces), such as http://127.0.0.1:4318. Empty makes no traces.',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: secret(
    'Headers for the collector, name=value separated by commas, such as a token of it.',
  ),
  TRACES_PER_CENT: setting(
    count({ from: 0, to: 100 }),
    10,
    'How many of a hundred requests make a trace. What a trusted proxy has decided by `traceparent` goes before.',
  ),
}
