import type { Alert, Endpoint, Monitoring } from '../model.ts';
import { readMilliseconds } from '../phrases/duration.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { expected, scalarsOf, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';

const MAX_ALERTS = 100;

/** Reads what somebody is told about. Burn rates are those of operations with a service level. */
export function readMonitoring(ctx: ReadContext, node: YamlNode, endpoints: readonly Endpoint[]): Monitoring | null {
  const alerts = readKeys(ctx, node, 'monitoring', node.span)?.get('alerts');
  if (alerts === undefined) return null;
  if (alerts.kind !== 'seq') return expected(ctx, alerts, 'A list of alerts');
  return {
    id: 'monitoring',
    span: node.span,
    alerts: alerts.items.slice(0, MAX_ALERTS).flatMap((item, i) => {
      const keys = readKeys(ctx, item, 'alert', item.span);
      const alert = keys === null ? null : readAlert(ctx, keys, i + 1, endpoints);
      return alert === null ? [] : [alert];
    }),
  };
}

function readAlert(ctx: ReadContext, keys: Keys, number: number, endpoints: readonly Endpoint[]): Alert | null {
  const [burnNode, ratesNode, pageNode] = ['burnRate', 'rates', 'page'].map((key) => keys.get(key));
  const operation = burnNode === undefined ? null : readOperation(ctx, burnNode, endpoints);
  const rates = ratesNode === undefined ? [] : readRates(ctx, ratesNode);
  const page = pageNode === undefined ? null : textOf(ctx, pageNode, 'Who is told');
  if (operation === null || rates.length === 0 || page === null) return null;
  return { id: `monitoring/alerts/${number}`, span: keys.node.span, burnRate: operation, rates, page };
}

function readOperation(ctx: ReadContext, node: YamlNode, endpoints: readonly Endpoint[]): string | null {
  const name = textOf(ctx, node, 'The name of an operation');
  if (name === null) return null;
  const endpoint = endpoints.find((candidate) => candidate.name === name);
  if (endpoint === undefined) {
    const suggestion = ctx.reporter.suggest(
      name,
      endpoints.map((candidate) => candidate.name),
    );
    const fixes =
      suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
    ctx.reporter.report('SPC2013', node.span, { what: 'operation', name, suggestion }, fixes);
    return null;
  }
  if (endpoint.sla === null)
    ctx.reporter.report('SPC2062', node.span, {
      reason: `\`${name}\` promises nothing, so it has no error budget that could burn. Write its \`sla\`.`,
    });
  return name;
}

/** `14.4x/1h`: so many times faster than allowed, measured over this time (Google SRE Workbook, "Alerting on SLOs"). */
function readRates(ctx: ReadContext, node: YamlNode): Alert['rates'] {
  return scalarsOf(ctx, node, 'rates').flatMap((item) => {
    const match = /^(\d{1,4}(?:\.\d{1,3})?)x\/(\d{1,4}(?:ms|s|m|h|d))$/.exec(item.value);
    const factor = match?.[1] ?? '';
    const windowMs = readMilliseconds(match?.[2] ?? '');
    if (match !== null && windowMs !== null && Number(factor) > 0) return [{ factor, windowMs }];
    ctx.reporter.report('SPC2062', item.span, {
      reason: 'A burn rate is written as 14.4x/1h: how many times faster than allowed, and over which time.',
    });
    return [];
  });
}
