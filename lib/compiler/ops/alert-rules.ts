import type { Alert } from '../../spec/model.ts';
import { pascal } from '../names.ts';
import type { Plan } from '../plan.ts';
import { type Objective, objectiveOf, objectiveText, rounded } from './objective.ts';
import { promTime } from './span-of-time.ts';

/** One rule for Prometheus: a burn rate over a long and a short window. Texts are as people read them, not yet quoted. */
export interface AlertRule {
  alert: Alert;
  name: string;
  objective: Objective;
  longMs: number;
  shortMs: number;
  /** The share of bad requests above which it fires, in both windows. From 1 on it never does. */
  limit: number;
  labels: Readonly<Record<'severity' | 'page' | 'operation' | 'window', string>>;
  annotations: Readonly<Record<'summary' | 'description' | 'runbook_url', string>>;
}

/** A short window below this holds too few scrapes to say anything. */
const SHORTEST_MS = 60_000;

/** The rules of each alert, in the order of the specification; none where the operation promises nothing. */
export function alertRules({ model }: Plan): { alert: Alert; rules: readonly AlertRule[] }[] {
  return (model.monitoring?.alerts ?? []).map((alert, at) => {
    const endpoint = model.endpoints.find(({ name }) => name === alert.burnRate);
    const objective = endpoint === undefined ? null : objectiveOf(endpoint);
    if (objective === null) return { alert, rules: [] };
    return { alert, rules: alert.rates.map((rate) => ruleOf(alert, at + 1, rate, objective)) };
  });
}

function ruleOf(alert: Alert, number: number, rate: Alert['rates'][number], objective: Objective): AlertRule {
  const { name } = objective.endpoint;
  const shortMs = Math.min(rate.windowMs, Math.max(SHORTEST_MS, Math.round(rate.windowMs / 12)));
  const [long, short] = [promTime(rate.windowMs), promTime(shortMs)];
  return {
    alert,
    name: `${pascal(name)}BurnsItsBudget`,
    objective,
    longMs: rate.windowMs,
    shortMs,
    limit: rounded(objective.budget * Number(rate.factor)),
    labels: { severity: 'page', page: alert.page, operation: name, window: long },
    annotations: {
      summary: `${name} burns its error budget ${rate.factor} times faster than allowed`,
      description: `Promised: ${objectiveText(objective)}. Measured over ${long} and ${short}.`,
      runbook_url: `RUNBOOK.md#${alertAnchor(number, name)}`,
    },
  };
}

/** Where the runbook's section of an alert begins. */
function alertAnchor(number: number, operation: string): string {
  return `alert-${number}-${operation.toLowerCase()}`;
}
