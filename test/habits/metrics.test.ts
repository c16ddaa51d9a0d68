import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type DeclaredMetric, declaredMetrics, processMetrics } from '../../src/metrics/declared.ts'
import { metricsDocument } from '../../src/metrics/document.ts'

// Dashboard, alerts and the page of metrics speak of the same ones.

interface Panel {
  type: string
  title: string
  gridPos: { x: number; w: number }
  targets?: { expr: string; legendFormat: string }[]
}
const dashboard = JSON.parse(readFileSync('deploy/grafana/furta.json', 'utf8')) as {
  uid: string
  panels: Panel[]
  templating: { list: { name: string; query: unknown }[] }
}
const alerts = parse(readFileSync('deploy/prometheus/alerts.yaml', 'utf8')) as {
  groups: {
    rules: { alert: string; expr: string; for?: string; labels: object; annotations: Record<string, string> }[]
  }[]
}
const rules = alerts.groups.flatMap((group) => group.rules)
const queries = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ by: title, expr }))),
  ...rules.map(({ alert, expr }) => ({ by: alert, expr })),
]
const declared: Readonly<Record<string, DeclaredMetric>> = declaredMetrics

test('the page of metrics says which there are', () => {
  expect(readFileSync('docs/operating/metrics.md', 'utf8')).toBe(metricsDocument())
})

test('dashboard and alerts ask for metrics and labels that there are', () => {
  expect(queries.length).toBeGreaterThan(40)
  expect(queries.flatMap(({ by, expr }) => faultsOf(expr).map((fault) => `${by}: ${fault}`))).toEqual([])
})

test('what all nodes read from one database is never summed over them', () => {
  const summed = queries.filter(({ expr }) =>
    Object.entries(declared).some(
      ([name, { per }]) => per === 'system' && new RegExp(`\\b${name}\\b`).test(expr) && !expr.includes(`max(${name}`),
    ),
  )
  expect(summed).toEqual([])
})

test('every metric of ours is on the dashboard', () => {
  const asked = queries.map(({ expr }) => expr).join('\n')
  expect(
    Object.keys(declared).filter((name) => !new RegExp(`\\b${name}(_bucket|_sum|_count)?\\b`).test(asked)),
  ).toEqual([])
})

test('every alert says what is wrong, how bad it is and what to do', () => {
  expect(rules.length).toBeGreaterThan(5)
  for (const { alert, labels, annotations } of rules) {
    expect([alert, labels]).toEqual([alert, { severity: expect.stringMatching(/^(page|ticket)$/) }])
    expect([alert, annotations.summary]).toEqual([alert, expect.stringMatching(/^.{20,}\.$/)])
    expect([alert, annotations.runbook]).toEqual([alert, expect.stringMatching(/^.{40,}\.$/)])
  }
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
})

test('a line of which no form has been refused is seen too: browsers with scripts keep theirs until there is time', () => {
  const told = queries.filter(({ by }) => ['FurtaTurnsPeopleAway', 'Told to wait'].includes(by))
  const asked = (by: string) => told.flatMap((query) => (query.by === by ? query.expr : [])).join('\n')
  for (const by of ['FurtaTurnsPeopleAway', 'Told to wait']) {
    expect([by, asked(by)]).toEqual([by, expect.stringContaining('furta_sign_ins_total{outcome="busy"}')])
    expect([by, asked(by)]).toEqual([by, expect.stringContaining('furta_turns_promised')])
  }
})

test('work that failed is told of for an hour, not for the week in which it is remembered, and so is the first of a task', () => {
  const failed = 'max(furta_jobs_failed) by (task)'
  const { expr, for: lasting } = rules.find(({ alert }) => alert === 'FurtaJobsFail') ?? {}
  expect(expr).toBe(`${failed} > (max(furta_jobs_failed offset 1h) by (task) or 0 * ${failed})`)
  // A gap in what Prometheus has of an hour ago, shorter than this, tells of nothing old.
  expect(lasting).toBe('10m')
})

test('the dashboard is one that Grafana can import', () => {
  expect(dashboard.uid).toBe('furta')
  const ids = dashboard.panels.map((panel) => (panel as unknown as { id: number }).id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { title, type, gridPos, targets } of dashboard.panels) {
    expect([title, gridPos.x + gridPos.w <= 24]).toEqual([title, true])
    expect([title, type === 'row' || (targets?.length ?? 0) > 0]).toEqual([title, true])
  }
  expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'instance'])
})

/** Names that are no metric of ours, and labels that a metric does not have. `up`, `job` and `instance` are of Prometheus. */
function faultsOf(expr: string): string[] {
  const names = [...expr.matchAll(/\b(furta|process|nodejs)_\w+/g)].map(([name]) => name)
  const unknown = names.filter((name) => metricOf(name) === undefined)
  const labels = [...expr.matchAll(/\b(\w+)\{([^}]*)\}/g)].flatMap(([, name = '', inside = '']) =>
    [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)]
      .map(([, label = '']) => label)
      .filter((label) => !['job', 'instance'].includes(label) && !(metricOf(name)?.labels ?? []).includes(label))
      .map((label) => `${name} has no label ${label}`),
  )
  const balanced =
    expr.split('(').length === expr.split(')').length && expr.split('{').length === expr.split('}').length
  return [...unknown, ...labels, ...(balanced && names.length + Number(/\bup\{/.test(expr)) > 0 ? [] : ['not a query'])]
}

function metricOf(name: string): { labels: readonly string[] } | undefined {
  const plain = name.replace(/_(bucket|sum|count)$/, '')
  if (declared[name]) return declared[name]
  if (declared[plain]?.kind === 'histogram') return { labels: [...declared[plain].labels, 'le'] }
  return name in processMetrics || plain in processMetrics ? { labels: [] } : undefined
}
