import type { Scenario } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { holdNumbers } from '../service/wired-numbers.ts';
import { type Doc, list } from '../text/doc.ts';
import type { Json } from '../text/json.ts';
import { key } from '../text/quote.ts';
import { endsWell } from './ends-well.ts';
import { isMap, jsonValue, writtenValue } from './scenario-values.ts';

/** A request of a scenario: what its body is, by the name of the scenario. */
export interface ScenarioRequest {
  name: string;
  body: { readonly [name: string]: Json };
  /** The same as TypeScript. */
  written: Doc;
}

/**
 * The requests of scenarios that begin with this operation and end well with nothing stored before, at any time, and with stand-ins
 * that answer as they do by themselves: whoever sends one to a sandbox gets an answer below 400. In text order.
 */
export function scenarioRequests(operation: OperationPlan, plan: Plan): readonly ScenarioRequest[] {
  return plan.model.scenarios.flatMap((scenario) => requestOf(scenario, operation, plan) ?? []);
}

function requestOf(scenario: Scenario, operation: OperationPlan, plan: Plan): ScenarioRequest | null {
  const [call] = scenario.when;
  const cells = endsWell(scenario);
  if (call?.kind !== 'operation' || call.name !== operation.endpoint.name || cells === null) return null;
  if (scenario.given.some(({ kind }) => kind === 'rows' || kind === 'now')) return null;
  if (!isMap(call.input) || holdNumbers(operation.body, plan.model)) return null;
  const { map } = call.input;
  const { body, renamed } = operation;
  const sent = body.flatMap((field): [string, Json][] => {
    const value = map[renamed.get(field.name) ?? field.name];
    const json = value === undefined ? undefined : jsonValue(value, field.type, cells, plan);
    return json === undefined ? [] : [[field.name, json]];
  });
  if (sent.length === 0 || sent.length < Object.keys(map).length) return null;
  const items = body.flatMap((field): Doc[] => {
    const value = map[renamed.get(field.name) ?? field.name];
    return value === undefined ? [] : [[key(field.name), ': ', writtenValue(value, field.type, cells, plan)]];
  });
  return { name: scenario.name, body: Object.fromEntries(sent), written: list('{', items, '}', true) };
}
