import type { Plan } from '../plan.ts';
import { type Json, json } from '../text/json.ts';
import { prom } from '../text/quote.ts';
import { allRequests, badRequests, labelsOf, objectiveOf, objectiveText, watchedOperations } from './objective.ts';

type JsonObject = { readonly [key: string]: Json | undefined };

/** Of the panels: how wide a row is, and how high each is. */
const WIDE = 24;
const HIGH = 8;

/**
 * deploy/dashboard.json for Grafana 10 and later: for each watched operation its requests, its times and the budget that is left,
 * then refusals and memory. The data source is asked for when it is imported.
 */
export function dashboard(plan: Plan): string {
  const { model } = plan;
  const { service } = model;
  const job = `job=${prom(service.name)}`;
  const operations = watchedOperations(model).flatMap((endpoint): JsonObject[][] => {
    const labels = labelsOf(endpoint, model);
    const objective = objectiveOf(endpoint);
    const title = `${endpoint.method} ${endpoint.path}`;
    const row = [
      panel(`${title}: requests`, 'reqps', [
        target(`sum by (status) (rate(${METRIC}_count{${labels}}[${RATE}]))`, '{{status}}'),
      ]),
      panel(
        `${title}: duration`,
        's',
        ['0.5', '0.95', '0.99'].map((share) =>
          target(
            `histogram_quantile(${share}, sum by (le) (rate(${METRIC}_bucket{${labels}}[${RATE}])))`,
            `${share.slice(2).padEnd(2, '0')} %`,
          ),
        ),
      ),
    ];
    if (objective === null) return [row];
    const window = '30d';
    const burnt = `${badRequests(objective, labels, window)} / ${allRequests(labels, window)}`;
    const left =
      objective.budget === 0 ? `1 - clamp_max((${burnt}) > bool 0, 1)` : `1 - (${burnt}) / ${objective.budget}`;
    return [
      [
        ...row,
        panel(`${title}: error budget left, 30 days`, 'percentunit', [target(left, 'left')], objectiveText(objective)),
      ],
    ];
  });
  const shared = [
    panel('Refusals and failures by name', 'reqps', [
      target(`sum by (name) (rate(problems_total{${job}}[${RATE}]))`, '{{name}}'),
    ]),
    panel('Memory by pod', 'bytes', [target(`process_resident_memory_bytes{${job}}`, '{{pod}}')]),
  ];
  return json({
    title: service.name,
    uid: uidOf(service.name),
    description: `Written from the specification of ${service.name}, version ${model.version}.`,
    tags: ['service'],
    timezone: 'utc',
    schemaVersion: 39,
    version: 1,
    editable: false,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', hide: 0, refresh: 1 },
      ],
    },
    panels: laidOut([...operations, shared]),
  });
}

const METRIC = 'http_request_duration_seconds';
const RATE = '$__rate_interval';
const SOURCE = { type: 'prometheus', uid: `\${datasource}` };

function panel(title: string, unit: string, targets: readonly JsonObject[], description?: string): JsonObject {
  return {
    type: 'timeseries',
    title,
    description,
    datasource: SOURCE,
    fieldConfig: { defaults: { unit, ...(unit === 'percentunit' ? { max: 1 } : { min: 0 }) }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: targets.map((each, at) => ({ refId: String.fromCharCode('A'.charCodeAt(0) + at), ...each })),
  };
}

function target(expr: string, legendFormat: string): JsonObject {
  return { datasource: SOURCE, expr, legendFormat };
}

/** Rows of panels side by side. */
function laidOut(rows: readonly (readonly JsonObject[])[]): Json[] {
  return rows.flatMap((row, y) =>
    row.map((each, x): JsonObject => {
      const w = Math.floor(WIDE / row.length);
      const id = rows.slice(0, y).reduce((sum, { length }) => sum + length, 0) + x + 1;
      return { id, gridPos: { x: x * w, y: y * HIGH, w, h: HIGH }, ...each };
    }),
  );
}

/** At most 40 characters, which Grafana takes. */
function uidOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 40);
}
