import type { Span } from '#lib/core/text-range.ts';
import type { Decision, Endpoint, Entity, Field, Model, OutputField } from '#lib/spec/model.ts';
import { stepRow } from './meaning-steps.ts';
import { aroundOf } from './meaning-world.ts';
import { typeText } from './type-text.ts';

/** What a specification means, in words that a page shows as they are. Every row leads to its place in the text. */
export interface Meaning {
  service: string;
  version: string;
  summary: string | null;
  operations: Listed<OperationView>;
  entities: Listed<EntityView>;
  types: Listed<Row>;
  decisions: Listed<DecisionView>;
  integrations: Listed<IntegrationView>;
  obligations: Listed<ObligationView>;
  frameworks: readonly string[];
  assumptions: Listed<Row>;
  /** How callers are known. */
  callers: Listed<Row>;
  scorecards: Listed<Row>;
  invariants: Listed<Row>;
  events: Listed<Row>;
  /** Work by the clock, and named step lists. */
  work: Listed<Row>;
  scenarios: Listed<Row>;
  /** Replicas, rollout and alerts. */
  operation: Listed<Row>;
  prose: Listed<ProseView>;
}

/** The first rows of a list, and how many there are in all. */
export interface Listed<T> {
  shown: readonly T[];
  total: number;
}

/** A name with a short text. */
export interface Row {
  id: string;
  name: string;
  text: string;
  span: Span;
}

export interface OperationView {
  id: string;
  name: string;
  method: string;
  path: string;
  summary: string | null;
  access: string;
  /** How it was decided who may call: `written`, or assumed. */
  accessAssumed: boolean;
  input: readonly Row[];
  steps: readonly Row[];
  output: readonly Row[];
  sla: string | null;
  audit: string | null;
  span: Span;
}

export interface EntityView {
  id: string;
  name: string;
  fields: readonly (Row & { key: boolean; unique: boolean })[];
  notes: readonly string[];
  span: Span;
}

export interface DecisionView {
  id: string;
  name: string;
  hitPolicy: string;
  inputs: readonly string[];
  outputs: readonly string[];
  rules: readonly { number: number; tests: readonly string[]; values: readonly string[]; span: Span }[];
  span: Span;
}

export interface IntegrationView extends Row {
  protocol: string | null;
  auth: string | null;
  notUnderstood: readonly string[];
  used: number;
}

export interface ObligationView extends Row {
  facts: readonly string[];
  notUnderstood: readonly string[];
}

export interface ProseView extends Row {
  operation: string;
  form: readonly string[];
  candidates: readonly string[];
}

/** A panel with more rows than this is no reading; the text itself is the place to look. */
const SHOWN = 200;

/** Reads a model for the page. `text` is the text that it was read from: conditions are shown as they were written. */
export function readMeaning(model: Model, text: string): Meaning {
  return {
    service: model.service.name,
    version: model.version,
    summary: model.summary,
    operations: first(model.endpoints, operation),
    entities: first(model.entities, entity),
    types: first(model.types, (type) => ({
      id: type.id,
      name: type.name,
      text: [typeText(type.type), type.classification].filter(Boolean).join(' · '),
      span: type.span,
    })),
    decisions: first(model.decisions, (decision) => decisionView(decision, text)),
    integrations: first(model.integrations, ({ id, name, summary, span, protocol, auth, notUnderstood, usedBy }) => ({
      id,
      name,
      text: summary,
      span,
      protocol,
      auth,
      notUnderstood,
      used: usedBy.length,
    })),
    obligations: first(model.requirements, ({ id, name, text: written, span, facts, notUnderstood }) => ({
      id,
      name,
      text: written,
      span,
      facts,
      notUnderstood,
    })),
    frameworks: model.frameworks.map((framework) => framework.name),
    assumptions: first(model.assumptions, (assumption) => ({
      id: assumption.id,
      name: assumption.subject,
      text: assumption.text,
      span: assumption.span,
    })),
    prose: first(model.endpoints.flatMap(proseSteps), (row) => row),
    ...aroundOf(model, (rows) => first(rows, (row) => row)),
  };
}

