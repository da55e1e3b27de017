import type { Endpoint, InputField } from '../../model.ts';
import { type Differ, type Matched, match, type Place, placeOf, said } from '../differ.ts';
import { renamedPairs } from '../follow-renames.ts';
import { NO_RENAMES, type Renames } from '../write-expression.ts';
import { diffAccess } from './diff-access.ts';
import { diffInputs } from './diff-inputs.ts';
import { diffOutputs } from './diff-outputs.ts';
import { diffAudit, diffSla } from './diff-promises.ts';
import { diffSummary } from './diff-service.ts';
import { diffSteps } from './diff-steps.ts';
import { diffWire } from './diff-wire.ts';
import { flatSteps } from './flat-steps.ts';
import { matchSteps } from './match-steps.ts';

/** What the names of an operation became, for the rules that read expressions outside of it. */
export interface MatchedEndpoint {
  before: Endpoint;
  after: Endpoint;
  renames: Renames;
}

/** Operations, and everything in them. Gives those that both versions have. */
export function diffEndpoints(differ: Differ): MatchedEndpoint[] {
  const { both, removed, added } = matchEndpoints(differ.before.model.endpoints, differ.after.model.endpoints);
  for (const endpoint of removed)
    differ.report('operation-removed', placeOf(endpoint, null), `${sayEndpoint(endpoint)} is gone.`);
  for (const endpoint of added)
    differ.report('operation-added', placeOf(null, endpoint), `${sayEndpoint(endpoint)} is new.`);
  return both.map(([before, after]) => diffEndpoint(differ, before, after));
}

/** By name; what has another name but the same method and path is the same operation for everybody who calls it. */
function matchEndpoints(before: readonly Endpoint[], after: readonly Endpoint[]): Matched<Endpoint> {
  const named = match(before, after);
  const moved = match(named.removed, named.added, addressOf);
  return { both: [...named.both, ...moved.both], removed: moved.removed, added: moved.added };
}

/** Method and path; the names of the path's parameters never leave the service. */
function addressOf({ method, path }: Endpoint): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

function diffEndpoint(differ: Differ, before: Endpoint, after: Endpoint): MatchedEndpoint {
  const place = placeOf(before, after);
  diffIdentity(differ, before, after, place);
  diffSummary(differ, said(after.name), before, after);
  diffAnswer(differ, before, after, place);
  const inputs = new Map([...renamedParameters(before, after), ...renamedPairs(before.input, after.input)]);
  const outputs = new Map(renamedPairs(before.output, after.output));
  diffAccess(differ, before, after, { ...NO_RENAMES, inputs });
  diffInputs(differ, before, after, inputs);
  const flat = (endpoint: Endpoint) => ({ ...endpoint, processing: flatSteps(endpoint.processing) });
  const [old, now] = [flat(before), flat(after)];
  const steps = matchSteps(old.processing, now.processing, inputs);
  const renames = { steps: steps.renames, inputs, outputs };
  diffSteps(differ, old, now, steps, renames);
  diffWire(differ, before, after, renames);
  diffOutputs(differ, before, after, renames);
  diffSla(differ, before, after);
  diffAudit(differ, before, after);
  return { before, after, renames };
}

function diffIdentity(differ: Differ, before: Endpoint, after: Endpoint, place: Place): void {
  if (before.name !== after.name)
    differ.report(
      'operation-renamed',
      place,
      `${before.method} ${said(after.path)} is called ${said(before.name)} → ${said(after.name)} in clients, logs and the audit.`,
    );
  if (addressOf(before) !== addressOf(after))
    differ.report(
      'operation-moved',
      place,
      `${said(after.name)} is asked by ${before.method} ${said(before.path)} → ${after.method} ${said(after.path)}.`,
    );
}

const WAITING: ReadonlySet<string> = new Set(['prose', 'userTask', 'wait']);

function diffAnswer(differ: Differ, before: Endpoint, after: Endpoint, place: Place): void {
  const waits = (endpoint: Endpoint): boolean => endpoint.processing.some((step) => WAITING.has(step.kind));
  const subject = said(after.name);
  if (!waits(before) && waits(after))
    differ.report(
      'answer-later',
      place,
      `${subject} answers at once with ${before.status} → with 202 and the address of the answer, once a person has done their part.`,
    );
  else if (waits(before) && !waits(after))
    differ.report(
      'answer-at-once',
      place,
      `${subject} answers with 202 and the address of the answer → at once with ${after.status}.`,
    );
  else if (before.status !== after.status)
    differ.report('success-status-changed', place, `${subject}: status of success ${before.status} → ${after.status}.`);
}

/** Parameters of the path that have another name at the same place. */
function renamedParameters(before: Endpoint, after: Endpoint): ReadonlyMap<string, string> {
  if (addressOf(before) !== addressOf(after)) return new Map();
  const names = ({ path }: Endpoint): string[] => [...path.matchAll(/\{([^}]*)\}/g)].map((found) => found[1] ?? '');
  const now = names(after);
  const pairs = names(before).map((old, i) => [old, now[i] ?? old] as const);
  return new Map(
    pairs.filter(([old, name]) => old !== name && !names(after).includes(old) && isInput(after.input, name)),
  );
}

function isInput(fields: readonly InputField[], name: string): boolean {
  return fields.some((field) => field.name === name);
}

function sayEndpoint({ name, method, path }: Endpoint): string {
  return `Operation ${said(name)} (${method} ${said(path)})`;
}
