import { type DeclaredMetric, declaredMetrics, processMetrics } from './declared.ts'

/** `docs/operating/metrics.md`, written from the declarations; a test compares the two. */
export function metricsDocument(): string {
  const all = Object.entries<DeclaredMetric>(declaredMetrics)
  return [
    '# Metrics',
    '',
    'With `METRICS_LISTEN=127.0.0.1:9464` a node answers `GET /metrics` there, in the text format of Prometheus. The port that people reach',
    'knows no such page. Where the address is not loopback, Prometheus has to bring `METRICS_TOKEN`, or the program does not start',
    '(under systemd its file is named in a [drop-in](install.md#further-secrets)):',
    '',
    '```yaml',
    'scrape_configs:',
    '  - job_name: furta',
    '    scrape_interval: 15s',
    '    authorization: { credentials_file: /etc/prometheus/furta-token }   # the content of METRICS_TOKEN',
    '    static_configs:',
    '      - targets: [node-1.example.edu:9464, node-2.example.edu:9464]',
    '```',
    '',
    'Several nodes on one machine share no port: by a [drop-in](install.md#under-systemd) `furta@3000` and `furta@3001` are the targets `127.0.0.1:13000` and `127.0.0.1:13001`.',
    '',
    'The dashboard is [furta.json](../../deploy/grafana/furta.json) (Grafana: *Dashboards*, *Import*), the alerts are',
    '[alerts.yaml](../../deploy/prometheus/alerts.yaml). Both ask for what stands on this page alone, and a test holds them to it. No metric and',
    'no label holds anything of a person: a label has as many values as the program has kinds, codes and patterns of addresses (req 96).',
    '',
    'This page is written from `src/metrics/declared.ts` by `npm run documents`.',
    '',
    '## What a node has seen',
    '',
    'Counters begin at nothing when a node starts. The whole is the sum: `sum(rate(furta_sign_ins_total[1m])) by (outcome)`.',
    '',
    ...table(all.filter(([, { per }]) => per === 'node')),
    '',
    '## How the whole system stands',
    '',
    'Read from the database that all nodes share, at the scrape: every node says the same. The whole is `max(furta_outbox_letters)`, never the sum.',
    '',
    ...table(all.filter(([, { per }]) => per === 'system')),
    '',
    '## The process',
    '',
    'Of each node, under the names that dashboards everywhere know. Which there are depends on the operating system.',
    '',
    '| metric | what it is |',
    '| --- | --- |',
    ...Object.entries(processMetrics).map(([name, sentence]) => `| \`${name}\` | ${sentence} |`),
    '',
  ].join('\n')
}

function table(metrics: readonly [string, DeclaredMetric][]) {
  return [
    '| metric | kind | labels | what it is |',
    '| --- | --- | --- | --- |',
    ...metrics.map(
      ([name, { kind, labels, sentence }]) =>
        `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ') || '–'} | ${sentence} |`,
    ),
  ]
}