/** The first rows of a list, each with an id of its own. */
export function first<T, V extends { id: string }>(all: readonly T[], view: (item: T) => V): Listed<V> {
  return { shown: distinct(all.slice(0, SHOWN).map(view)), total: all.length };
}

/** A wrong text may name two things alike, and one thing may have two assumptions: a page needs ids that differ. */
function distinct<V extends { id: string }>(rows: readonly V[]): V[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const times = (seen.get(row.id) ?? 0) + 1;
    seen.set(row.id, times);
    return times === 1 ? row : { ...row, id: `${row.id} ${times}` };
  });
}

function operation(endpoint: Endpoint): OperationView {
  const { access, sla, audit } = endpoint;
  return {
    id: endpoint.id,
    name: endpoint.name,
    method: endpoint.method,
    path: endpoint.path,
    summary: endpoint.summary,
    access: accessText(endpoint),
    accessAssumed: access.origin === 'assumed' || access.origin === 'default',
    input: distinct(
      endpoint.input.slice(0, SHOWN).map((field) => fieldRow(field, field.in === 'body' ? null : field.in)),
    ),
    steps: distinct(endpoint.processing.slice(0, SHOWN).map(stepRow)),
    output: distinct(endpoint.output.slice(0, SHOWN).map((field) => fieldRow(field, source(field)))),
    sla: sla?.latency ? `${sla.latency.percentile}% within ${milliseconds(sla.latency.withinMs)}` : null,
    audit: audit ? audit.record.join(', ') : null,
    span: endpoint.span,
  };
}

function accessText({ access }: Endpoint): string {
  if (access.kind === 'public') return 'anybody';
  const parts = [
    access.roles.length > 0 && `role ${access.roles.join(' or ')}`,
    access.scopes.length > 0 && `scope ${access.scopes.join(', ')}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : 'anybody with a valid token';
}

function fieldRow(field: Field, note: string | null): Row {
  const text = note === null ? typeText(field.type) : `${typeText(field.type)} · ${note}`;
  return { id: field.id, name: field.name, text, span: field.span };
}

function source(field: OutputField): string | null {
  if (field.from.kind === 'form') return 'a person gives it';
  if (field.from.kind === 'step') return `from ${field.from.step}`;
  return null;
}

function milliseconds(ms: number): string {
  return ms >= 1000 && ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

function entity(of: Entity): EntityView {
  const notes = [
    of.lifecycle && `lifecycle by ${of.lifecycle.field}`,
    of.retention && `kept ${of.retention.keep.count} ${of.retention.keep.unit}s from ${of.retention.from}, then erased`,
    of.owner && `owned by ${of.owner}`,
    of.visibleTo.length > 0 && `also visible to ${of.visibleTo.join(', ')}`,
    of.indexes.length > 0 && `indexed by ${of.indexes.map((columns) => columns.join(' + ')).join(', ')}`,
    of.uniques.length > 0 && `unique by ${of.uniques.map((columns) => columns.join(' + ')).join(', ')}`,
  ].filter((note) => typeof note === 'string');
  const fields = of.fields
    .slice(0, SHOWN)
    .map((field) => ({ ...fieldRow(field, null), key: field.key, unique: field.unique }));
  return { id: of.id, name: of.name, fields: distinct(fields), notes, span: of.span };
}

function decisionView(decision: Decision, text: string): DecisionView {
  const written = ({ start, end }: Span) => text.slice(start, Math.min(end, start + 120)).trim();
  return {
    id: decision.id,
    name: decision.name,
    hitPolicy: decision.hitPolicy,
    inputs: decision.inputs.map((input) => input.name),
    outputs: decision.outputs.map((output) => output.name),
    rules: decision.rules.slice(0, SHOWN).map((rule) => ({
      number: rule.number,
      tests: rule.tests.map((test) => written(test.span)),
      values: rule.values.map((value) => written(value.span)),
      span: rule.span,
    })),
    span: decision.span,
  };
}

function proseSteps(endpoint: Endpoint): ProseView[] {
  return endpoint.processing.flatMap((step) =>
    step.kind === 'prose'
      ? [
          {
            id: step.id,
            name: step.name,
            text: step.text,
            span: step.span,
            operation: endpoint.name,
            form: step.form.map((field) => field.name),
            candidates: step.candidates,
          },
        ]
      : [],
  );
}
